"""A made-up result of eighteen townships, shaped as contracts say."""

from __future__ import annotations

import copy
import datetime
from typing import TYPE_CHECKING, Any

import pytest

from notices import Office
from notices.office import Particulars

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = [f"样例{letter}镇" for letter in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"]
TOTALS = [
    "96.35",
    "94.10",
    "93.00",
    "91.35",
    "90.00",
    "89.99",
    "88.88",
    "88.88",
    "85.50",
    "84.25",
    "82.00",
    "80.00",
    "79.99",
    "75.30",
    "72.15",
    "70.00",
    "69.99",
    "61.05",
]
BANDS = (("好", 9000), ("较好", 8000), ("一般", 7000), ("较差", -(10**9)))
INDICATORS = {"脱贫任务完成率": "25", "返贫率控制": "15", "贫困户收入增幅": "30", "整村退出": "30"}


def _hundredths(text: str) -> int:
    return round(float(text) * 100)


def _text(hundredths: int) -> str:
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"


def _effect(rule: str, party: str, effect: str, **fields: Any) -> dict[str, Any]:
    return {"rule": rule, "party": party, "effect": effect, **fields, "source": ["讲话"]}


CONSEQUENCES = {
    "好": [
        _effect("结果为好", "党政主要领导", "rate", **{"as": "优秀"}),
        _effect("结果为好", "乡镇", "grant", what="优秀指标", count=1),
        _effect("结果为好", "干部", "prefer", **{"for": "选拔任用或推荐使用"}),
    ],
    "较好": [],
    "一般": [
        _effect("结果为一般", "领导班子", "rate", **{"as": "一般班子"}),
        _effect("结果为一般", "领导干部", "cancel", what="优秀指标"),
        _effect("结果为一般", "领导班子", "criticise", scope="全县"),
        _effect("结果为一般", "党政主要领导", "admonish"),
        _effect("结果为一般", "领导班子", "report", to="县委、县政府"),
        _effect("结果为一般", "领导班子", "rectify"),
    ],
    "较差": [
        _effect("结果为较差或连续两年一般", "领导班子", "rate", **{"as": "较差班子"}),
        _effect("结果为较差或连续两年一般", "党政主要领导", "adjust", how="组织调整"),
        _effect(
            "结果为较差或连续两年一般",
            "其他领导干部",
            "forbid",
            what="提拔使用",
            months=12,
            **{"from": "2016-03-15", "until": "2017-03-14"},
        ),
    ],
}


def make_result(names: list[str] = NAMES, totals: list[str] = TOTALS, unit: str = "乡镇") -> dict[str, Any]:
    """Score these units; totals fall, and are given."""
    units: list[dict[str, Any]] = []
    for name, total in zip(names, totals, strict=True):
        full = _hundredths(total)
        deduction = -200 if name == NAMES[9] else 0
        parts = [
            min(int(float(points) * 100), (full - deduction) * int(points) // 100) for points in INDICATORS.values()
        ]
        parts[-1] += full - deduction - sum(parts)
        grade = next(grade for grade, start in BANDS if full >= start)
        units.append(
            {
                "unit": name,
                "points": dict(zip(INDICATORS, map(_text, parts), strict=True)),
                "adjustments": {"档案不实": _text(deduction)} if deduction else {},
                "corrections": {},
                "total": total,
                "grade": grade,
                "rank": 1 + sum(_hundredths(other) > full for other in totals),
                "withdrawn": False,
                "vetoes": [],
                "prizes": [],
                "quotas": [],
                "consequences": copy.deepcopy(CONSEQUENCES[grade]),
                "replaced": [],
                "targets": [],
                "formulas": {},
            }
        )
    good = [each["unit"] for each in units if each["grade"] == "好"]
    prizes: list[dict[str, Any]] = []
    for prize, winners, amount in (("一等奖", 1, "50000"), ("二等奖", 2, "30000"), ("三等奖", 3, "20000")):
        start = sum(len(earlier["awarded"]) for earlier in prizes)
        awarded = good[start : start + winners]
        prizes.append(
            {"name": prize, "amount": amount, "winners": winners, "awarded": awarded, "vacant": winners - len(awarded)}
        )
        for each in units:
            if each["unit"] in awarded:
                each["prizes"] = [{"name": prize, "amount": amount}]
    for each in units[:5]:
        if each["grade"] == "好":
            each["quotas"] = ["优秀班子"]
    return {
        "kaoping": 1,
        "ruleset": {
            "name": f"样例县{unit}精准扶贫业绩考核",
            "version": "2015",
            "digest": "sha256:" + "ab" * 32,
            "unit": unit,
            "basis": [
                {"title": f"样例县{unit}精准扶贫业绩考核评价办法", "number": None, "clause": None, "approved": None}
            ],
            "sources": {
                "讲话": {"title": "某次会议上的发言", "section": "第五部分", "kind": "speech", "number": None},
                "约定": {"title": "本规则集的约定", "section": None, "kind": "assumption", "number": None},
            },
        },
        "period": "2016",
        "data_digest": "sha256:" + "cd" * 32,
        "history_digest": "sha256:" + "00" * 32,
        "decisions_digest": "sha256:" + "11" * 32,
        "engine": "0.1.0",
        "second_opinion": "agreed",
        "provisional": False,
        "final": True,
        "assumptions": [
            {
                "path": "ranking",
                "rule": "排名",
                "text": "总分相同的，按脱贫任务完成率得分排序；仍相同的并列，名次连续跳号。",
            },
            {"path": "quotas.优秀班子", "rule": "优秀班子", "text": "“30%左右”按参加考核的乡镇总数计算，四舍五入。"},
            {"path": "grades.好", "rule": "好", "text": "总分90分以上的，除另有决定外，评定为好。"},
        ],
        "open_decisions": [],
        "decisions": [],
        "warnings": [],
        "problems": [],
        "not_scored": [],
        "summary": {
            "assessed": len(units),
            "ranked": len(units),
            "grades": {grade: sum(each["grade"] == grade for each in units) for grade, _ in BANDS},
            "prizes": prizes,
            "quotas": [{"name": "优秀班子", "places": 5, "about": 1, "awarded": good[:5]}],
            "prize_money": str(sum(int(prize["amount"]) * len(prize["awarded"]) for prize in prizes)),
        },
        "indicators": [
            {
                "name": name,
                "path": f"indicators.{name}",
                "group": [],
                "points": points,
                "method": "completion",
                "formula": "points × min(actual ÷ target, 1)",
                "source": ["约定"],
                "note": None,
            }
            for name, points in INDICATORS.items()
        ],
        "units": units,
        "inputs": {
            "ruleset": "",
            "data": {"units": {"unit": sorted(names)}, "tables": {}},
            "history": [],
            "decisions": {},
            "language": "zh_CN",
        },
    }


@pytest.fixture
def result_of() -> Callable[..., dict[str, Any]]:
    """Make a result of other units."""
    return make_result


@pytest.fixture
def office() -> Office:
    """An office that filled everything in."""
    results = Particulars(
        number="样组发〔2016〕3号",
        addressees=("各乡镇党委、人民政府", "县直有关部门"),
        date=datetime.date(2016, 3, 15),
        openness="此件公开发布",
        printed=datetime.date(2016, 3, 16),
    )
    return Office(
        issuers=("中共样例县委组织部", "样例县扶贫开发办公室"),
        place="样例县",
        contact="联系电话：0000-0000000",
        copies=("县委办公室", "县政府办公室"),
        printer="中共样例县委组织部办公室",
        documents={"results": results},
    )


@pytest.fixture
def result() -> dict[str, Any]:
    """Eighteen townships, final."""
    return make_result()


@pytest.fixture
def draft(result: dict[str, Any]) -> dict[str, Any]:
    """The same with an open decision, a unit without data and a warning."""
    result["final"] = False
    result["provisional"] = True
    result["open_decisions"] = [
        {
            "question": "prizes/一等奖/样例庚镇+样例辛镇",
            "text": "并列单位跨越获奖名额界限，须确定先后次序。",
            "units": ["样例庚镇", "样例辛镇"],
            "options": ["样例庚镇", "样例辛镇"],
        }
    ]
    result["not_scored"] = [{"unit": "样例申镇", "reasons": ["返贫率未填报", "脱贫任务为0"]}]
    result["warnings"] = [
        {"code": "history-missing", "unit": "样例甲镇", "text": "缺少2015年度考核结果，连续年数无法追溯。"}
    ]
    return result
