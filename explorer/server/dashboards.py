"""Voila with our landing page, our page, and a head that does not wait for a kernel."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import socket
import webbrowser
from asyncio import Task
from functools import cached_property
from threading import Thread
from typing import Any

from jupyter_server.utils import ensure_async
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.iostream import StreamClosedError
from tornado.web import (
    ErrorHandler,
    GZipContentEncoding,
    HTTPError,
    RequestHandler,
    StaticFileHandler,
    authenticated,
)
from traitlets.config import Config
from voila.app import Voila
from voila.handler import BaseVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.utils import get_page_config
from voila.voila_identity_provider import VoilaLoginHandler

from explorer.server import answers, configuration, scripts
from explorer.server.connection import words_of
from explorer.server.journal import Discreet, open_journal, visitors
from explorer.server.kernels import FullError, GoneError, Page
from explorer.server.landing import Landing
from explorer.server.login import Login

#: of Voila's addresses those that a dashboard needs; lists of files are not among them
KEPT = r"/api/kernels/|/voila/(static|labextensions|api/shutdown)/|/log(in|out)$"

#: no file of ours has such a letter, and Tornado fails at what is no UTF-8
NO_NAME = r".*%(?:00|[89A-Fa-f][0-9A-Fa-f]).*"

LARGE = 100_000  # bytes of JSON that are worth compressing

FAILED = """
<main id="rendered_cells"><div class="jp-OutputArea-output" role="alert"><pre>
This explorer could not be started. Reload the page to try again.
</pre></div></main></body></html>
"""


class Dashboard(BaseVoilaHandler):
    """One notebook as a page."""

    _coming: Task[Page] | None = None

    @authenticated
    async def get(self, path: str = "") -> None:
        """Write the head at once, then the rest when the kernel has run it."""
        known = path.endswith(".ipynb")
        if not known or not await ensure_async(self.contents_manager.file_exists(path)):
            raise HTTPError(404)
        try:
            self._coming = self.kernel_manager.admit(path)
        except FullError:
            raise HTTPError(503) from None
        kernels = self.kernel_manager
        taken = f"{kernels.taken} of {kernels.class_size} places taken"
        visitors.info("%s: %s", path.removesuffix(".ipynb"), taken)
        _ = self.xsrf_token  # a cookie that a closing page needs to end its kernel
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.write(self.head(path))
        try:
            await self.flush()
            page = await self._coming
        except (StreamClosedError, GoneError):
            return
        except Exception as problem:
            self.log.error("%s could not be started: %s", path, problem)
            self.finish(FAILED)
        else:
            self._coming = None  # it is there, however soon its connection closes
            self.finish(page.html)

    def on_connection_close(self) -> None:
        """Give the place back: who asked has gone before the page was there."""
        if self._coming is not None:
            self.kernel_manager.give_up(self._coming)

    def head(self, path: str) -> str:
        """Return all of the page that needs no kernel."""
        resources = {
            **self.voila_configuration.resources,
            "base_url": self.base_url,
            "metadata": {"name": path.rpartition("/")[2].removesuffix(".ipynb")},
        }
        template = self.get_template("head.html.j2")
        app = self.settings["voila"]
        together = f"{self.base_url}voila/together.js?v={app.bundle.version}"
        return template.render(
            page_config=app.page_config, resources=resources, scripts=[together]
        )

    def write_error(self, status_code: int, **about: Any) -> None:
        """Write our page; the one that says that the class is full tries again."""
        if status_code == 503:
            self.set_header("Retry-After", "15")
        super().write_error(status_code, **about)


class Missing(BaseVoilaHandler):
    """Our page for every address that there is not."""

    async def prepare(self) -> None:
        """Learn who asks, then refuse, whatever the method."""
        await super().prepare()
        raise HTTPError(404)


class Socket(VoilaKernelWebsocketHandler):
    """The socket of a page: what opens the page is compressed, what follows is not.

    A page begins with half a megabyte of widgets, which shrinks to a fifth. A picture
    is compressed by its kernel if the line asks for it; here it would come 5 ms later.
    """

    def write_message(self, message: Any, binary: bool = False) -> Any:
        """Send a message, compressed only if there is much to read in it."""
        connection: Any = self.ws_connection
        if connection is None or words_of(message) >= LARGE:
            return super().write_message(message, binary)
        # Tornado has no switch for a single message; the protocol allows it.
        compressor, connection._compressor = connection._compressor, None
        try:
            return super().write_message(message, binary)
        finally:
            connection._compressor = compressor

    async def on_message(self, ws_message: str | bytes) -> None:
        """Take a message; then all others have their turn before the next of this page.

        A burst lies in the buffer, and Tornado would not let go before its end.
        """
        super().on_message(ws_message)
        await asyncio.sleep(0)


class Dashboards(Voila):
    """The application: Voila's parts behind a socket that already listens."""

    listening: socket.socket
    bundle: scripts.Bundle
    _log_formatter_cls = Discreet

    @cached_property
    def page_config(self) -> dict[str, Any]:
        """What Voila's front end is told; read from the disk once."""
        return get_page_config(
            base_url=self.base_url,
            settings=self.app.settings,
            log=self.log,
            voila_configuration=self.voila_configuration,
        )

    def init_settings(self) -> dict[str, Any]:
        """Add guarded, compressed answers and a log that keeps addresses to itself."""
        settings = super().init_settings()
        every_page = settings["voila_jinja2_env"].globals
        every_page["resources"] = self.voila_configuration.resources
        self.kernel_manager.allowed_message_types = configuration.MESSAGES
        ours = {
            "jinja2_env": settings["voila_jinja2_env"],  # our page asks for the word
            "transforms": [answers.Guarded, GZipContentEncoding],
            "log_function": _log,
            "default_handler_class": Missing,
            "default_handler_args": {"voila_configuration": self.voila_configuration},
            "websocket_compression_options": {"compression_level": 6},
            "websocket_max_message_size": configuration.LARGEST_MESSAGE,
        }
        return {**settings, **ours}

    def init_handlers(self) -> list[Any]:
        """Serve our pages, and of Voila's addresses what they need."""
        values = {"voila_configuration": self.voila_configuration}
        pictures = {"path": str(configuration.PICTURES)}
        files = {"path": str(configuration.PAGE_FILES)}
        ours: list[Any] = [
            (NO_NAME, ErrorHandler, {"status_code": 404}),
            (self.server_url, Landing, values),
            (self.server_url + r"pictures/(.*)", StaticFileHandler, pictures),
            (self.server_url + configuration.PAGE_FILES_AT, StaticFileHandler, files),
            (self.server_url + r"voila/render/(.*)", Dashboard, values),
        ]
        self.bundle = scripts.Bundle(
            {"static/": self.static_paths, "labextensions/": self.labextensions_path}
        )
        bundle = {"bundle": self.bundle}
        ours.append((self.server_url + r"voila/together.js", scripts.Together, bundle))
        for address, handler, *rest in super().init_handlers():
            if "/static/" in address and "templates" not in address:
                ours.append((address, scripts.Scripts, *rest))
            elif "/labextensions/" in address:
                names = "|".join(map(re.escape, configuration.FRONT_END))
                address = address.replace("(.*)", f"((?:{names})/static/.*)")
                ours.append((address, scripts.Extensions, *rest))
            elif handler is VoilaKernelWebsocketHandler:
                ours.append((address, Socket, *rest))
            elif handler is VoilaLoginHandler:
                ours.append((address, Login, *rest))
            elif re.search(KEPT, address):
                ours.append((address, handler, *rest))
        return ours

    def listen(self) -> None:
        """Answer whoever has called, until the process is told to stop."""
        server = HTTPServer(self.app, max_body_size=configuration.LARGEST_MESSAGE)
        server.add_socket(self.listening)
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self.kernel_manager.fill)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.kernel_manager.ahead = 0
            self.stop()


def serve(listening: socket.socket, **lesson: Any) -> None:
    """Serve the dashboards on a socket that listens, until interrupted.

    Parameters
    ----------
    listening : socket
    **lesson
        See `configuration.own_server`.
    """
    configuration.add_pages_to_jupyter_path()
    open_journal()
    _allow_many_files()
    app = Dashboards(
        config=Config(configuration.own_server(**lesson)),
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
    status = handler.get_status()
    if status >= 500 and status != 503:
        where = f"{handler.request.method} {handler.request.path}"
        logging.getLogger(__name__).error("%s: %s", where, status)


def _allow_many_files() -> None:
    """Let the process open as many files as it may: a kernel takes about twenty."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 65536 if most == resource.RLIM_INFINITY else most
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(least, wanted), most))
