"""What Binder would build, and what its server would be told."""

import json
import os
import re
import subprocess
import sys
import tomllib

import pytest

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


def test_the_build_leaves_our_options_for_the_images_server(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "explorer.server.configuration", str(tmp_path)],
        check=True, capture_output=True,
    )  # fmt: skip
    folder = tmp_path / "etc" / "jupyter"
    server = json.loads((folder / "jupyter_server_config.json").read_text("utf-8"))
    connection = server["ServerApp"]["kernel_websocket_connection_class"]
    assert connection == "explorer.server.connection.GuardedConnection"
    voila = json.loads((folder / "voila.json").read_text("utf-8"))["VoilaConfiguration"]
    assert voila["template"] == "backprop-explorer"
    template = tmp_path / "share/jupyter/voila/templates/backprop-explorer"
    assert (template / "index.html.j2").is_file()
    overrides = tmp_path / "share/jupyter/lab/settings/overrides.json"
    news = json.loads(overrides.read_text("utf-8"))
    assert news["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
