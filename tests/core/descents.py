"""Update rules in plain loops, as their authors and PyTorch's pages write them."""

from __future__ import annotations

from math import sqrt


def torch_sgd(grad, x, rates, momentum=0.0, nesterov=False):
    """torch.optim.SGD's algorithm, dampening 0: the first buffer is the gradient."""
    path, buffer = [list(x)], None
    for lr in rates:
        g = grad(path[-1])
        if momentum:
            if buffer is None:
                buffer = list(g)
            else:
                buffer = [momentum * b + gi for b, gi in zip(buffer, g, strict=True)]
            if nesterov:
                g = [gi + momentum * b for b, gi in zip(buffer, g, strict=True)]
            else:
                g = buffer
        path.append([xi - lr * gi for xi, gi in zip(path[-1], g, strict=True)])
    return path


def deck_heavy_ball(grad, x, rates, alpha):
    """S2-32: the change of each weight, kept for the next."""
    path, change = [list(x)], [0.0] * len(x)
    for gamma in rates:
        g = grad(path[-1])
        change = [-gamma * gi + alpha * c for c, gi in zip(change, g, strict=True)]
        path.append([xi + c for xi, c in zip(path[-1], change, strict=True)])
    return path


def deck_nesterov(grad, x, rates, alpha):
    """S2-41: n, and (1 + alpha)."""
    path, n = [list(x)], [0.0] * len(x)
    for gamma in rates:
        g = grad(path[-1])
        new = [alpha * ni + gamma * gi for ni, gi in zip(n, g, strict=True)]
        path.append(
            [
                xi + alpha * before - (1 + alpha) * after
                for xi, before, after in zip(path[-1], n, new, strict=True)
            ]
        )
        n = new
    return path


def adagrad(grad, x, rates, eps):
    """torch.optim.Adagrad's: state_sum, lr_decay 0."""
    path, state_sum = [list(x)], [0.0] * len(x)
    for lr in rates:
        g = grad(path[-1])
        state_sum = [s + gi**2 for s, gi in zip(state_sum, g, strict=True)]
        path.append(
            [
                xi - lr * gi / (sqrt(s) + eps)
                for xi, gi, s in zip(path[-1], g, state_sum, strict=True)
            ]
        )
    return path


def rmsprop(grad, x, rates, alpha, eps):
    """torch.optim.RMSprop's: square_avg, neither centred nor with momentum."""
    path, average = [list(x)], [0.0] * len(x)
    for lr in rates:
        g = grad(path[-1])
        average = [
            alpha * v + (1 - alpha) * gi**2 for v, gi in zip(average, g, strict=True)
        ]
        path.append(
            [
                xi - lr * gi / (sqrt(v) + eps)
                for xi, gi, v in zip(path[-1], g, average, strict=True)
            ]
        )
    return path


def adam(grad, x, rates, beta1, beta2, eps):
    """Algorithm 1 of Kingma and Ba (2015)."""
    path, m, v = [list(x)], [0.0] * len(x), [0.0] * len(x)
    for t, alpha in enumerate(rates, start=1):
        g = grad(path[-1])
        m = [beta1 * mi + (1 - beta1) * gi for mi, gi in zip(m, g, strict=True)]
        v = [beta2 * vi + (1 - beta2) * gi**2 for vi, gi in zip(v, g, strict=True)]
        m_hat = [mi / (1 - beta1**t) for mi in m]
        v_hat = [vi / (1 - beta2**t) for vi in v]
        path.append(
            [
                xi - alpha * mi / (sqrt(vi) + eps)
                for xi, mi, vi in zip(path[-1], m_hat, v_hat, strict=True)
            ]
        )
    return path
