"""Every option of Voila and of a Jupyter server that we set, and why.

Run as ``python -m explorer.server.configuration PREFIX`` it writes the same options
below a prefix, for servers that we do not start ourselves: Binder, JupyterHub.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from pathlib import Path
from typing import Any

from explorer.language.catalogue import EXPLORERS, Entry
from explorer.language.palette import PALETTES, css_variables

HERE = Path(__file__).parent
PAGES = HERE / "pages"  # laid out as a Jupyter data folder, so that Voila finds it
LAB_SETTINGS = PAGES / "lab" / "settings"
PICTURES = HERE / "static" / "pictures"
TEMPLATE = "backprop-explorer"
PAGE_FILES = PAGES / "voila" / "templates" / TEMPLATE / "static"
PAGE_FILES_AT = f"voila/templates/{TEMPLATE}/static/(.*)"  # where stock Voila has them
CONNECTION = "explorer.server.connection.GuardedConnection"
PROSE_OPTIONS = {"markdown_renderer_class": "explorer.server.prose.ProseRenderer"}
KERNELS = "explorer.server.kernels.Kernels"
EXTENSION = "explorer.server.extension"
HOME = "explorers"  # the landing page on a server that has other pages too

#: Marks our inline scripts in the templates until an answer puts its own nonce there;
#: known to this process alone, so that no markup from elsewhere can wear it.
NONCE = secrets.token_urlsafe(18)
MESSAGES = [  # what a page may say to its kernel
    "comm_open",
    "comm_close",
    "comm_msg",
    "comm_info_request",
    "kernel_info_request",
]
LARGEST_MESSAGE = 1024 * 1024  # bytes; what our pages send is a hundredth of it

FRONT_END = [  # the only extensions of JupyterLab that our pages need
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
]


def notebooks() -> Path:
    """Return the folder of the notebooks: in the package, else in the repository."""
    inside, beside = HERE.parent / "notebooks", HERE.parent.parent / "notebooks"
    return inside if inside.is_dir() else beside


def available() -> list[Entry]:
    """Return the explorers that can be opened, in teaching order."""
    return [entry for entry in EXPLORERS if entry.available]


def pictures() -> set[str]:
    """Return the names of the pictures that there are."""
    return {path.name for path in PICTURES.glob("*.png")}


def page_values() -> dict[str, Any]:
    """Return what our pages take from the language room: titles and colours."""
    looks = {
        look: "; ".join(f"{k}: {v}" for k, v in css_variables(palette).items())
        for look, palette in PALETTES.items()
    }
    titles = {
        entry.notebook: {"title": entry.title, "question": entry.question}
        for entry in EXPLORERS
    }
    return {"looks": looks, "titles": titles}


def voila() -> dict[str, Any]:
    """Return the options of Voila itself, for our own server and for any other."""
    return {
        "template": TEMPLATE,
        "resources": {"explorer": page_values(), "home": HOME},
        "extension_allowlist": FRONT_END,
        # What a visitor may not do: choose a template or a theme, read code or errors.
        "allow_template_override": "NO",
        "allow_theme_override": "NO",
        "strip_sources": True,
        "show_tracebacks": False,
        "file_allowlist": [],
    }


def under_voila() -> dict[str, Any]:
    """Return the options of what Voila stands on: kernels and the notebooks' prose."""
    return {
        # A kernel whose page is gone is ended after ten minutes (in seconds).
        "MappingKernelManager": {"cull_idle_timeout": 600, "cull_interval": 60},
        "VoilaExporter": PROSE_OPTIONS,
    }


