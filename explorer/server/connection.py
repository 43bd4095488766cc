"""The socket between page and kernel: no wait for full packets, no malformed frames."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from typing import Any

from jupyter_server.services.kernels.connection.channels import (
    ZMQChannelsWebsocketConnection,
)
from tornado.iostream import StreamBufferFullError
from tornado.web import HTTPError

PROTOCOL = "v1.kernel.websocket.jupyter.org"
CHANNELS = (b"shell", b"control", b"stdin", b"iopub")
FEWEST, MOST = 6, 64  # offsets: channel, four parts, their end; and buffers
UNREAD = 64 * 1024 * 1024  # bytes that a page may leave unread


class GuardedConnection(ZMQChannelsWebsocketConnection):
    """A kernel connection for strangers.

    Only the sub-protocol that JupyterLab and Voila speak, only whole frames of it; what
    is malformed ends the connection. Where the server filters messages, as ours does,
    only the channel of the widgets is open.

    Small messages leave at once. With Nagle's algorithm on, the page would see about 20
    pictures a second: each would wait up to 40 ms for the answer to the one before.
    """

    _refused = False

    async def prepare(self) -> None:
        """Refuse other protocols before there is a connection."""
        offered = self.websocket_handler.request.headers.get(
            "Sec-WebSocket-Protocol", ""
        )
        if PROTOCOL not in (name.strip() for name in offered.split(",")):
            raise HTTPError(400)
        await super().prepare()

    def connect(self) -> Any:
        """Connect to the kernel; set up the page's socket."""
        self.websocket_handler.set_nodelay(True)
        self._stream.max_write_buffer_size = UNREAD
        return super().connect()

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a frame on, if it is one."""
        if self._refused:
            return
        channel = channel_of(incoming_msg)
        if channel is None or not self._has_header(incoming_msg):
            self._refused = True
            self.websocket_handler.close(1002, "not a frame of the protocol")
            return
        self.kernel_manager.last_activity = datetime.now(UTC)
        filtered = self.multi_kernel_manager.allowed_message_types
        if not filtered or channel == b"shell":
            super().handle_incoming_message(incoming_msg)

    def _has_header(self, frame: bytes) -> bool:
        start, end = struct.unpack_from("<2Q", frame, 16)
        try:
            header = self.session.unpack(frame[start:end])
        except (ValueError, RecursionError):
            return False
        return isinstance(header, dict) and isinstance(header.get("msg_type"), str)

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass a message to the page; a page that reads nothing is left.

        What comes for a socket that has closed meanwhile is dropped here: without a
        socket the connection forgets its protocol, and Voila would take the first bytes
        of a picture for a number of parts and count to it for ever.
        """
        closed = self.websocket_handler.ws_connection is None
        if closed or self._is_chatter(outgoing_msg):
            return
        try:
            super().handle_outgoing_message(stream, outgoing_msg)
        except StreamBufferFullError:
            self._stream.close()

    def _is_chatter(self, parts: list[Any]) -> bool:
        """Say whether this tells only that a widget's message is being worked on.

        In a drag that is every third message, and nobody waits for it; that the work
        is done, the page is told.
        """
        if not bytes(parts[0]).endswith(b".status"):
            return False
        *_, parent, _, content = parts
        if self.session.unpack(content).get("execution_state") != "busy":
            return False
        return bool(self.session.unpack(parent).get("msg_type") == "comm_msg")

    @property
    def _stream(self) -> Any:
        socket: Any = self.websocket_handler.ws_connection
        return socket.stream


def channel_of(frame: object) -> bytes | None:
    """Return the channel of a frame, or None if the frame is malformed.

    A frame is a number n, n offsets (all of 8 bytes, the lowest first), then the parts
    of which the offsets are the beginnings, and at last the end.

    >>> ends = 56, 61, 63, 65, 67, 69
    >>> numbers = b"".join(n.to_bytes(8, "little") for n in (6, *ends))
    >>> channel_of(numbers + b"shell{}{}{}{}")
    b'shell'
    >>> channel_of(numbers + b"shell{}{}{}") is None
    True
    """
    if not isinstance(frame, bytes) or len(frame) < 8 * (FEWEST + 1):
        return None
    count = int.from_bytes(frame[:8], "little")
    begin = 8 * (count + 1)
    if not FEWEST <= count <= MOST or len(frame) < begin:
        return None
    offsets = struct.unpack_from(f"<{count}Q", frame, 8)
    if (
        offsets[0] != begin
        or offsets[-1] != len(frame)
        or list(offsets) != sorted(offsets)
    ):
        return None
    channel = frame[offsets[0] : offsets[1]]
    return channel if channel in CHANNELS else None


def words_of(frame: bytes) -> int:
    """Return how many bytes of a frame of ours come before its buffers.

    >>> ends = 64, 69, 71, 73, 75, 77, 90
    >>> numbers = b"".join(n.to_bytes(8, "little") for n in (7, *ends))
    >>> words_of(numbers + b"shell{}{}{}{}" + b"a long buffer")
    77
    """
    (end,) = struct.unpack_from("<Q", frame, 8 * FEWEST)
    return int(end)
