"""How documents say what the result has as a label or a key: a text cited, a period, a party of a unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notices.reading.result import Source


def citation(source: Source) -> str:
    """A text as documents cite it.

    Example:
        >>> from notices.reading.result import Source
        >>> citation(Source(title="考核办法", number="样发〔2015〕3号", section="第五条"))
        '《考核办法》（样发〔2015〕3号）第五条'
    """
    number = f"（{source.number}）" if source.number else ""
    return f"《{source.title}》{number}{source.section or ''}"


def period_in_words(period: str) -> str:
    """Say a period as documents do; an unknown label stays as it is.

    Example:
        >>> [period_in_words(label) for label in ("2016", "2016Q2", "2016-05", "上半年")]
        ['2016年度', '2016年第二季度', '2016年5月', '上半年']
    """
    if match := re.fullmatch(r"(\d{4})Q([1-4])", period, re.ASCII):
        return f"{match[1]}年第{'一二三四'[int(match[2]) - 1]}季度"
    if match := re.fullmatch(r"(\d{4})-(\d{2})", period, re.ASCII):
        return f"{match[1]}年{int(match[2])}月"
    return f"{period}年度" if re.fullmatch(r"\d{4}", period, re.ASCII) else period


def whom(unit: str, party: str, kind: str) -> str:
    """A party of a unit as documents address it; the unit itself is called by its name alone.

    Example:
        >>> whom("样例甲镇", "领导班子", "乡镇"), whom("样例甲镇", "乡镇", "乡镇")
        ('样例甲镇领导班子', '样例甲镇')
    """
    return unit if party == kind else unit + party
