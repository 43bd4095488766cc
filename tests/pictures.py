"""Make the picture that opens the README: ``python -m tests.pictures``."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium, servers

PICTURES = servers.ROOT / "explorer" / "server" / "static" / "pictures"


def main():
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.dashboards(Path(folder) / "server.log") as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.FLAGS
        )
        page = browser.new_page(viewport={"width": 1366, "height": 620})
        page.goto(f"{url}voila/render/10-train-xor.ipynb?tab=step&step=50&look=light")
        page.wait_for_selector('[data-explorer-canvas]:not([data-frame="0"])')
        page.wait_for_selector("#loading", state="detached")
        page.wait_for_timeout(500)
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / "train-xor.png")
        browser.close()


if __name__ == "__main__":
    main()
