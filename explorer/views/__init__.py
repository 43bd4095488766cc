"""The pictures: one view per file, drawn by matplotlib from values of the core.

A view creates its artists once and moves them in ``update``. It reads no settings,
computes no training, never draws the canvas and works in a plain script with a
``matplotlib.figure.Figure``.
"""
