"""The command ``backprop-explorer``: serve, open the notebooks, or check numbers."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qsl, urlencode

from explorer import __version__
from explorer.language.catalogue import EXPLORERS

PORT = 8866
TRIES = 50
CLASS = 40
KERNEL_MEMORY = 80 * 1024 * 1024  # bytes, its share of what kernels have in common


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
    of_class = parser.add_argument_group("for a class").add_argument
    of_class("--public", action="store_true", help="listen to the whole network")
    of_class(
        "--class-size",
        type=_size,
        metavar="N",
        help=f"how many may come at once; default: {CLASS}",
    )
    of_class(
        "--ahead",
        type=_size,
        metavar="N",
        help="how many kernels are started ahead, about 80 MB each; default: 1, with "
        "--class-size the whole class, as far as half the free memory goes",
    )
    of_class(
        "--explorer",
        type=_explorer,
        default=(None, ""),
        metavar="NAME[?LINK]",
        help="the explorer whose kernels are started ahead, as train-xor, or as "
        "'train-xor?tab=step' for a class that is given this link; default: the first",
    )
    of_class(
        "--token",
        nargs="?",
        const="",
        metavar="WORD",
        help="let in only who has the printed address, or who knows WORD",
    )
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


def _size(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 1000:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"a class has from 1 to 1000 people at once, not {text!r}"
    )


def _explorer(text: str) -> tuple[str, str]:
    """Return the notebook, and the link as a page writes its own."""
    name, _, link = text.partition("?")
    link = urlencode(parse_qsl(link, keep_blank_values=True))
    names = {
        entry.module.replace("_", "-"): entry.notebook
        for entry in EXPLORERS
        if entry.available
    }
    wanted = name.lower().replace("_", "-")
    if wanted in names:
        return names[wanted], link
    if wanted in names.values():
        return wanted, link
    raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(names)}")


def _run(options: argparse.Namespace) -> None:
    if options.public:
        options.ip = "0.0.0.0"  # noqa: S104 (that is what was asked for)
    if options.token == "":
        options.token = secrets.token_urlsafe(9)
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
    # What is shared from a page begins as the address in its own browser does.
    home = address(own_address() if options.public else options.ip, port)
    token = f"token={options.token}" if options.token else ""
    url = f"{home}?{token}" if token else home
    whose = ", for all on this network" if options.public else ""
    print(f"backprop-explorer is at {url}{whose} (Ctrl+C ends it)", flush=True)
    notebook, link = options.explorer
    if notebook:
        query = "&".join(filter(None, (link, token)))
        there = f"{home}voila/render/{notebook}.ipynb" + (f"?{query}" if query else "")
        print(f"The class opens {there}", flush=True)
    from explorer.server import dashboards

    if not options.no_browser:
        dashboards.open_browser(url)
    dashboards.serve(
        listening,
        class_size=options.class_size or CLASS,
        ahead=options.ahead or (ahead(options.class_size) if options.class_size else 1),
        explorer=notebook,
        link=link,
        token=options.token or "",
    )


def ahead(class_size: int) -> int:
    """Return how many kernels to start ahead for a class: half the free memory's worth.

    >>> 1 <= ahead(2) <= 2
    True
    """
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # not on Windows or macOS
        return min(class_size, 8)
    return max(1, min(class_size, free // 2 // KERNEL_MEMORY))


def own_address() -> str:
    """Return this machine's address as the network sees it; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that belongs to nobody
        except OSError:  # no network
            return "127.0.0.1"
        return str(probe.getsockname()[0])


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
