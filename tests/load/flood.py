"""What one client can do to the server's sockets, and whether others notice.

None of it may run code, end a kernel or keep another visitor waiting.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tornado.websocket import WebSocketClosedError, WebSocketError, websocket_connect

from tests.load import protocol
from tests.load.bystander import Bystander
from tests.load.findings import Finding
from tests.load.visitor import Visitor, hang_up

CHANNELS = ("shell", "control", "stdin", "iopub", "heartbeat", "", "shell\0")
REFUSED = {
    "inspect_request": {"code": "import os; os", "cursor_pos": 13},
    "complete_request": {"code": "op", "cursor_pos": 2},
    "history_request": {
        "hist_access_type": "tail",
        "n": 9,
        "output": True,
        "raw": True,
    },
    "is_complete_request": {"code": "1"},
    "connect_request": {},
    "shutdown_request": {"restart": False},
    "interrupt_request": {},
    "debug_request": {"type": "request", "seq": 1, "command": "initialize"},
    "create_subshell_request": {},
    "usage_request": {},
    "input_reply": {"value": "x"},
    "execute_input": {"code": "x", "execution_count": 1},
    "nonsense": {},
}


def malformed() -> Iterator[bytes | str]:
    """Yield frames that no page sends."""
    sound = protocol.written("comm_info_request", {}, session="s", name="m")
    words = [int.from_bytes(sound[8 * i : 8 * i + 8], "little") for i in range(8)]
    yield from (b"", b"\0", b"\0" * 8, b"\xff" * 8, b"\xff" * 4096, sound[:40])
    for count in (0, 1, 2, 5, 65, 2**20, 2**40, 2**63, 2**64 - 1):
        yield count.to_bytes(8, "little") + sound[8:]
    for place in range(1, 7):
        for offset in (0, 1, words[place] - 1, len(sound) + 1, 2**40, 2**64 - 1):
            at = 8 * place
            yield sound[:at] + offset.to_bytes(8, "little") + sound[at + 8 :]
    for part in (b"", b"[]", b"{", b"null", b"\xff\xfe", b"[" * 5000, b"1e999", b'"x"'):
        for place in range(4):
            parts = [b"{}"] * 4
            parts[place] = part
            yield protocol.join("shell", parts)
            yield protocol.join("", parts)
    yield from ("", "{}", "[]", "null", "{", "x" * 10_000)
    legacy = {"channel": "shell", "header": {"msg_type": "comm_msg"}, "content": {}}
    yield json.dumps(legacy)
    yield (1).to_bytes(4, "big") + (8).to_bytes(4, "big") + json.dumps(legacy).encode()
    yield (2**31 - 1).to_bytes(4, "big") + b"\0" * 64


def execution(canary: Path) -> dict[str, object]:
    code = f"open({str(canary)!r}, 'w').write('x')"
    return {"code": code, "silent": False, "store_history": True,
            "user_expressions": {"x": code}, "allow_stdin": False}  # fmt: skip


async def refuse(url: str, canary: Path) -> list[Finding]:
    """Ask the kernel for what only an owner may, on every channel and protocol."""
    asked, harmed = 0, 0
    requests = {"execute_request": execution(canary), **REFUSED}
    async with Visitor(url) as visitor:
        for channel in CHANNELS:
            for kind, content in requests.items():
                asked += 1
                with contextlib.suppress(WebSocketClosedError):
                    await visitor.send(kind, content, channel=channel)
                harmed += not await _works(visitor)
        await _legacy(visitor, execution(canary))
        harmed += not await _works(visitor)
        alive = await visitor.move("learning_rate", 0.77) < 5
        changed = visitor.settings["learning_rate"] != "0.77"
        faults = [f for f in visitor.faults if "Traceback" in f]
    return [
        Finding(f"of {asked} owner's messages, files written", canary.exists(), 0),
        Finding("   that harmed the sender's page", harmed, 0),
        Finding("   page that answers no more", not alive or changed, 0),
        Finding("   tracebacks in the page", len(faults), 0),
    ]


async def _works(visitor: Visitor) -> bool:
    """Say whether the page still has its kernel; a closed socket may come back."""
    if visitor.gone:
        await visitor.connect()
    return not visitor.gone


async def _legacy(visitor: Visitor, content: dict[str, object]) -> None:
    """Say the same without a sub-protocol, as pages of long ago did."""
    place = urlsplit(visitor.url).netloc
    address = f"ws://{place}/api/kernels/{visitor.kernel}/channels?session_id=old"
    header = {"msg_type": "execute_request", "msg_id": "1", "session": "old"}
    header |= {"username": "", "version": "5.2", "date": ""}
    closing = []
    for channel in CHANNELS:
        with contextlib.suppress(Exception):  # to be refused is what we hope for
            socket = await websocket_connect(address)
            closing.append(socket)
            message = {"channel": channel, "header": header, "parent_header": {},
                       "metadata": {}, "content": content, "buffers": []}  # fmt: skip
            text = json.dumps(message)
            await socket.write_message(text)
            blob = (1).to_bytes(4, "big") + (8).to_bytes(4, "big") + text.encode()
            await socket.write_message(blob, binary=True)
    for socket in closing:
        await hang_up(socket)


async def flood(url: str, *, scale: float = 1.0, seed: int = 0) -> list[Finding]:
    """Send what no page sends to one kernel; `scale` 1 is all of it."""
    findings = []
    attacks = {
        "malformed and legacy frames": _malformed,
        "1 MB of random frames": _random,
        "10,000 tiny frames": _tiny,
        "slow and half-open connections": _slow,
    }
    async with Bystander(url) as other, Visitor(url) as victim:
        for name, attack in attacks.items():
            other.forget()
            await attack(victim, scale, random.Random(seed))
            await asyncio.sleep(0.5)
            for what, worst in other.worst.items():
                findings.append(Finding(f"{name}: {what}", worst, 1, "s"))
            rounds = Finding("   times that was tried", other.rounds, 1, at_least=True)
            findings.append(rounds)
    return findings


async def _send_all(victim: Visitor, frames: list[bytes | str]) -> None:
    """Send all of them, on a new socket wherever the old one was closed."""
    socket = await victim.open_socket()
    for frame in frames:
        for _ in range(3):
            try:
                await socket.write_message(frame, binary=isinstance(frame, bytes))
                break
            except (WebSocketClosedError, WebSocketError):
                await hang_up(socket)
                socket = await victim.open_socket()
    await hang_up(socket)


async def _malformed(victim: Visitor, scale: float, _: random.Random) -> None:
    for frame in malformed():  # each alone, for the first could end the connection
        await _send_all(victim, [frame])


async def _random(victim: Visitor, scale: float, chance: random.Random) -> None:
    frames = [chance.randbytes(chance.choice((3, 50, 1000, 20_000, 200_000)))
              for _ in range(40)]  # fmt: skip
    kept, size = [], 0
    for frame in frames:
        size += len(frame)
        kept.append(frame)
        if size > scale * 2**20:
            break
    await _send_all(victim, kept)


async def _tiny(victim: Visitor, scale: float, chance: random.Random) -> None:
    kinds = (b"", b"x", b"\0" * 8, "", "{}")
    await _send_all(
        victim, [chance.choice(kinds) for _ in range(round(10_000 * scale))]
    )


async def _slow(victim: Visitor, scale: float, _: random.Random) -> None:
    place = urlsplit(victim.url)
    begun = (
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: x\r\nA: ",
        b"POST /voila/api/shutdown/x HTTP/1.1\r\nContent-Length: 99999\r\n\r\nx",
    )
    writers = []
    for count in range(round(200 * scale)):
        _, writer = await asyncio.open_connection(place.hostname, place.port)
        writer.write(begun[count % len(begun)])
        writers.append(writer)
    for _ in range(round(10 * scale) + 1):
        await asyncio.sleep(0.5)
        for writer in writers:
            with contextlib.suppress(ConnectionError):
                writer.write(b"z")
    for writer in writers:
        writer.transport.abort()
