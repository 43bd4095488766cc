"""What Binder would build, and what its server would be told."""

import json
import os
import re
import subprocess
import sys
import tomllib
import urllib.request

import pytest

from tests.browser import servers
from tests.browser.servers import ROOT

BINDER = ROOT / "binder"


def pins():
    lines = (BINDER / "requirements.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def test_every_dependency_is_pinned_exactly():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[<>=~]", d)[0].lower() for d in project["dependencies"]}
    assert wanted <= set(pins())
    assert "hatchling" in pins()  # postBuild builds the project without the network


def test_the_image_installs_the_pins_and_runs_our_build(tmp_path):
    if not os.environ.get("CI"):
        pytest.importorskip("repo2docker")
    shown = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)],
        capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    dockerfile = shown.stdout + shown.stderr
    assert "binder/requirements.txt" in dockerfile
    assert "binder/postBuild" in dockerfile
    assert "3.12" in dockerfile


def get(address):
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 (loopback)
        return answer.read()


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    """Return a folder with what the build leaves."""
    folder = tmp_path_factory.mktemp("prefix")
    subprocess.run(
        [sys.executable, "-m", "explorer.server.configuration", str(folder)],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


def test_below_a_users_address_the_landing_page_and_all_it_needs_are_there(
    prefix, tmp_path
):
    """As on Binder and behind a hub: a server that is not ours shows the repository."""
    port = servers.free_port()
    base = f"http://127.0.0.1:{port}"
    command = [
        *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
        *(f"--ServerApp.port={port}", f"--ServerApp.root_dir={ROOT}"),
        *("--ServerApp.base_url=/user/ann/", "--IdentityProvider.token="),
    ]
    where = {
        "JUPYTER_CONFIG_PATH": str(prefix / "etc" / "jupyter"),
        "JUPYTER_PATH": str(prefix / "share" / "jupyter"),
        "JUPYTER_CONFIG_DIR": str(tmp_path),
    }
    home = f"{base}/user/ann/explorers"
    with servers.running(command, home, tmp_path / "log", env=where):
        page = get(home).decode()
        assert "--bpx-background: #" in page
        links = set(re.findall(r'(?:href|src)="([^"]*)"', page))
        files = {a for a in links if not a.startswith("data:") and "/render/" not in a}
        assert len(files) == 21  # a light and a dark picture of each, and the search
        for address in files:
            assert get(base + address)
        shown = {a.partition("?")[0] for a in links if "/render/" in a}
        assert len(shown) == 10
        for address in shown:
            path = address.removeprefix("/user/ann/voila/render/")
            assert (ROOT / path).is_file()


def test_the_build_leaves_our_options_for_the_images_server(prefix):
    folder = prefix / "etc" / "jupyter"
    server = json.loads((folder / "jupyter_server_config.json").read_text("utf-8"))
    connection = server["ServerApp"]["kernel_websocket_connection_class"]
    assert connection == "explorer.server.connection.GuardedConnection"
    voila = json.loads((folder / "voila.json").read_text("utf-8"))["VoilaConfiguration"]
    assert voila["template"] == "backprop-explorer"
    template = prefix / "share/jupyter/voila/templates/backprop-explorer"
    assert (template / "index.html.j2").is_file()
    overrides = prefix / "share/jupyter/lab/settings/overrides.json"
    news = json.loads(overrides.read_text("utf-8"))
    assert news["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
