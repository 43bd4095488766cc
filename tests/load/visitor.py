"""A visitor without a browser: page, assets, socket, first picture, then sliders.

It says to the server what the page in a browser says, in the same order, and puts the
pictures together as the page does, so that forty of them cost the kernels and the
server what forty browsers would, and this process little.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
import uuid
from http.cookies import SimpleCookie
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

from explorer.widgets.frame import decode
from tests.load import protocol

NOTEBOOK = "10-train-xor"
SIZE = 1062, 464  # of the canvas on a laptop's screen
PATIENCE = 60.0  # seconds for anything at all
KERNEL = re.compile(r'dataset\.kernelId = "([0-9a-f-]{36})"')
AHEAD = re.compile(r"bpxShow\((.*?)\);</script>")
CONTROL = "jupyter.widget.control", {"version": "1.0.0"}  # its target, its metadata


async def hang_up(socket: WebSocketClientConnection) -> None:
    """Close a socket and wait until it is closed."""
    socket.close()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(5):
            while await socket.read_message() is not None:
                pass


def client() -> AsyncHTTPClient:
    """Return a client that asks as many things at once as it is told to."""
    return AsyncHTTPClient(
        force_instance=True, max_clients=200, max_body_size=64 * 2**20
    )


class Visitor:
    """One open page.

    Parameters
    ----------
    url : str
        Of the server, with a slash at the end.
    notebook, query : str
        What is opened.
    assets : sequence of str
        Paths that a browser loads for this page.
    """

    def __init__(
        self,
        url: str,
        notebook: str = NOTEBOOK,
        query: str = "tab=step&step=50",
        assets: tuple[str, ...] = (),
    ) -> None:
        self.url, self.query, self.assets = url, query, assets
        self.address = f"{url}voila/render/{notebook}.ipynb?{query}"
        self.session = uuid.uuid4().hex
        self.cookies: dict[str, str] = {}
        self.page = ""
        self.ahead: dict[str, Any] = {}  # the picture that came with the page
        self.first_picture = float("inf")  # seconds
        self.kernel = ""
        self.loaded = 0  # bytes
        self.models: dict[str, dict[str, Any]] = {}
        self.frames = 0
        self.unfinished = False  # the kernel waits for leave to go on
        self.settings: dict[str, str] = {}
        self.texts: list[dict[str, str]] = []
        self.faults: list[str] = []  # what a browser would show in its console
        self.picture = np.zeros((1, 1), np.uint32)
        self._sent: dict[str, int] = {}
        self._heard: dict[str, int] = {}
        self._done: set[str] = set()  # messages that the kernel has dealt with
        self._news = asyncio.Condition()
        self._http = client()
        self._socket: WebSocketClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None

    # ---- arriving --------------------------------------------------------------------

    async def arrive(self) -> float:
        """Open the page; return the seconds until a picture answers to the controls.

        `first_picture` has those until one is seen: it may have come with the page.
        """
        began = time.perf_counter()
        await self.open_page()
        came = time.perf_counter() - began
        await asyncio.gather(self.load_assets(), self.connect())
        await self.show_canvas()
        live = time.perf_counter() - began
        self.first_picture = came if self.ahead.get("link") == self.query else live
        return live

    async def open_page(self) -> None:
        answer = await self.get(self.address)
        self.page = answer.body.decode()
        if drawn := AHEAD.search(self.page):
            self.ahead = json.loads(drawn[1])
        found = KERNEL.search(self.page)
        if not found:
            raise ConnectionError(f"a page without a kernel: {self.page[-300:]}")
        self.kernel = found[1]

    async def load_assets(self) -> None:
        """Load what a browser loads, six at a time as it would."""
        gate = asyncio.Semaphore(6)

        async def one(path: str) -> None:
            async with gate:
                # to unpack them is the work of the visitor's own machine
                await self.get(self.url + path, decompress_response=False)

        await asyncio.gather(*map(one, self.assets))

    async def get(self, address: str, **options: Any) -> HTTPResponse:
        """Ask as this visitor; remember cookies and the bytes that came."""
        headers = {"Accept-Encoding": "gzip", "Cookie": self._cookie()}
        request = HTTPRequest(
            address, headers=headers, connect_timeout=PATIENCE,
            request_timeout=PATIENCE, **options,
        )  # fmt: skip
        answer = await self._http.fetch(request)
        self.loaded += int(answer.headers.get("X-Consumed-Content-Length", 0)) or int(
            answer.headers.get("Content-Length", len(answer.body or b""))
        )
        for line in answer.headers.get_list("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def connect(self) -> None:
        """Open the socket and ask for the widgets, as Voila's front end does."""
        if self._socket is not None:  # the server has closed the one before
            self._socket.close()
        self._socket = await self.open_socket()
        self._reader = asyncio.create_task(self._read())
        await self.send("kernel_info_request", {})
        comm, (target, metadata) = uuid.uuid4().hex, CONTROL
        opening = {"target_name": target, "comm_id": comm, "data": {}}
        opened = await self.send("comm_open", opening, metadata=metadata)
        await self.until(lambda: opened in self._done)
        asked = {"comm_id": comm, "data": {"method": "request_states"}}
        await self.send("comm_msg", asked)
        await self.until(lambda: self._find("kind", "canvas") is not None)

    async def open_socket(self, **headers: str) -> WebSocketClientConnection:
        """Open a socket to this visitor's kernel, and nothing more."""
        place = urlsplit(self.url)
        address = f"ws://{place.netloc}{place.path}api/kernels/{self.kernel}/channels"
        request = HTTPRequest(
            f"{address}?session_id={self.session}",
            headers={"Cookie": self._cookie(), "Origin": self.url[:-1], **headers},
            connect_timeout=PATIENCE,
        )
        return await websocket_connect(request, subprotocols=[protocol.NAME])

    async def show_canvas(self, *, search: bool = True) -> None:
        """Say how large the picture is; wait until it is there."""
        before, (width, height) = self.frames, SIZE
        content = {"kind": "open", "view": "view-1", "width": width, "height": height}
        content |= {"ratio": 1, "look": "light", "roundTrip": None}
        if search:
            content["search"] = self.query
        await self.say(self.canvas, content)
        await self.until(lambda: self.frames > before)

    async def finish(self) -> None:
        """Let the kernel go on until the picture is of this page's own size."""
        while self.unfinished:
            seen = self.frames
            await self.say(self.canvas, {"kind": "continue"})
            await self.until(lambda seen=seen: self.frames > seen)

    # ---- moving ----------------------------------------------------------------------

    @property
    def canvas(self) -> str:
        """The model of the picture."""
        found = self._find("kind", "canvas")
        assert found is not None
        return found

    def control(self, field: str) -> str:
        """Return the model of a field's control."""
        found = self._find("setting", field)
        if found is None:
            raise LookupError(f"no control of {field}")
        return found

    async def move(self, field: str, value: float, *, released: bool = True) -> float:
        """Put a slider somewhere; return the seconds until a picture shows it."""
        began = time.perf_counter()
        sequence = await self.offer(field, value, released=released)
        await self.heard(field, sequence)
        return time.perf_counter() - began

    async def offer(self, field: str, value: float, *, released: bool = True) -> int:
        """Put a slider somewhere without waiting; return the message's number."""
        model = self.control(field)
        self._sent[model] = sequence = self._sent.get(model, 0) + 1
        content = {"kind": "value", "value": value, "released": released}
        more = {"sequence": sequence, "roundTrip": 5}
        await self.say(model, {**content, **more})
        return sequence

    async def heard(self, field: str, sequence: int) -> None:
        """Wait for the picture that answers this message."""
        model = self.control(field)
        await self.until(lambda: self._heard.get(model, 0) >= sequence)

    async def picture_is_right(self) -> bool:
        """Ask for the whole picture; say whether it is the one put together here."""
        before = self.picture.copy()
        await self.show_canvas(search=False)
        return bool(np.array_equal(before, self.picture))

    async def say(self, model: str, content: dict[str, Any]) -> None:
        """Send a custom message to a widget."""
        data = {"method": "custom", "content": content}
        await self.send("comm_msg", {"comm_id": model, "data": data})

    async def send(self, kind: str, content: dict[str, Any], **options: Any) -> str:
        """Send a message to the kernel; return its id."""
        assert self._socket is not None
        name = uuid.uuid4().hex
        options |= {"session": self.session, "name": name}
        frame = protocol.written(kind, content, **options)
        await self._socket.write_message(frame, binary=True)
        return name

    async def until(self, holds: Any, seconds: float = PATIENCE) -> None:
        """Wait until something holds after a message of the kernel."""
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(lambda: holds() or self.gone)
        if not holds():
            raise ConnectionError("the socket was closed")

    @property
    def gone(self) -> bool:
        """Whether the socket was closed by the server."""
        return self._reader is None or self._reader.done()

    # ---- hearing ---------------------------------------------------------------------

    async def _read(self) -> None:
        assert self._socket is not None
        try:
            while (frame := await self._socket.read_message()) is not None:
                if isinstance(frame, bytes):
                    self._take(protocol.read(frame))
                async with self._news:
                    self._news.notify_all()
        finally:
            async with self._news:
                self._news.notify_all()

    def _take(self, message: protocol.Message) -> None:
        content = message.content
        if message.kind == "error" or content.get("status") == "error":
            self.faults.append(str(content.get("evalue", content))[:300])
        if message.kind == "stream":
            self.faults.append(content["text"][-300:])
        if content.get("execution_state") == "idle":
            self._done.add(message.parent)
        if message.kind != "comm_msg":
            return
        data = content["data"]
        match data.get("method"):
            case "update_states":
                for name, model in data["states"].items():
                    self.models[name] = model["state"]
            case "update":
                self._update(content["comm_id"], data["state"])
            case "custom" if data["content"].get("kind") == "frame":
                self._frame(data["content"], message.buffers[0])
            case "custom" if data["content"].get("kind") == "heard":
                self._hear({content["comm_id"]: data["content"]["sequence"]})

    def _frame(self, content: dict[str, Any], data: bytes) -> None:
        width, height = content["size"]
        if content["whole"]:
            self.picture = np.zeros((height, width), np.uint32)
        decode(self.picture, data, deflated=content["deflated"])
        self.settings = dict(parse_qsl(content["settings"], keep_blank_values=True))
        self.texts = content["texts"] if not content["some"] else self.texts
        for name, state in content["states"].items():
            self._update(name, state)
        self._hear(content["heard"])
        self.unfinished = content["unfinished"]
        self.frames += 1

    def _update(self, model: str, state: dict[str, Any]) -> None:
        self.models.setdefault(model, {}).update(state)

    def _hear(self, heard: dict[str, int]) -> None:
        for name, sequence in heard.items():
            self._heard[name] = max(sequence, self._heard.get(name, 0))

    def _find(self, key: str, value: str) -> str | None:
        found = (name for name, state in self.models.items() if state.get(key) == value)
        return next(found, None)

    # ---- leaving ---------------------------------------------------------------------

    async def leave(self) -> None:
        """Close the page: its beacon ends the kernel, then the socket goes."""
        beacon = f"{self.url}voila/api/shutdown/{self.kernel}"
        body = urlencode({"_xsrf": self.cookies.get("_xsrf", "")})
        try:
            await self.get(beacon, method="POST", body=body)
        finally:
            await self.vanish()

    async def vanish(self) -> None:
        """Go as a browser that was killed: no word, only the socket closes."""
        if self._socket is not None:
            self._socket.close()
        if self._reader is not None:
            await self._reader
        self._http.close()

    async def __aenter__(self) -> Self:
        await self.arrive()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()
