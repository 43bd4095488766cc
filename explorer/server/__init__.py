"""The way in: a command line, and the dashboards through Voila.

Voila and JupyterLab are engines. This room only chooses their options, gives the pages
a shape, and never imports numpy, matplotlib or an explorer: those live in the kernels.
"""
