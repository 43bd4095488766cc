"""What every test of an explorer leaves behind is put away."""

import pytest
from ipywidgets import Widget


@pytest.fixture(autouse=True)
def nothing_stays_open():
    """Close the widgets: ipywidgets keeps each one, and with it figure and pictures."""
    yield
    Widget.close_all()
