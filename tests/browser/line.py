"""A line to the server that can be cut and mended, as a hall's wireless network is."""

import asyncio
import contextlib
import threading


class Line:
    """Forwards connections to ``127.0.0.1:port`` while it is whole.

    Attributes
    ----------
    port : int
        Where to connect to.
    deaf : bool
        Whether it swallows what is said.
    received : int
        Bytes that came from the server.
    """

    def __init__(self, port):
        self.target = port
        self.whole = True
        self.deaf = False
        self.received = 0
        self._open = set()
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(10)

    def cut(self):
        """Close what is open and refuse what comes."""
        self._do(self._set, False)

    def mend(self):
        self._do(self._set, True)

    def close(self):
        self._do(self._set, False)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _do(self, act, *arguments):
        done = threading.Event()
        self._loop.call_soon_threadsafe(lambda: (act(*arguments), done.set()))
        done.wait(10)

    def _set(self, whole):
        self.whole = whole
        for writer in [] if whole else list(self._open):
            writer.transport.abort()

    def _run(self, ready):
        asyncio.set_event_loop(self._loop)
        start = asyncio.start_server(self._forward, "127.0.0.1", 0)
        server = self._loop.run_until_complete(start)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(asyncio.sleep(0.1))  # who has just come goes
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.1))
        self._loop.close()

    async def _forward(self, reader, writer):
        try:
            if not self.whole:
                raise ConnectionRefusedError
            far_reader, far_writer = await asyncio.open_connection(
                "127.0.0.1", self.target, limit=2**20
            )
        except ConnectionError:  # it is cut, or nobody is at its end
            writer.transport.abort()
            return
        ends = {writer, far_writer}
        self._open |= ends
        try:
            with contextlib.suppress(ConnectionError, OSError):
                await asyncio.gather(
                    self._pour(reader, far_writer), self._pour(far_reader, writer, 1)
                )
        finally:
            self._open -= ends
            for end in ends:
                end.close()

    async def _pour(self, reader, writer, counts=0):
        while data := await reader.read(2**16):
            self.received += counts * len(data)
            if self.deaf:
                continue
            writer.write(data)
            await writer.drain()
        writer.close()
