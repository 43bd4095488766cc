"""A JupyterHub with our configuration, and users without a browser."""

from __future__ import annotations

import asyncio
import contextlib
import http.cookiejar
import os
import shutil
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from explorer.server.configuration import write_below
from tests.benchmarks.servers import ROOT, Server, end, free_port, start
from tests.load.findings import Finding
from tests.load.visitor import Visitor

CONFIG = ROOT / "binder" / "hub" / "jupyterhub_config.py"
NAMES = ("ada", "grace", "emmy")
OURS = """
load_subconfig({config!r})
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {home!r}
c.Spawner.cmd = [{python!r}, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.environment.update({environment!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.cleanup_servers = c.JupyterHub.cleanup_proxy = True
"""


def proxy() -> str:
    """Return the hub's proxy, or nothing; the one in Python spoils binary frames."""
    return shutil.which("configurable-http-proxy") or ""


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Run a hub below a folder: a proxy, and a process of the machine for each user."""
    write_below(folder / "prefix")
    environment = {
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_PATH": str(folder / "prefix" / "etc" / "jupyter"),
        "JUPYTER_PATH": str(folder / "prefix" / "share" / "jupyter"),
    }
    port = free_port()
    text = OURS.format(
        config=str(CONFIG), home=str(folder / "{username}"), python=sys.executable,
        environment=environment, port=port, hub_port=free_port(),
        proxy_port=free_port(), proxy=proxy(),
    )  # fmt: skip
    config = folder / "config.py"
    config.write_text(text, "utf-8")
    command = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
    server = start(
        command, f"http://127.0.0.1:{port}/", folder / "hub.log",
        {**os.environ, "PYTHONPATH": str(ROOT)}, cwd=folder,
    )  # fmt: skip
    try:
        _wait_for_login(server.url)
        yield server
    finally:
        end(server)


def _wait_for_login(url: str) -> None:
    """Wait until the proxy, which is there first, has heard of the hub."""
    latest = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{url}hub/login", timeout=5):
                return
        except OSError as refused:
            if isinstance(refused, urllib.error.HTTPError):
                refused.close()
            if time.monotonic() > latest:
                raise
            time.sleep(0.1)


class User:
    """Somebody with a name at the hub."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name
        self.jar = http.cookiejar.CookieJar()
        handler = urllib.request.HTTPCookieProcessor(self.jar)
        self._opener = urllib.request.build_opener(handler)

    def _open(self, path: str, **form: str) -> tuple[str, str]:
        data = urllib.parse.urlencode(form).encode() if form else None
        with self._opener.open(self.url + path, data, timeout=60) as answer:
            return answer.url, answer.read().decode()

    def land(self) -> bool:
        """Log in and wait for the server; say whether its page leads to an explorer."""
        self._open("hub/login")
        xsrf = next(c.value for c in self.jar if c.name == "_xsrf")
        self._open("hub/login", username=self.name, password="x", _xsrf=xsrf)
        end_ = time.monotonic() + 90
        while time.monotonic() < end_:
            address, page = self._open(f"hub/spawn-pending/{self.name}")
            if f"/user/{self.name}/explorers" in address:
                link = f'href="/user/{self.name}/voila/render/01-downhill.ipynb"'
                return link in page
            time.sleep(0.3)
        raise TimeoutError(f"no server for {self.name}")

    def visitor(self) -> Visitor:
        """Return a page of this user's server."""
        home = f"{self.url}user/{self.name}/"
        one = Visitor(home, notebook="01-downhill", query="")
        path = f"/user/{self.name}/"
        one.cookies = {
            c.name: c.value or "" for c in self.jar if path.startswith(c.path)
        }
        return one


async def hub(server: Server, names: tuple[str, ...] = NAMES) -> list[Finding]:
    """Let users log in at once, look at an explorer and move a slider."""
    url, began = server.url, time.perf_counter()
    before = server.memory()
    users = [User(url, name) for name in names]
    landed = await asyncio.gather(*(asyncio.to_thread(u.land) for u in users))
    seconds = time.perf_counter() - began
    pages = [user.visitor() for user in users]
    await asyncio.gather(*(page.arrive() for page in pages))
    moved = await asyncio.gather(*(p.move("learning_rate", 0.3) for p in pages))
    right = sum([await page.picture_is_right() for page in pages])
    each = (server.memory() - before) / len(names)
    stranger = pages[0].get(pages[1].address, follow_redirects=False)
    found = await asyncio.gather(stranger, return_exceptions=True)
    let_in = not isinstance(found[0], BaseException)
    for page in pages:
        await page.vanish()
    return [
        Finding(
            f"{len(names)} users of a hub: landed elsewhere", landed.count(False), 0
        ),
        Finding("   all servers are there after", seconds, 60, "s"),
        Finding("   users with the right picture", right, len(names), at_least=True),
        Finding("   slider to picture, slowest", max(moved), 5, "s"),
        Finding("   memory for each user", each, 400, "MiB"),
        Finding("   let in to another's server", let_in, 0),
    ]
