"""Steering: learning rate and momentum, and what can be known before the run."""

from explorer.explorers.steering.explorer import Steering
from explorer.explorers.steering.settings import SteeringSettings

__all__ = ["Steering", "SteeringSettings"]
