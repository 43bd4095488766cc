"""Real servers on free ports, for the tests and the pictures."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(url, process, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 (loopback)
            return
        except OSError as refused:
            if isinstance(refused, urllib.error.HTTPError):
                refused.close()
        time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer in {seconds} s")


@contextlib.contextmanager
def running(command, url, log, cwd=ROOT, env=None):
    """Run a server until the block ends; its output goes to the file ``log``.

    Kernels import this tree, whatever is installed.
    """
    with open(log, "w") as output:
        process = subprocess.Popen(
            command, cwd=cwd, stdout=output, stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            start_new_session=True,
        )  # fmt: skip
        try:
            _wait(url, process)
            yield url
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)


def dashboards(log, *options):
    """Our own server."""
    port = free_port()
    command = [sys.executable, "-m", "explorer.server.command_line"]
    command += ["--no-browser", "--port", str(port), *options]
    return running(command, f"http://127.0.0.1:{port}/", log)


def lab(log, folder):
    """JupyterLab over ``folder``, with nothing to log in to."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *(f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="),
        *("--ServerApp.password=", f"--ServerApp.root_dir={folder}"),
        *(
            "--LabApp.news_url=",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ),
        "--LabApp.collaborative=False",
        "--LabApp.expose_app_in_browser=True",  # a test closes a notebook by it
    ]
    return running(command, f"http://127.0.0.1:{port}/lab", log)
