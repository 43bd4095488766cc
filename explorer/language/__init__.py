"""How the explorer speaks: numbers, colours, symbols, and the names of the explorers.

Everything here is the standard library and data, so that a page, a picture, a link and
a test can use the same words.
"""
