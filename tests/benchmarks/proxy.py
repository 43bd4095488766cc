"""A proxy on the loopback that adds to the round trip: PORT TARGET RTT (ms)."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.benchmarks.servers import ROOT, free_port


async def _carry(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float
) -> None:
    """Pass every piece on, `delay` seconds after it came."""
    clock = asyncio.get_running_loop().time
    queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def send() -> None:
        while True:
            due, data = await queue.get()
            await asyncio.sleep(due - clock())
            if not data:
                return writer.close()
            writer.write(data)

    sender = asyncio.ensure_future(send())
    with contextlib.suppress(OSError):
        while data := await reader.read(1 << 20):
            queue.put_nowait((clock() + delay, data))
    queue.put_nowait((clock() + delay, b""))
    await sender


async def serve(port: int, target: int, rtt: float) -> None:
    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
        for one in (writer, far_writer):
            peer = one.get_extra_info("socket")
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(
            _carry(reader, far_writer, rtt / 2000),
            _carry(far_reader, writer, rtt / 2000),
        )

    async with await asyncio.start_server(meet, "127.0.0.1", port) as server:
        await server.serve_forever()


def _wait(port: int, patience: float = 20) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        time.sleep(0.02)
    raise SystemExit("the proxy did not start")


@contextlib.contextmanager
def distance(url: str, rtt: float) -> Iterator[str]:
    """Yield the address under which `url` seems `rtt` ms away; 0 means no proxy."""
    if not rtt:
        yield url
        return
    port, target = free_port(), url.rsplit(":", 1)[1]
    words = ["-m", "tests.benchmarks.proxy", str(port), target, str(rtt)]
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=5)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
