"""Voila with our landing page, our page, and a head that does not wait for a kernel."""

from __future__ import annotations

import logging
import socket
import webbrowser
from threading import Thread
from typing import Any

from jupyter_server.utils import ensure_async
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import (
    GZipContentEncoding,
    HTTPError,
    RequestHandler,
    StaticFileHandler,
    authenticated,
)
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler
from voila.utils import get_page_config

from explorer.server import configuration
from explorer.server.landing import Landing

NOT_OURS = (TornadoVoilaTreeHandler, VoilaContentsHandler)  # file lists


class Dashboard(TornadoVoilaHandler):
    """One notebook as a page."""

    @authenticated
    async def get(self, path: str = "") -> None:
        """Write the head at once, then the rest when the kernel has run it."""
        known = path.endswith(".ipynb")
        if not known or not await ensure_async(self.contents_manager.file_exists(path)):
            raise HTTPError(404)
        _ = (
            self.xsrf_token
        )  # sets the cookie that a closing page needs to end its kernel
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.write(self.head(path))
        await self.flush()
        async for html in self.get_generator(path=path):
            self.write(html)
            await self.flush()

    def head(self, path: str) -> str:
        """Return all of the page that needs no kernel."""
        page_config = get_page_config(
            base_url=self.base_url,
            settings=self.settings,
            log=self.log,
            voila_configuration=self.voila_configuration,
        )
        resources = {
            **self.voila_configuration.resources,
            "base_url": self.base_url,
            "metadata": {"name": path.rpartition("/")[2].removesuffix(".ipynb")},
        }
        template = self.get_template("head.html.j2")
        return template.render(page_config=page_config, resources=resources)


class Dashboards(Voila):
    """The application: Voila's parts behind a socket that already listens."""

    listening: socket.socket

    def init_settings(self) -> dict[str, Any]:
        """Add compressed answers and a log that keeps addresses to itself."""
        settings = super().init_settings()
        every_page = settings["voila_jinja2_env"].globals
        every_page["resources"] = self.voila_configuration.resources
        ours = {"transforms": [GZipContentEncoding], "log_function": _log}
        return {**settings, **ours}

    def init_handlers(self) -> list[Any]:
        """Put our pages in the place of Voila's lists of files and of its own page."""
        values = {"voila_configuration": self.voila_configuration}
        pictures = {"path": str(configuration.PICTURES)}
        ours: list[Any] = [
            (self.server_url, Landing, values),
            (self.server_url + r"pictures/(.*)", StaticFileHandler, pictures),
        ]
        for handler in super().init_handlers():
            if handler[1] is TornadoVoilaHandler:
                ours.append((handler[0], Dashboard, *handler[2:]))
            elif handler[1] not in NOT_OURS:
                ours.append(handler)
        return ours

    def listen(self) -> None:
        """Answer whoever has called, until the process is told to stop."""
        server = HTTPServer(self.app)
        server.add_socket(self.listening)
        self.ioloop = IOLoop.current()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()


def serve(listening: socket.socket) -> None:
    """Serve the dashboards on a socket that listens, until interrupted."""
    configuration.add_pages_to_jupyter_path()
    # Jupyter gives Tornado milliseconds for seconds, and every socket would warn of it.
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    app = Dashboards(
        config=Config(configuration.own_server()),
        root_dir=str(configuration.notebooks()),
        config_file_paths=[],
        log_level=logging.ERROR,
    )
    app.listening = listening
    app.initialize([])
    app.start()


def open_browser(url: str) -> None:
    """Open the page without waiting for the browser."""
    Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _log(handler: RequestHandler) -> None:
    """Report what failed here, by its path alone: queries are the visitors' own."""
    if handler.get_status() >= 500:
        where = f"{handler.request.method} {handler.request.path}"
        logging.getLogger(__name__).error("%s: %s", where, handler.get_status())
