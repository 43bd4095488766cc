"""A class at once, and strangers: what the server bears.

``python -m tests.load``                  all of it, about half an hour, with figures
``python -m tests.load crowd``            forty at once; ``--cold``: no kernel waits
``python -m tests.load driver --seed 7``  a random student on each explorer

The short part runs with the tests. Each scenario starts a server on the loopback; run
the long part with nothing else running.
"""
