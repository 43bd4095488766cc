"""The command ``backprop-explorer``: serve, open the notebooks, or check numbers."""

from __future__ import annotations

import argparse
import contextlib
import errno
import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from explorer import __version__

PORT = 8866
TRIES = 50


class Refused(Exception):  # noqa: N818 (it is what the user reads)
    """What the user asked for cannot be done; the message is for the user."""


class Parser(argparse.ArgumentParser):
    """A parser that refuses in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    with contextlib.suppress(KeyboardInterrupt):
        options = _parser().parse_args(arguments)
        if options.command == "check":
            from explorer.server.checking import check_files  # numpy, but no Voila

            return check_files(options.files)
        try:
            _run(options)
        except Refused as refusal:
            print(f"backprop-explorer: {refusal}", file=sys.stderr)
            return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="backprop-explorer",
        description="Serve the explorers as dashboards, and open them in the browser.",
        epilog="Ctrl+C ends the server.",
    )
    add = parser.add_argument
    add("--port", type=_port, help=f"default: {PORT}, or the next one that is free")
    add("--ip", default="127.0.0.1", help="default: %(default)s, this machine alone")
    add("--no-browser", action="store_true", help="print the address, open nothing")
    add("--lab", action="store_true", help="open the notebooks in JupyterLab instead")
    add("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", metavar="check")
    check = commands.add_parser(
        "check",
        help="recompute worked examples instead, and say what differs",
        description="Recompute worked examples; print each value that differs, and how "
        "many examples match.",
        epilog="Exit code: 0 all match, 1 a value differs, 2 a file cannot be used.",
    )
    check.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="as explorer/decks/worked_examples.json; without any, that file itself",
    )
    return parser


def _port(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"a port is a number from 1 to 65535, not {text!r}"
    )


def _run(options: argparse.Namespace) -> None:
    # Listen first: callers wait in the queue while Voila is being imported.
    listening = listen(options.ip, options.port)
    port = listening.getsockname()[1]
    if options.port is None and port != PORT:
        print(f"Port {PORT} is in use; taking {port}.")
    _skip_slow_import()
    if options.lab:
        listening.close()
        _open_lab(options.ip, port, browser=not options.no_browser)
        return
    url = address(options.ip, port)
    print(f"backprop-explorer is at {url} (Ctrl+C ends it)", flush=True)
    from explorer.server import dashboards

    if not options.no_browser:
        dashboards.open_browser(url)
    dashboards.serve(listening)


def listen(ip: str, port: int | None) -> socket.socket:
    """Return a socket that listens on this port, or on the first free one."""
    ports = [port] if port else range(PORT, PORT + TRIES)
    try:
        family, _, _, _, place = socket.getaddrinfo(ip, 0, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise Refused(f"{ip!r} is not an address of this machine.") from None
    for candidate in ports:
        try:
            found = socket.create_server((place[0], candidate), family=family)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            if error.errno == errno.EACCES:
                raise Refused(f"this user may not open port {candidate}.") from None
            raise Refused(f"{ip!r} is not an address of this machine.") from None
        found.setblocking(False)
        return found
    if port:
        raise Refused(f"port {port} is in use; choose another, or leave --port out.")
    raise Refused(f"the ports from {PORT} to {PORT + TRIES - 1} are all in use.")


def address(ip: str, port: int) -> str:
    """Return the address to open here; "every address" is reached as this machine.

    >>> address("0.0.0.0", 8866), address("::1", 8866)
    ('http://127.0.0.1:8866/', 'http://[::1]:8866/')
    """
    host = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(ip, ip)  # noqa: S104
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def lab_folder() -> Path:
    """Return ``./notebooks``, or a copy of ours that the user may change."""
    beside = Path("notebooks")
    if beside.is_dir():
        return beside.resolve()
    from explorer.server.configuration import notebooks

    copy = Path("backprop-explorer")
    if copy.exists() and not copy.is_dir():
        raise Refused("./backprop-explorer is in the way of a copy of the notebooks.")
    copy.mkdir(exist_ok=True)
    new = [one for one in notebooks().glob("*.ipynb") if not (copy / one.name).exists()]
    for one in new:
        shutil.copy(one, copy)
    print(f"The notebooks are in {copy.resolve()}: yours to change.", flush=True)
    return copy.resolve()


def _open_lab(ip: str, port: int, *, browser: bool) -> None:
    folder = lab_folder()
    from explorer.server.configuration import lab

    arguments = lab(folder, ip, port, browser=browser)
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(argv=arguments)


def _skip_slow_import() -> None:
    """Spare the start two seconds.

    jsonschema imports rfc3987_syntax, which compiles a grammar, only to check a format
    ("iri") that no schema of Jupyter's uses; without it, it leaves that check out.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
