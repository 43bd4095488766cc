"""An explorer on a page, and nothing left of it afterwards."""

import pytest
from ipywidgets import Widget

from tests.explorers.page import Page


@pytest.fixture
def page(request, monkeypatch):
    """Return a function that opens the module's `EXPLORER` on a page."""

    def open_(search="", **options):
        explorer = request.module.EXPLORER()
        return Page(explorer, monkeypatch, search=search, **options)

    return open_


@pytest.fixture(autouse=True)
def nothing_stays_open():
    """Close the widgets: ipywidgets keeps each one, and with it figure and pictures."""
    yield
    Widget.close_all()
