"""Write down which scripts every page loads, so that they can come together.

``python -m tests.scripts`` opens each explorer on the real server and writes what they
all ask for into ``explorer/server/scripts.txt``, in the order in which they do.
"""

from importlib.metadata import version
from urllib.parse import urlsplit

from explorer.server import configuration
from explorer.server.scripts import LISTED
from tests.pictures import browser

BUILT_BY = ("voila", "ipywidgets", "anywidget")


def versions():
    """Return a line that says which versions the scripts are of."""
    return "# " + ", ".join(f"{name} {version(name)}" for name in BUILT_BY)


def asked(page, url, notebook):
    """Return the scripts that an explorer loads, as paths below ``voila/``."""
    found = []
    page.on("request", lambda request: found.append(request.url))
    page.goto(f"{url}voila/render/{notebook}.ipynb")
    page.wait_for_selector('[data-explorer-canvas]:not([data-frame="0"])')
    page.wait_for_timeout(1000)
    paths = (urlsplit(one.removeprefix(url)).path for one in found)
    return [
        path.removeprefix("voila/")
        for path in paths
        if path.startswith(("voila/static/", "voila/labextensions/"))
        and path.endswith(".js")
        and "remoteEntry" not in path
        and path != "voila/static/voila.js"
    ]


def main():
    LISTED.write_text("", "utf-8")  # or what is there already would not be asked for
    with browser() as (opened, url):
        lists = []
        for entry in configuration.available():
            page = opened.new_context().new_page()
            lists.append(asked(page, url, entry.notebook))
            page.context.close()
    everywhere = [name for name in lists[0] if all(name in other for other in lists)]
    LISTED.write_text("\n".join([versions(), *everywhere]) + "\n", "utf-8")
    print(f"{len(everywhere)} parts")


if __name__ == "__main__":
    main()
