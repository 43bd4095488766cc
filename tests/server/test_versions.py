"""The floors below which a part has a known hole, or does something else."""

from importlib.metadata import version

import pytest

FLOORS = {
    "voila": ("0.5.13", "0.6"),
    "jupyter-server": ("2.20", "3"),
    "tornado": ("6.5.9", "7"),
    "nbconvert": ("7.17.1", "8"),
    "jupyterlab": ("4.4", "5"),
    "ipywidgets": ("8.1", "9"),
}


def numbers(text):
    return tuple(int(part) for part in text.split(".") if part.isdecimal())


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_installed_is_not_below_its_floor(name):
    low, high = FLOORS[name]
    assert numbers(low) <= numbers(version(name)) < numbers(high)
