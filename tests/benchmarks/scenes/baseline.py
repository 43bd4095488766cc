# The baseline: what a notebook does without us, `interact` and a pyplot figure.
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import IntSlider, interact
from matplotlib.patches import Rectangle

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
Y = np.array([0, 1, 1, 0], dtype=float)
START = np.array([0.9, -0.7, -0.4, 0.8, 0.1, -0.2, 1.1, 0.9, -0.3])
AXIS = np.linspace(-4, 4, 61)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def loss(w):
    """½ squared error of the 2-2-1 network; w has shape (9, ...)."""
    total = 0
    for (a, b), y in zip(X, Y, strict=True):
        h1 = sigmoid(w[0] * a + w[1] * b + w[4])
        h2 = sigmoid(w[2] * a + w[3] * b + w[5])
        total = total + (sigmoid(w[6] * h1 + w[7] * h2 + w[8]) - y) ** 2 / 2
    return total


def gradient(w):
    return (loss(w[:, None] + 1e-5 * np.eye(9)) - loss(w)) / 1e-5


def surface(ax, path, w):
    first, second = np.meshgrid(AXIS, AXIS)
    plane = [first, second] + [np.full_like(first, v) for v in w[2:]]
    height = loss(np.array(plane))
    ax.contourf(AXIS, AXIS, height, 16, cmap="cividis")
    ax.plot(path[:, 0], path[:, 1], "o-", color="orange", markersize=2)
    ax.annotate("", path[-1, :2], path[-2, :2], arrowprops={"arrowstyle": "->"})
    ax.set(xlabel="w11", ylabel="w12", title="Loss")


def activation(ax, z):
    grid = np.linspace(-6, 6, 200)
    h = sigmoid(z)
    ax.plot(grid, sigmoid(grid))
    ax.plot(z + AXIS / 4, h + h * (1 - h) * AXIS / 4)
    ax.plot(z, h, "o")
    ax.set(xlabel="z", ylabel="h", title="Activation", ylim=(-0.1, 1.1))


def network(ax, w):
    places = [(0, 0), (0, 2), (2, 0), (2, 2), (4, 1)]
    edges = [(0, 2), (1, 2), (0, 3), (1, 3), (2, 4), (3, 4)]
    weights = [w[0], w[1], w[2], w[3], w[6], w[7]]
    for (a, b), weight in zip(edges, weights, strict=True):
        (x0, y0), (x1, y1) = places[a], places[b]
        ax.plot([x0, x1], [y0, y1], color="grey", linewidth=0.5 + abs(weight))
        ax.text(0.7 * x0 + 0.3 * x1, 0.7 * y0 + 0.3 * y1, f"{weight:+.2f}")
    for (x, y), bias in zip(places[2:], [w[4], w[5], w[8]], strict=True):
        ax.text(x, y + 0.3, f"{bias:+.2f}")
    ax.plot(*zip(*places, strict=True), "o", markersize=18, color="steelblue")
    ax.set(xlim=(-0.5, 4.5), ylim=(-0.5, 2.7), title="Network")
    ax.axis("off")


def code(figure, position):
    """Write the position in ten blocks for the probe: magenta, eight bits, cyan."""
    bits = ["white" if position >> bit & 1 else "black" for bit in range(8)]
    for k, colour in enumerate(["magenta", *bits, "cyan"]):
        figure.add_artist(Rectangle((k / 50, 0), 1 / 50, 0.04, color=colour, lw=0))


@interact(position=IntSlider(128, 0, 255))
def scene(position):
    path = [START]
    for _ in range(50):
        path.append(path[-1] - 10 ** (position / 128 - 1) * gradient(path[-1]))
    w = path[-1]
    figure, axes = plt.subplots(1, 3, figsize=(10, 3.5))
    surface(axes[0], np.array(path), w)
    activation(axes[1], w[0] + w[1] + w[4])
    network(axes[2], w)
    code(figure, position)
    plt.show()
