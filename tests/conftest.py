"""Which tests need the machine to themselves, and in which order all run."""

import pytest

ALONE = ("browser", "load", "server")


def pytest_collection_modifyitems(items):
    for item in items:
        folder = item.path.parent.name
        if folder in ALONE:  # real servers, real browsers, promises in seconds
            item.add_marker(pytest.mark.alone)
        if folder == "browser":
            item.add_marker(pytest.mark.browser)
    # last: the browser's event loop stays in this thread, and others start their own
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
