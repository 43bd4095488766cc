"""Every update rule by name."""

from __future__ import annotations

from explorer.core.adaptive import AdaGrad, Adam, RMSProp
from explorer.core.arrays import check_at_least, check_option
from explorer.core.optimisers import GradientDescent, HeavyBall, Nesterov, Rule
from explorer.core.torch_forms import TorchHeavyBall, TorchNesterov

METHODS = ("gradient_descent", "momentum", "nesterov")
"""The rules of the decks that are told by a learning rate and a momentum."""

RULES: dict[str, type[Rule]] = {
    rule.name: rule
    for rule in (
        GradientDescent,
        HeavyBall,
        Nesterov,
        TorchHeavyBall,
        TorchNesterov,
        AdaGrad,
        RMSProp,
        Adam,
    )
}
"""All rules: `METHODS`, torch_momentum, torch_nesterov, adagrad, rmsprop, adam."""


def rule_of(method: str | Rule, momentum: float = 0.0) -> Rule:
    """Return a rule by its name, and a rule as it is.

    Parameters
    ----------
    method
        A key of `RULES`, or a rule with its own numbers.
    momentum
        Of the heavy balls and Nesterovs, finite, at least 0. Plain descent has none;
        the adaptive rules come with the numbers of their papers and ignore it.

    Raises
    ------
    ValueError
        If there is no such rule or the momentum is out of range.

    Examples
    --------
    >>> rule_of("nesterov", 0.9), rule_of("adagrad", 0.9)
    (Nesterov(momentum=0.9), AdaGrad(eps=1e-10))
    """
    if isinstance(method, Rule):
        return method
    check_option("method", method, tuple(RULES))
    check_at_least("momentum", momentum)
    rule = RULES[method]
    if issubclass(rule, HeavyBall | TorchHeavyBall):
        return rule(momentum)
    return rule()
