"""The kernels behind the dashboards: one waits for the next visitor, untold who."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

PRIVATE = (  # what Voila would put into the environment of this kernel or of the next
    "VOILA_REQUEST_URL",
    "QUERY_STRING",
)


class Kernels(AsyncMappingKernelManager):
    """Kernels that do not learn their visitor's address from the environment.

    A kernel of the pool is started when its predecessor is taken, with the address of
    the visitor who took that one. Settings come with the page's first message instead.
    """

    async def start_kernel(self, **options: Any) -> str:  # type: ignore[override]
        """Start a kernel without what belongs to a visitor."""
        for name in PRIVATE:
            options.get("env", {}).pop(name, None)
        return await super().start_kernel(**options)