def own_server(
    *,
    class_size: int = 40,
    explorer: str | None = None,
    link: str = "",
    ahead: int = 1,
    token: str = "",
) -> dict[str, Any]:
    """Return the whole configuration of the server that the command line starts.

    Parameters
    ----------
    class_size : int
        How many may use it at once.
    explorer : str
        The notebook whose kernels wait for visitors; without one, the first.
    link : str
        What follows the notebook's address in the link that visitors are given.
    ahead : int
        How many kernels wait.
    token : str
        What a visitor's first address must hold; empty lets everybody in.
    """
    options = voila() | {"multi_kernel_manager_class": KERNELS}
    options["resources"] |= {"head_is_sent": True, "nonce": NONCE, "home": ""}
    options["resources"] |= {"word_is_asked": bool(token)}  # the word stays here
    application: dict[str, Any] = {
        "kernel_websocket_connection_class": CONNECTION,
        "open_browser": False,
        "port_retries": 0,
        "token": token,
    }
    every = {
        "Voila": application,
        "VoilaConfiguration": options,
        "Kernels": {
            "class_size": class_size,
            "ahead": ahead,
            "first": f"{explorer or available()[0].notebook}.ipynb",
            "link": link,
            # In seconds. A page that is open and unused for an hour is asleep; one that
            # has lost its line for a minute is gone.
            "cull_idle_timeout": 3600,
            "cull_connected": True,
            "cull_interval": 5,
            "alone_timeout": 60,
        },
        # A kernel that has died is not replaced by an empty one: its page is told.
        "KernelRestarter": {"restart_limit": 0, "time_to_dead": 1.0},
        "VoilaExporter": PROSE_OPTIONS,
    }
    if os.name == "posix":  # sockets in a private folder, not ports that others may try
        application["connection_dir_root"] = "/tmp"  # noqa: S108 (their paths are short)
        every["KernelManager"] = {"transport": "ipc"}
    return every


def lab(folder: Path, ip: str, port: int, *, browser: bool) -> list[str]:
    """Return the arguments of JupyterLab; nothing is asked of the outside."""
    first = f"{available()[0].notebook}.ipynb"
    arguments: dict[str, Any] = {
        "ServerApp.ip": ip,
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": browser,
        "ServerApp.root_dir": folder,
        "ServerApp.kernel_websocket_connection_class": CONNECTION,
        "LabApp.default_url": f"/lab/tree/{first}"
        if (folder / first).exists()
        else "/lab",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.app_settings_dir": LAB_SETTINGS,  # asks nobody about news
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # a container's only user
        arguments["ServerApp.allow_root"] = True
    return [f"--{name}={value}" for name, value in arguments.items()]


def add_pages_to_jupyter_path() -> None:
    """Let this process find our template; Voila takes names, not paths."""
    known = os.environ.get("JUPYTER_PATH", "")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(PAGES), known]))


def write_below(prefix: Path) -> list[Path]:
    """Write template and options where every Jupyter server of `prefix` finds them."""
    template = Path("voila", "templates", TEMPLATE)
    copied = prefix / "share" / "jupyter" / template
    shutil.copytree(PAGES / template, copied, dirs_exist_ok=True)
    folder = prefix / "etc" / "jupyter"
    server = {"ServerApp": {"kernel_websocket_connection_class": CONNECTION}}
    ours = {"ServerApp": {"jpserver_extensions": {EXTENSION: True}}}
    # Jupyter looks for extensions in this folder alone.
    extensions = folder / "jupyter_server_config.d" / "backprop-explorer.json"
    overrides = json.loads((LAB_SETTINGS / "overrides.json").read_text("utf-8"))
    lab_settings = prefix / "share" / "jupyter" / "lab" / "settings"
    return [
        copied,
        _merge(lab_settings / "overrides.json", overrides),
        _merge(folder / "jupyter_server_config.json", server | under_voila()),
        _merge(extensions, ours),
        _merge(folder / "voila.json", {"VoilaConfiguration": voila()}),
    ]


def _merge(path: Path, options: dict[str, dict[str, Any]]) -> Path:
    """Set options in a configuration file and keep what else is in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for name, values in options.items():
        known[name] = {**known.get(name, {}), **values}
    path.write_text(json.dumps(known, indent=2) + "\n", "utf-8")
    return path


if __name__ == "__main__":
    for written in write_below(Path(sys.argv[1])):
        print(written)  # noqa: T201
