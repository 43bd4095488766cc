"""The hub's configuration, driven: each user has all explorers."""

import asyncio
import os

import pytest
import yaml

from explorer.server.configuration import HOME
from explorer.server.extension import folder_of_notebooks
from tests.browser.servers import ROOT
from tests.load import hub

HUB = ROOT / "binder" / "hub"


def test_three_users_land_on_the_page_of_all_explorers_and_one_answers(tmp_path):
    if not hub.proxy():
        how = "no proxy found: npm install --global configurable-http-proxy"
        if os.environ.get("CI"):
            pytest.fail(how)
        pytest.skip(how)
    with hub.running(tmp_path) as server:
        found = asyncio.run(hub.hub(server))
    # how long it takes and how much it needs is for the long part
    assert [str(f) for f in found if f.unit == "" and not f.holds] == []


def test_the_values_for_kubernetes_name_what_is_in_the_image():
    values = yaml.safe_load((HUB / "values.yaml").read_text("utf-8"))
    one = values["singleuser"]
    assert one["defaultUrl"] == f"/{HOME}"
    assert folder_of_notebooks(ROOT) == "notebooks/"
    assert set(values) == {"singleuser", "hub", "cull", "prePuller", "scheduling"}
    known = {"image", "cmd", "defaultUrl", "memory", "cpu", "startTimeout", "storage",
             "extraEnv"}  # fmt: skip
    assert set(one) == known
    assert values["cull"]["enabled"]


def test_the_littlest_hub_culls_and_limits():
    values = yaml.safe_load((HUB / "tljh.yaml").read_text("utf-8"))
    assert set(values) == {"auth", "limits", "services"}
    assert set(values["limits"]) == {"memory", "cpu"}
    assert values["services"]["cull"]["enabled"]
