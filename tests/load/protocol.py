"""Frames of the kernel socket's sub-protocol v1, as the page's front end writes them.

A frame is the count of offsets, the offsets (each eight bytes, little end first), the
name of the channel and the parts: header, parent, metadata, content, then buffers.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from typing import Any

NAME = "v1.kernel.websocket.jupyter.org"


@dataclass(frozen=True)
class Message:
    """What a frame says."""

    channel: str
    kind: str
    content: dict[str, Any]
    parent: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    buffers: tuple[bytes, ...] = ()


def join(channel: str, parts: list[bytes]) -> bytes:
    """Write a frame.

    >>> split(join("shell", [b"{}", b"{}", b"{}", b"{}", b"pixels"]))
    ('shell', [b'{}', b'{}', b'{}', b'{}', b'pixels'])
    """
    pieces = [channel.encode(), *parts]
    start = 8 * (2 + len(pieces))
    offsets = list(itertools.accumulate(map(len, pieces), initial=start))
    words = [len(offsets), *offsets]
    return b"".join([*(word.to_bytes(8, "little") for word in words), *pieces])


def split(frame: bytes) -> tuple[str, list[bytes]]:
    """Read a frame: its channel and its parts."""
    count = int.from_bytes(frame[:8], "little")
    at = [
        int.from_bytes(frame[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)
    ]
    channel, *parts = [frame[a:b] for a, b in itertools.pairwise(at)]
    return channel.decode(), parts


def written(
    kind: str,
    content: dict[str, Any],
    *,
    session: str,
    name: str,
    channel: str = "shell",
    metadata: dict[str, Any] | None = None,
) -> bytes:
    """Write a message of the page to its kernel."""
    header = {
        "msg_id": name,
        "msg_type": kind,
        "session": session,
        "username": "",
        "date": "2026-01-01T00:00:00.000Z",
        "version": "5.2",
    }
    parts = [header, {}, metadata or {}, content]
    return join(channel, [json.dumps(part).encode() for part in parts])


def read(frame: bytes) -> Message:
    """Read a message of the kernel to its page."""
    channel, (header, parent, metadata, content, *buffers) = split(frame)
    return Message(
        channel,
        json.loads(header)["msg_type"],
        json.loads(content),
        json.loads(parent).get("msg_id", ""),
        json.loads(metadata),
        tuple(buffers),
    )
