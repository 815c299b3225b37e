"""The scoring methods: one module each; importing this package registers them all in ``METHODS``."""

from engine.methods import all_or_nothing, completion, given, interpolation, ladder, per_instance, shortfall
from engine.methods.registry import METHODS, Method

__all__ = [
    "METHODS",
    "Method",
    "all_or_nothing",
    "completion",
    "given",
    "interpolation",
    "ladder",
    "per_instance",
    "shortfall",
]
