"""Conditions and formulas: parsed once into a small tree, which runs on columns and prints itself."""

from engine.expression.parser import ExpressionError, parse
from engine.expression.tree import Expression

__all__ = ["Expression", "ExpressionError", "parse"]
