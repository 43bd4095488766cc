"""The scripts of a page: compressed once, and most of them in one answer.

Voila's front end and its extensions come in some sixty parts that ask for one another,
wave after wave; over a slow line each wave costs a round trip, and forty visitors at
once ask for thousands of files. webpack lets a part come before whoever needs it: it
waits in an array until its runtime takes it. So the parts that every page of ours loads
come together and first; a part that is not among them is asked for as always.

Which ones they are says the file ``scripts.txt``, below the versions that it was
written with; ``python -m tests.scripts`` writes it anew. With other versions the page
works as well, but asks for what is not listed.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import FileFindHandler
from tornado.httputil import HTTPHeaders
from tornado.web import RequestHandler
from voila.static_file_handler import MultiStaticFileHandler

LISTED = Path(__file__).with_name("scripts.txt")
_TEXT = (".js", ".css", ".json", ".svg")
_YEAR = 365 * 24 * 3600  # seconds


class CompressedOnce:
    """Mixed into a handler of static files: forty visitors, one compression."""

    async def get(self: Any, path: str, include_body: bool = True) -> None:
        """Answer with the kept form, if the browser takes it and it helps."""
        headers = self.request.headers
        plain = not include_body or "Range" in headers or not path.endswith(_TEXT)
        if plain or not _takes_gzip(headers):
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


@lru_cache(maxsize=512)
def _compressed(path: Path, _: object) -> bytes:
    return gzip.compress(path.read_bytes())


def _takes_gzip(headers: HTTPHeaders) -> bool:
    return "gzip" in headers.get("Accept-Encoding", "")


class Scripts(CompressedOnce, MultiStaticFileHandler):
    """Voila's front end."""


class Extensions(CompressedOnce, FileFindHandler):
    """The extensions of JupyterLab that it loads."""


class Bundle:
    """The listed parts that there are, one after the other.

    Parameters
    ----------
    roots : mapping of str to sequence of str
        Folders by the beginning of an address, as "static/".
    """

    def __init__(self, roots: Mapping[str, Sequence[str]]) -> None:
        self._roots = roots

    @cached_property
    def _parts(self) -> list[Path]:
        lines = LISTED.read_text("utf-8").splitlines()
        names = [line for line in lines if not line.startswith("#")]
        return [path for name in names if (path := self._find(name))]

    def _find(self, name: str) -> Path | None:
        for beginning, folders in self._roots.items():
            if name.startswith(beginning):
                places = (Path(f, name.removeprefix(beginning)) for f in folders)
                return next((path for path in places if path.is_file()), None)
        return None

    @cached_property
    def version(self) -> str:
        """What the address holds, so that a browser may keep the answer."""
        digest = hashlib.sha256()
        for path in self._parts:
            digest.update(f"{path.name} {path.stat().st_mtime_ns}\n".encode())
        return digest.hexdigest()[:16]

    @cached_property
    def text(self) -> bytes:
        """The parts, each in a function of its own: some are strict, some are not."""
        each = (path.read_bytes() for path in self._parts)
        return b"".join(b"(function(){\n" + part + b"\n})();\n" for part in each)

    @cached_property
    def compressed(self) -> bytes:
        """The same, smaller."""
        return gzip.compress(self.text)


class Together(RequestHandler):
    """Answers with the bundle."""

    def initialize(self, bundle: Bundle) -> None:
        """Take the bundle that all visitors share."""
        self._bundle = bundle

    def get(self) -> None:
        """Send it, compressed if the browser takes that."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        if self.get_query_argument("v", "") == self._bundle.version:
            self.set_header("Cache-Control", f"max-age={_YEAR}, immutable")
        self.set_header("Vary", "Accept-Encoding")
        if _takes_gzip(self.request.headers):
            self.set_header("Content-Encoding", "gzip")
            self.finish(self._bundle.compressed)
        else:
            self.finish(self._bundle.text)
