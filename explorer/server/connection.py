"""The socket between page and kernel, without the wait for a full packet."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import (
    ZMQChannelsWebsocketConnection,
)


class UndelayedConnection(ZMQChannelsWebsocketConnection):
    """A kernel connection whose small messages leave at once.

    With Nagle's algorithm on, the page would see about 20 pictures a second: each
    small message waits up to 40 ms for the answer to the one before.
    """

    def connect(self) -> Any:
        """Connect to the kernel and switch the delay of the page's socket off."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
