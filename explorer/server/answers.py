"""What every answer of our own server wears."""

from __future__ import annotations

import secrets

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform

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
