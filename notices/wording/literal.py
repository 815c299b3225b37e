"""Text of the data on its way into Markdown: it must come out as the text it was, whatever signs it holds."""

from __future__ import annotations

import re

_BLANKS = re.compile("[ \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+")
# Control characters and lone surrogates stand in no docx; overrides of direction would make a name look like another.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_MARKS = re.compile(r"""[!-/:-@\[-`{-~]""")


def clean(text: str) -> str:
    r"""Take out what no document can print: blanks and line ends become one blank, control characters U+FFFD.

    Example:
        >>> clean(" 样例\n甲镇\x07")
        '样例 甲镇�'
    """
    return _UNPRINTABLE.sub("\ufffd", _BLANKS.sub(" ", text)).strip()


def literal(text: str) -> str:
    r"""Write a text so that Markdown reads it as that text.

    Example:
        >>> print(literal("=1+1|*甲*"))
        \=1\+1\|\*甲\*
    """
    return _MARKS.sub(r"\\\g<0>", clean(text))
