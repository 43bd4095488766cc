"""Pictures of the real dashboards.

``python -m tests.pictures`` makes those of the README and of the landing page.
``python -m tests.pictures FOLDER [explorer ...]`` puts every tab into FOLDER, light and
dark, in the two sizes that people have, to be looked at.
"""

import argparse
import contextlib
import io
import itertools
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import explorer.explorers
from explorer.language.catalogue import EXPLORERS
from tests.browser import chromium, servers

PICTURES = servers.ROOT / "explorer" / "server" / "static" / "pictures"
AVAILABLE = {entry.module: entry for entry in EXPLORERS if entry.available}
SHOWN = {
    "by_hand": "network=eight&learning_rate=0.5&step=15",
    "train_xor": "tab=step&step=50",
    "saturate": "tab=look&z=2.5",
    "steering": "tab=run&method=momentum&learning_rate=0.05&momentum=0.8&step=25"
    "&second=gradient_descent",
    "downhill": "tab=step&learning_rate=0.9&step=3",
    "chain": "tab=look&input_1=2&step=2",
    "score": "tab=step&z=6",
    "slices": "arrow=True",
    "matrices": "tab=look&step=3",
    "fit_a_line": "tab=step&step=0&example=3",
}
"""Settings in which an explorer shows what it is for."""
SIZES = ((1366, 620), (1920, 940))


@contextlib.contextmanager
def browser():
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.dashboards(Path(folder) / "server.log") as url,
        sync_playwright() as playwright,
    ):
        opened = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.FLAGS
        )
        yield opened, url
        opened.close()


def shoot(page, url, entry, query, path):
    page.goto(f"{url}voila/render/{entry.notebook}.ipynb?{query}")
    page.wait_for_selector('[data-explorer-canvas]:not([data-frame="0"])')
    page.wait_for_selector("#loading", state="detached")
    page.wait_for_timeout(500)
    shot = Image.open(io.BytesIO(page.screenshot()))
    # 256 colours are enough for lines and letters, and a third of the bytes
    few = shot.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def tabs(name):
    return getattr(explorer.explorers, AVAILABLE[name].class_name).tabs


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("explorer", nargs="*")
    asked = parser.parse_args()
    with browser() as (opened, url):
        if asked.folder is None:
            PICTURES.mkdir(parents=True, exist_ok=True)
            page = opened.new_page(
                viewport={"width": 1366, "height": 620}, bypass_csp=True
            )
            for name, entry in AVAILABLE.items():
                for look, ending in (("light", ""), ("dark", "-dark")):
                    query = f"{SHOWN.get(name, 'tab=step')}&look={look}"
                    path = PICTURES / f"{entry.notebook[3:]}{ending}.png"
                    shoot(page, url, entry, query, path)
            return
        asked.folder.mkdir(parents=True, exist_ok=True)
        for (width, height), look in itertools.product(SIZES, ("light", "dark")):
            size = {"width": width, "height": height}
            page = opened.new_page(viewport=size, bypass_csp=True)
            for name in asked.explorer or AVAILABLE:
                for tab in tabs(name):
                    query = f"{SHOWN.get(name, '')}&tab={tab}&look={look}"
                    path = asked.folder / f"{name}-{tab}-{look}-{width}.png"
                    shoot(page, url, AVAILABLE[name], query, path)
            page.close()


if __name__ == "__main__":
    main()
