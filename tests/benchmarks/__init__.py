"""Measurements that stand beside the tests; each module here is a command.

``python -m tests.benchmarks.latency``        from a slider to the painted picture
``python -m tests.benchmarks.first_picture``  from the address to the first picture
``python -m tests.benchmarks.memory``         of a kernel, before and after many updates
``python -m tests.benchmarks.training``       microseconds per step of training
``python -m tests.benchmarks.core``           the core beside PyTorch and JAX

Run them from the root of the repository, with nothing else running. Times are held
against a reference of the same run, for a millisecond differs from machine to machine.
"""
