"""A scheme, plain tables with its data, and the problems of reading them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from building import measures, scheme

from engine.problem import Problem, Problems

Write = Callable[[str, bytes], Path]
UNITS: list[list[object]] = [["单位", "脱贫人口", "返贫率"], ["样例甲镇", 412, 0.5], ["样例乙镇", "不适用", 89.995]]
VOTES: list[list[object]] = [["单位", "组别", "得分"], ["样例甲镇", "上级", 92.1]]
COLUMNS = {"unit": ("样例甲镇", "样例乙镇"), "脱贫人口": ("412", "不适用"), "返贫率": ("0.5", "89.995")}
RULESET = scheme(
    measures=measures("分", "脱贫人口", "返贫率"),
    tables="{测评票: {columns: {组别: {type: text}, 得分: {type: text}}}, 会议记录: {columns: {议题: {type: text}}}}",
)
CSV = "单位,脱贫人口,返贫率\n样例甲镇,412,0.5\n样例乙镇,不适用,89.995\n"


def problems(read: Callable[[], object]) -> list[Problem]:
    """What a reading is refused for."""
    with pytest.raises(Problems) as raised:
        read()
    return list(raised.value.problems)
