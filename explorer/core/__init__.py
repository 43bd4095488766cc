"""The mathematics of backpropagation: numpy only, values in, values out.

Nothing here draws, stores or schedules. Arrays that come out are read-only; any finite
input up to 1e308 gives finite numbers (they saturate at the largest double) and no
warning; an expression without a value is refused instead, naming the node. Notation is
COMP755's: ``z = W h + b``, ``h = phi(z)``, ``delta = dE/dz``; examples are rows;
``W1_21`` goes to unit 2 of layer 1 from input 1.
"""
