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
        self._tasks = set()
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
        start = asyncio.start_server(self._come, "127.0.0.1", 0)
        server = self._loop.run_until_complete(start)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(self._end())
        self._loop.close()

    async def _end(self):
        await asyncio.sleep(0.1)  # who has just come is among the open
        self._set(False)
        others = list(self._tasks)
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0.1)  # an aborted transport closes some rounds later

    def _come(self, reader, writer):
        self._open.add(writer)  # a task that is cancelled before it began closes none
        task = self._loop.create_task(self._forward(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _forward(self, reader, writer):
        with contextlib.suppress(ConnectionError), self._end_of_line(writer):
            if not self.whole:
                return
            far_reader, far_writer = await asyncio.open_connection(
                "127.0.0.1", self.target, limit=2**20
            )
            with self._end_of_line(far_writer):
                await asyncio.gather(
                    self._pour(reader, far_writer), self._pour(far_reader, writer, 1)
                )
                await asyncio.gather(writer.wait_closed(), far_writer.wait_closed())

    @contextlib.contextmanager
    def _end_of_line(self, writer):
        self._open.add(writer)
        try:
            yield
        finally:
            writer.transport.abort()  # what was to be sent has been, or never will be
            self._open.discard(writer)

    async def _pour(self, reader, writer, counts=0):
        while data := await reader.read(2**16):
            self.received += counts * len(data)
            if self.deaf:
                continue
            writer.write(data)
            await writer.drain()
        writer.close()
