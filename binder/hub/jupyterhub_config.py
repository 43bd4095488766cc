"""A JupyterHub whose users land on the page of all explorers, each on an own server.

Once, in the environment of the users' servers: ``pip install .`` and
``python -m explorer.server.configuration PREFIX`` (PREFIX is what
``python -c 'import sys; print(sys.prefix)'`` prints): these servers then have our page
and our connection. Then ``jupyterhub -f binder/hub/jupyterhub_config.py``.

In ``/opt/tljh/config/jupyterhub_config.d/`` it serves The Littlest JupyterHub as well:
nothing here says who may come or how a server is started, for that is the hub's.
"""

from explorer.server.configuration import HOME, notebooks

c = get_config()  # noqa: F821 (JupyterHub puts it there)

# Where a user lands, and the folder that is shown: the notebooks as installed.
c.Spawner.default_url = f"/{HOME}"
c.Spawner.notebook_dir = str(notebooks())

# A server with one explorer open takes about 230 MB, and each further tab 100 MB.
c.Spawner.mem_limit = "1G"
c.Spawner.environment = {"OPENBLAS_NUM_THREADS": "1"}  # many share the processors

# A class arrives in the same minute; each start keeps a processor busy for seconds.
c.JupyterHub.concurrent_spawn_limit = 20
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 120
c.JupyterHub.activity_resolution = 30
