"""What every answer of our own server wears, and files that are compressed once."""

from __future__ import annotations

import gzip
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import FileFindHandler
from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform
from voila.static_file_handler import MultiStaticFileHandler

from explorer.server.configuration import NONCE

#: Scripts are the files of this server, those inline scripts of ours that carry the
#: answer's nonce, and the code of our widgets, which anywidget imports from a blob.
#: Style sheets may be inline: Lumino and webpack write them into the page.
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the address holds what somebody has tried
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guarded(OutputTransform):
    """Puts the security headers on, and a fresh nonce in its place."""

    def __init__(self, request: HTTPServerRequest) -> None:
        self._nonce = secrets.token_urlsafe(18)  # as long as what it replaces
        self._html = False

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Add the headers."""
        for name, value in HEADERS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = POLICY.format(nonce=self._nonce)
        if "Server" in headers:
            del headers["Server"]
        self._html = headers.get("Content-Type", "").startswith("text/html")
        return status_code, headers, self.transform_chunk(chunk, finishing)

    def transform_chunk(self, chunk: bytes, finishing: bool) -> bytes:
        """Put the nonce in; every chunk is written whole, so none is cut in two."""
        if not self._html:
            return chunk
        return chunk.replace(NONCE.encode(), self._nonce.encode())


class CompressedOnce:
    """Mixed into a handler of static files: forty visitors, one compression."""

    async def get(self: Any, path: str, include_body: bool = True) -> None:
        """Answer with the kept form, if the browser takes it and it helps."""
        wanted = self.request.headers
        plain = not include_body or "Range" in wanted or not path.endswith(_TEXT)
        if plain or "gzip" not in wanted.get("Accept-Encoding", ""):
            return await super().get(path, include_body)  # type: ignore[misc]
        self.path = self.parse_url_path(path)
        place = self.get_absolute_path(self.root, self.path)
        self.absolute_path = self.validate_absolute_path(self.root, place)
        if self.absolute_path is None:
            return None
        self.modified = self.get_modified_time()
        self.set_headers()
        if self.should_return_304():
            self.set_status(304)
            return None
        self.set_header("Content-Encoding", "gzip")
        self.finish(_compressed(Path(self.absolute_path), self.modified))
        return None


_TEXT = (".js", ".css", ".json", ".svg")


@lru_cache(maxsize=512)
def _compressed(path: Path, _: object) -> bytes:
    return gzip.compress(path.read_bytes())


class Scripts(CompressedOnce, MultiStaticFileHandler):
    """Voila's front end."""


class Extensions(CompressedOnce, FileFindHandler):  # type: ignore[misc]
    """The extensions of JupyterLab that it loads."""
