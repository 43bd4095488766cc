"""The landing page on servers that we do not start: those of Binder and of a hub.

`explorer.server.configuration` switches it on below a prefix. The page is at
``/explorers``, below whatever address the server has.
"""

from __future__ import annotations

from pathlib import Path

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado.web import StaticFileHandler
from voila.configuration import VoilaConfiguration

from explorer.server import configuration
from explorer.server.landing import Landing


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell Jupyter where the function below is."""
    return [{"module": "explorer.server.extension"}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    """Add the landing page to a server that has Voila."""
    folder = folder_of_notebooks(Path(app.root_dir))
    if folder is None:
        app.log.warning("%s has no explorers: no landing page", app.root_dir)
        return
    home = url_path_join(app.base_url, configuration.HOME)
    values = {
        "voila_configuration": VoilaConfiguration(**configuration.voila()),
        "folder": folder,
        "pictures": f"{home}/pictures/",
    }
    files = {"path": str(configuration.PICTURES)}
    app.web_app.add_handlers(
        ".*$",
        [
            (f"{home}/?", Landing, values),
            (f"{home}/pictures/(.*)", StaticFileHandler, files),
        ],
    )


def folder_of_notebooks(root: Path) -> str | None:
    """Return where the notebooks are below what a server shows.

    Parameters
    ----------
    root : Path
        The folder that the server shows: the notebooks, or a copy of the repository.

    Returns
    -------
    str or None
        What stands before a notebook's name in an address; None without notebooks.
    """
    first = f"{configuration.available()[0].notebook}.ipynb"
    return next(
        (at for at in ("", "notebooks/") if (root / at / first).is_file()), None
    )
