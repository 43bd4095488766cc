"""The page that asks for the word of the class."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_plus

from tornado.escape import url_escape
from voila.voila_identity_provider import VoilaLoginHandler


class Login(VoilaLoginHandler):
    """The page that asks for the word; it says if the one in a link was wrong."""

    def _render(self, message: Any = None) -> None:
        """Write the form; whoever fills it in goes on without the wrong word."""
        address, wrong = without_word(self.get_argument("next", default=self.base_url))
        form = self.render_template(
            "login.html", next=url_escape(address), message=message or wrong
        )
        self.write(form)


def without_word(address: str) -> tuple[str, bool]:
    """Return an address without the word in it, and whether there was one.

    >>> without_word("/voila/render/01-downhill.ipynb?x=1&token=wrong")
    ('/voila/render/01-downhill.ipynb?x=1', True)
    >>> without_word("/?token=")
    ('/', False)
    """
    path, _, query = address.partition("?")
    pairs = [pair for pair in query.split("&") if pair]
    said = [pair for pair in pairs if unquote_plus(pair.split("=")[0]) == "token"]
    kept = "&".join(pair for pair in pairs if pair not in said)
    has_word = any(pair.partition("=")[2] for pair in said)
    return f"{path}?{kept}" if kept else path, has_word
