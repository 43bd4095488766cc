"""What a lecturer's own cell prints arrives, though an empty stream is not flushed."""

from __future__ import annotations

from jupyter_client.manager import start_new_kernel

from explorer.server.kernels import ARGUMENTS


def test_what_is_printed_arrives_in_order_and_nothing_is_lost():
    manager, client = start_new_kernel(extra_arguments=ARGUMENTS)
    heard = []

    def hear(message):
        if message["msg_type"] == "stream":
            heard.append((message["content"]["name"], message["content"]["text"]))

    code = (
        "import sys; print('out'); print('problem', file=sys.stderr);"
        "print(type(sys.stdout).__module__)"
    )
    try:
        client.execute_interactive(code, output_hook=hear, timeout=30)
        client.execute_interactive("print('again')", output_hook=hear, timeout=30)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    said = "".join(text for name, text in heard if name == "stdout")
    assert said == "out\nexplorer.server.output\nagain\n"
    assert ("stderr", "problem\n") in heard
