# The page that the first picture is compared with: one slider, one inline figure.
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatSlider, interact


@interact(slope=FloatSlider(1.0, min=-2, max=2))
def figure(slope):
    x = np.linspace(-3, 3, 100)
    plt.plot(x, np.tanh(slope * x))
    plt.show()
