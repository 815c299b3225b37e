"""Formulas and conditions with the signs that documents print, in place of those of the rules' language."""

from __future__ import annotations

import re

_SIGNS = {
    " * ": " × ",
    " / ": " ÷ ",
    " - ": " − ",
    " >= ": " ≥ ",
    " <= ": " ≤ ",
    " == ": " = ",
    " != ": " ≠ ",
    " and ": " 且 ",
    " or ": " 或 ",
}

_VALUE = re.compile(r"(?<=\w) \(([^()]*)\)")
"""The value behind a name."""


def in_signs(how: str) -> str:
    """A formula or condition as a document prints it.

    Example:
        >>> in_signs("7 × min((100 * 2) ÷ (60 * 6), 1)"), in_signs("返贫率 (5.50) <= 5% and 件数 (0) == 0")
        ('7 × min((100 × 2) ÷ (60 × 6), 1)', '返贫率（5.50） ≤ 5% 且 件数（0） = 0')
    """
    for sign, printed in _SIGNS.items():
        how = how.replace(sign, printed)
    return _VALUE.sub(r"（\1）", how)
