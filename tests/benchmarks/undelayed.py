"""The connection class of the benchmark's own servers: no Nagle's algorithm."""

from __future__ import annotations

from jupyter_server.services.kernels.connection.channels import (
    ZMQChannelsWebsocketConnection,
)


class UndelayedConnection(ZMQChannelsWebsocketConnection):
    """Sends every message at once, as the connection of ``backprop-explorer`` does."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()
