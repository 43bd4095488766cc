"""Which tests need the machine to themselves, and in which order all run."""

import pytest

ALONE = ("browser/test_class", "load/", "server/")  # they promise something in seconds


def pytest_collection_modifyitems(items):
    for item in items:
        folder = item.path.parent.name
        if f"{folder}/{item.path.stem}".startswith(ALONE):
            item.add_marker(pytest.mark.alone)
        if folder == "browser":
            item.add_marker(pytest.mark.browser)
    # last: the browser's event loop stays in this thread, and others start their own
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
