"""What the socket lets through, frame by frame."""

import random
import struct
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from explorer.server.connection import PROTOCOL, GuardedConnection, channel_of

COMM = b'{"msg_type": "comm_msg"}'


def frame(channel=b"shell", header=COMM, rest=(b"{}", b"{}", b"{}"), more=()):
    pieces = [channel, header, *rest, *more]
    offsets = [8 * (len(pieces) + 2)]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return struct.pack(f"<{len(offsets) + 1}Q", len(offsets), *offsets) + b"".join(
        pieces
    )


def changed(place, value):
    data = bytearray(frame())
    data[8 * place : 8 * place + 8] = struct.pack("<Q", value)
    return bytes(data)


SOUND = [frame(), frame(b"control"), frame(more=[b"\0" * 99, b""])]
MALFORMED = [
    b"", b"\0", b"\0" * 64, b"\xff" * 1000, "{}", None,
    frame()[:-1], frame() + b"\0", frame(b"other"),
    changed(0, 5), changed(0, 65), changed(0, 2**63),
    changed(1, 0), changed(2, 0), changed(3, 2**63), changed(6, 10**6),
    frame(more=[b""] * 60),
]  # fmt: skip


@pytest.mark.parametrize("data", SOUND)
def test_a_whole_frame_has_a_channel(data):
    assert channel_of(data) in (b"shell", b"control")


@pytest.mark.parametrize("data", MALFORMED)
def test_a_malformed_frame_has_none(data):
    assert channel_of(data) is None


def test_noise_is_refused_without_an_exception():
    noise = random.Random(1)  # noqa: S311
    for _ in range(5000):
        data = bytearray(frame(more=[b"pixels"]))
        for _ in range(noise.randint(1, 4)):
            data[noise.randrange(64)] = noise.randrange(256)
        channel_of(bytes(data))
        channel_of(noise.randbytes(noise.randrange(200)))


class Handler:
    """Stands for the page's socket."""

    def __init__(self):
        self.closed = None
        self.ws_connection = object()
        self.written = []

    @property
    def selected_subprotocol(self):
        assert self.ws_connection is not None  # as Tornado has it
        return PROTOCOL

    def write_message(self, message, binary=False):
        self.written.append(message)

    def close(self, code, reason):
        self.closed = code


class Stream:
    def __init__(self):
        self.sent = []


@pytest.fixture
def connection(monkeypatch):
    """A connection of our own server, with streams that remember what was sent."""
    from explorer.server.configuration import MESSAGES

    class Class:
        allowed_message_types = MESSAGES
        allow_tracebacks = True

    made = GuardedConnection()
    names = ("shell", "control", "stdin", "iopub")
    made.channels = {name: Stream() for name in names}
    monkeypatch.setattr(GuardedConnection, "websocket_handler", Handler())
    monkeypatch.setattr(GuardedConnection, "multi_kernel_manager", Class())
    kernel = SimpleNamespace(last_activity=None)
    monkeypatch.setattr(GuardedConnection, "kernel_manager", kernel)
    made.session.send_raw = lambda stream, parts: stream.sent.append(parts)
    return made


def test_what_a_page_says_shows_that_its_kernel_is_used(connection):
    before = datetime.now(UTC)
    connection.handle_incoming_message(frame())
    assert before <= connection.kernel_manager.last_activity <= datetime.now(UTC)


def test_a_malformed_frame_ends_the_connection(connection):
    connection.handle_incoming_message(b"\0" * 100)
    assert connection.kernel_manager.last_activity is None
    connection.handle_incoming_message(frame())
    assert connection.websocket_handler.closed == 1002
    assert connection.channels["shell"].sent == []


@pytest.mark.parametrize("header", [b"[]", b"{}", b"1", b"\xff", b"[" * 5000])
def test_a_header_that_is_none_ends_the_connection(connection, header):
    connection.handle_incoming_message(frame(header=header))
    assert connection.websocket_handler.closed == 1002


REFUSED = [
    "execute_request", "inspect_request", "complete_request", "history_request",
    "is_complete_request", "interrupt_request", "shutdown_request", "debug_request",
    "input_reply", "create_subshell_request", "x",
]  # fmt: skip


@pytest.mark.parametrize("channel", [b"shell", b"control", b"stdin", b"iopub"])
def test_only_what_widgets_say_passes_and_only_on_their_channel(connection, channel):
    for kind in REFUSED:
        header = f'{{"msg_type": "{kind}"}}'.encode()
        connection.handle_incoming_message(frame(channel, header))
    assert all(not stream.sent for stream in connection.channels.values())
    for kind in ("comm_open", "comm_msg", "comm_close", "kernel_info_request"):
        header = f'{{"msg_type": "{kind}"}}'.encode()
        connection.handle_incoming_message(frame(channel, header))
    sent = sum(len(stream.sent) for stream in connection.channels.values())
    assert sent == (4 if channel == b"shell" else 0)
    assert connection.websocket_handler.closed is None


@pytest.mark.parametrize(
    ("state", "parent", "topic", "passes"),
    [
        ("busy", "comm_msg", "status", False),
        ("idle", "comm_msg", "status", True),
        ("busy", "execute_request", "status", True),
        ("busy", "comm_msg", "comm_msg", True),
    ],
)
def test_only_that_a_widget_is_being_answered_is_kept_from_the_page(
    connection, monkeypatch, state, parent, topic, passes
):
    told = []
    base = GuardedConnection.__mro__[1]
    monkeypatch.setattr(
        base, "handle_outgoing_message", lambda self, stream, parts: told.append(parts)
    )
    pack = connection.session.pack
    parts = [
        f"kernel.1.{topic}".encode(), b"<IDS|MSG>", b"", pack({"msg_type": topic}),
        pack({"msg_type": parent}), b"{}", pack({"execution_state": state}),
    ]  # fmt: skip
    connection.handle_outgoing_message("iopub", parts)
    assert told == ([parts] if passes else [])


def test_a_picture_for_a_socket_that_has_closed_is_dropped(connection):
    class FromKernel:
        channel = "iopub"

        def closed(self):
            return False

    pack, handler = connection.session.pack, connection.websocket_handler
    said = [pack({"msg_type": "comm_msg"}), pack({}), pack({}), pack({})]
    parts = [b"comm", b"<IDS|MSG>", b"", *said, b"pixels"]
    parts[2] = connection.session.sign(said)
    connection.handle_outgoing_message(FromKernel(), parts)
    assert len(handler.written) == 1
    handler.ws_connection = None
    connection.handle_outgoing_message(FromKernel(), parts)
    assert len(handler.written) == 1
