"""The four decks as data: what is where, what is printed wrongly, what comes out.

`items` has every slide item, `errata` what is wrong with it, `examples` the numbers;
`check` recomputes them, `replay` runs COMP755's training again.
"""
