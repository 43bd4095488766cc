"""Where a Chromium is, if there is one."""

import os
import shutil
import sys
from pathlib import Path

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW = (
    "no Chromium found: install chromium or google-chrome, or set CHROME to its path "
    "(Debian: apt-get install chromium)"
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PLACES = {
    "darwin": [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    "win32": [
        rf"{os.environ.get(folder, '')}\Google\Chrome\Application\chrome.exe"
        for folder in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
    ],
}


def find():
    """Return the path of a Chromium, or None."""
    named = os.environ.get("CHROME")
    if named:
        return named
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    return next((p for p in _PLACES.get(sys.platform, []) if Path(p).exists()), None)
