"""Start the real servers, one at a time, and find their kernels."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
SCENES = Path(__file__).parent / "scenes"
OURS = "10-train-xor"
OURS_AT_STEP_50 = "10-train-xor-at-step-50"  # JupyterLab takes no settings from a link
COMMAND_LINE = "explorer.server.command_line"
CONNECTION = "explorer.server.connection.GuardedConnection"


@dataclass
class Server:
    """A running server and its process."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def kernels(self) -> list[psutil.Process]:
        """Return every running kernel, the eldest first."""
        found = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if any("ipykernel" in word for word in child.cmdline()):
                    found.append(child)
        return found

    async def rest(self, kernels: int, patience: float = 180) -> int:
        """Wait until so many kernels run and all rest; return how many there are."""
        end, before = time.monotonic() + patience, 0.0
        while time.monotonic() < end:
            await asyncio.sleep(2)
            running = self.kernels()
            used = sum(sum(kernel.cpu_times()[:2]) for kernel in running)
            if len(running) >= kernels and used - before < 0.2:
                break
            before = used
        return len(self.kernels())

    def memory(self) -> float:
        """Return the PSS of the server and all that it started, in MiB."""
        total = 0.0
        process = psutil.Process(self.process.pid)
        for one in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                total += one.memory_full_info().pss / 2**20
        return total


def ours_exists() -> bool:
    return (ROOT / "notebooks" / f"{OURS}.ipynb").exists()


def command_line_exists() -> bool:
    return (
        importlib.util.find_spec("explorer.server") is not None
        and importlib.util.find_spec(COMMAND_LINE) is not None
    )


def write_notebooks(folder: Path) -> None:
    """Write every scene as a notebook of one cell, and ours beside them."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for scene in SCENES.glob("*.py"):
        source = scene.read_text("utf-8")
        cell = {"cell_type": "code", "source": source, "id": scene.stem}
        cell |= {"metadata": {}, "outputs": [], "execution_count": None}
        notebook = {"cells": [cell], "metadata": {"kernelspec": kernel}}
        notebook |= {"nbformat": 4, "nbformat_minor": 5}
        (folder / f"{scene.stem}.ipynb").write_text(json.dumps(notebook), "utf-8")
    if ours_exists():
        source = (ROOT / "notebooks" / f"{OURS}.ipynb").read_text("utf-8")
        (folder / f"{OURS}.ipynb").write_text(source, "utf-8")
        source = source.replace("TrainXor()", "TrainXor(step=50)")
        (folder / f"{OURS_AT_STEP_50}.ipynb").write_text(source, "utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(kind: str, folder: Path, port: int) -> list[str]:
    """Return the command of a server: explorer, voila, stock, lab or lab-stock.

    What follows the first word is handed on to our own command line.
    """
    python = [sys.executable, "-m"]
    kind, *more = kind.split()
    if kind == "explorer":
        return [*python, COMMAND_LINE, "--no-browser", "--port", str(port), *more]
    if kind in ("voila", "stock"):
        words = [*python, "voila", str(folder), "--no-browser", f"--port={port}"]
        words += ["--Voila.ip=127.0.0.1", "--Voila.port_retries=0"]
        own = f"--Voila.kernel_websocket_connection_class={CONNECTION}"
        return [*words, own] if kind == "voila" else words
    words = [*python, "jupyterlab", "--no-browser", f"--port={port}", "--allow-root"]
    words += ["--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0"]
    words += [f"--ServerApp.root_dir={folder}", "--IdentityProvider.token="]
    words += ["--LabApp.expose_app_in_browser=True"]
    own = f"--ServerApp.kernel_websocket_connection_class={CONNECTION}"
    return [*words, own] if kind == "lab" else words


@contextlib.contextmanager
def running(kind: str, folder: Path) -> Iterator[Server]:
    """Start a server over `folder`, wait until it answers, end it and its kernels."""
    port = free_port()
    private = folder / ".jupyter"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
    environment.pop("MPLBACKEND", None)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        environment[name] = str(private / name.lower())
    environment["PYTHONPATH"] = str(ROOT)
    _silence_news(Path(environment["JUPYTER_CONFIG_DIR"]))
    url, log = f"http://127.0.0.1:{port}", private / f"{port}.log"
    server = start(command(kind, folder, port), url, log, environment)
    try:
        yield server
    finally:
        end(server)


def start(
    command: list[str],
    url: str,
    log: Path,
    environment: dict[str, str],
    cwd: Path = ROOT,
) -> Server:
    """Start a server and wait until it answers."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(url, process, log)
    try:
        _wait(server, log)
    except BaseException:
        end(server)
        raise
    return server


def _silence_news(folder: Path) -> None:
    """Let JupyterLab not ask, in front of the picture, whether news are wanted."""
    where = folder / "lab/user-settings/@jupyterlab/apputils-extension"
    where.mkdir(parents=True, exist_ok=True)
    settings = {"fetchNews": "false", "checkForUpdates": False}
    file = where / "notification.jupyterlab-settings"
    file.write_text(json.dumps(settings), "utf-8")


def _wait(server: Server, log: Path, patience: float = 60) -> None:
    latest = time.monotonic() + patience
    while time.monotonic() < latest and server.process.poll() is None:
        try:
            with urllib.request.urlopen(server.url, timeout=5):
                return
        except urllib.error.HTTPError as answered:
            answered.close()
            return
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"the server did not start:\n{log.read_text('utf-8')[-3000:]}")


def end(server: Server) -> None:
    """End a server and all that it started."""
    with contextlib.suppress(psutil.Error):
        family = psutil.Process(server.process.pid).children(recursive=True)
        server.process.send_signal(signal.SIGTERM)
        _, alive = psutil.wait_procs([server.process, *family], timeout=5)
        for one in alive:
            with contextlib.suppress(psutil.Error):
                one.kill()
    server.process.wait(timeout=5)
