"""A small result as the engine gives it, by hand: five units, one of them not scored."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import locales
from tests.workbooks.collecting import in_this_process
from workbooks.xlsx import confined

RESULT: dict[str, Any] = {
    "kaoping": 1,
    "ruleset": {
        "name": "样例县乡镇考核",
        "version": "2015",
        "digest": "sha256:" + "ab12" * 16,
        "unit": "乡镇",
        "basis": [{"title": "样例县乡镇考核评价办法", "number": None, "clause": "第三章", "approved": None}],
        "sources": {
            "讲话": {"title": "全县工作会议上的讲话", "section": "第五部分第一项", "kind": "speech", "number": None},
            "约定": {"title": "本规则集的约定", "section": None, "kind": "assumption", "number": None},
        },
    },
    "period": "2016",
    "data_digest": "sha256:" + "cd34" * 16,
    "history_digest": "sha256:" + "00" * 32,
    "decisions_digest": "sha256:" + "11" * 32,
    "engine": "0.1.0",
    "second_opinion": "agreed",
    "provisional": True,
    "final": False,
    "assumptions": [
        {"path": "ranking", "rule": "排名", "text": "总分相同的，按脱贫任务完成率得分排序。"},
        {"path": "prizes.一等奖", "rule": None, "text": "=只在“好”等次中评奖；名额不足的空缺。"},
    ],
    "open_decisions": [
        {
            "question": "prizes/一等奖/样例甲镇+样例乙镇",
            "text": "样例甲镇、样例乙镇并列，名次如何排列？",
            "units": ["样例甲镇", "样例乙镇"],
            "options": ["样例甲镇", "样例乙镇"],
        }
    ],
    "decisions": [
        {
            "question": "grades/好/样例丙镇",
            "answer": "withhold",
            "reason": "@年内发生较大责任事故",
            "by": "县考核办",
            "on": "2017-01-20",
        }
    ],
    "warnings": [{"code": "history-missing", "unit": "样例丁镇", "text": "没有2015年度的记录。"}],
    "problems": [
        {
            "code": "measure-blank",
            "text": "样例戊镇未报“返贫率”。",
            "where": "data.xlsx[数据]!D6",
            "found": None,
            "expected": "0至100",
            "mend": "填入数值",
        }
    ],
    "not_scored": [{"unit": "样例戊镇", "reasons": ["未报返贫率"]}],
    "summary": {
        "assessed": 4,
        "ranked": 3,
        "grades": {"好": 2, "较好": 1, "一般": 0, "较差": 1},
        "prizes": [
            {"name": "一等奖", "amount": "50000", "winners": 1, "awarded": ["样例甲镇"], "vacant": 0},
            {"name": "二等奖", "amount": "30000", "winners": 2, "awarded": ["样例乙镇"], "vacant": 1},
        ],
        "quotas": [{"name": "优秀班子", "places": 1, "about": 1, "awarded": ["样例甲镇"]}],
        "prize_money": "80000",
    },
    "indicators": [
        {
            "name": "脱贫任务完成率",
            "path": "indicators.减贫成效.脱贫任务完成率",
            "group": ["减贫成效"],
            "points": "25",
            "method": "completion",
            "formula": "points × min(actual ÷ target, 1)",
            "source": ["约定"],
            "note": None,
        },
        {
            "name": "返贫率控制",
            "path": "indicators.减贫成效.返贫率控制",
            "group": ["减贫成效"],
            "points": "15",
            "method": "shortfall",
            "formula": "points − deduct × steps",
            "source": ["讲话", "约定"],
            "note": None,
        },
        {
            "name": "群众满意度",
            "path": "indicators.群众满意度",
            "group": [],
            "points": "60",
            "method": "given",
            "formula": "points × score ÷ out_of",
            "source": ["约定"],
            "note": "=由第三方测评",
        },
    ],
    "units": [
        {
            "unit": "样例甲镇",
            "points": {"脱贫任务完成率": "25.00", "返贫率控制": "15.00", "群众满意度": "59.995"},
            "adjustments": {"宣传加分": "2.00"},
            "corrections": {"scoring.total.between": "-1.995"},
            "total": "100.000",
            "grade": "好",
            "rank": 1,
            "withdrawn": False,
            "vetoes": [],
            "prizes": [{"name": "一等奖", "amount": "50000"}],
            "quotas": ["优秀班子"],
            "consequences": [
                {
                    "rule": "结果为好",
                    "party": "党政主要领导",
                    "effect": "rate",
                    "as": "优秀",
                    "source": ["讲话"],
                },
                {
                    "rule": "结果为好",
                    "party": "乡镇",
                    "effect": "grant",
                    "what": "优秀指标",
                    "count": "1",
                    "source": ["讲话", "约定"],
                },
            ],
            "replaced": [],
            "targets": [{"name": "贫困发生率", "state": "met", "gap": "0.20"}],
            "formulas": {"上级分": "92.10"},
        },
        {
            "unit": "样例乙镇",
            "points": {"脱贫任务完成率": "23.95", "返贫率控制": "14.00", "群众满意度": "53.40"},
            "adjustments": {"宣传加分": "0.00"},
            "corrections": {},
            "total": "91.35",
            "grade": "好",
            "rank": 2,
            "withdrawn": False,
            "vetoes": [],
            "prizes": [{"name": "二等奖", "amount": "30000"}],
            "quotas": [],
            "consequences": [
                {
                    "rule": "结果为好",
                    "party": "党政主要领导",
                    "effect": "rate",
                    "as": "优秀",
                    "source": ["讲话"],
                }
            ],
            "replaced": [],
            "targets": [{"name": "贫困发生率", "state": "not_due", "gap": None}],
            "formulas": {"上级分": "90.00"},
        },
        {
            "unit": "样例丙镇",
            "points": {"脱贫任务完成率": "20.00", "返贫率控制": "10.00", "群众满意度": "50.00"},
            "adjustments": {},
            "corrections": {},
            "total": "80.00",
            "grade": "较好",
            "rank": 3,
            "withdrawn": False,
            "vetoes": [],
            "prizes": [],
            "quotas": [],
            "consequences": [],
            "replaced": [],
            "targets": [{"name": "贫困发生率", "state": "unknown", "gap": None}],
            "formulas": {},
        },
        {
            "unit": "样例丁镇",
            "points": {"脱贫任务完成率": "20.05", "返贫率控制": "9.00", "群众满意度": "45.00"},
            "adjustments": {"宣传加分": "-0.50"},
            "corrections": {"groups.减贫成效.at_most": "-1.00"},
            "total": "72.55",
            "grade": "较差",
            "rank": None,
            "withdrawn": True,
            "vetoes": ["弄虚作假"],
            "prizes": [],
            "quotas": [],
            "consequences": [
                {
                    "rule": "结果为较差或连续两年一般",
                    "party": "其他领导干部",
                    "effect": "forbid",
                    "what": "提拔使用",
                    "months": "12",
                    "from": "2016-03-15",
                    "until": "2017-03-14",
                    "source": ["讲话"],
                }
            ],
            "replaced": [{"rule": "结果为一般", "by": ["结果为较差或连续两年一般"]}],
            "targets": [{"name": "贫困发生率", "state": "not_met", "gap": "-0.20"}],
            "formulas": {"上级分": "70.25"},
        },
    ],
    "inputs": {
        "ruleset": "ruleset: 样例县乡镇考核\n",
        "data": {
            "units": {
                "unit": ["样例甲镇", "样例乙镇", "样例丙镇", "样例丁镇", "样例戊镇"],
                "脱贫人口": ["430", "412", "344", "0345", "=1+1"],
                "返贫率": ["5.00", "5.5", "7.25", "不适用", ""],
            },
            "tables": {"测评票": {"unit": ["样例甲镇", "样例甲镇"], "组别": ["上级", "+群众"], "得分": ["92.1", "90"]}},
        },
        "origins": {
            "units": {
                "tables": [
                    {
                        "file": "县扶贫办.xlsx",
                        "sheet": "县扶贫办",
                        "columns": {"unit": "A", "脱贫人口": "B"},
                        "rows": [6, 7, 8, 9, 10],
                        "header_row": 4,
                    },
                    {
                        "file": "返贫率.csv",
                        "sheet": None,
                        "columns": {"unit": None, "返贫率": None},
                        "rows": [2, 3, 4, 5, 6],
                        "header_row": 1,
                    },
                ],
                "taken": {},
            },
            "tables": {"测评票": {"tables": [], "taken": {}}},
        },
        "reading": [
            {
                "code": "read-thousands",
                "text": "3 cells hold thousands separators; “1,234” was read as 1234.",
                "where": "县扶贫办.xlsx[县扶贫办]!B6 脱贫人口",
                "unit": None,
                "found": None,
                "expected": None,
                "mend": None,
            }
        ],
        "history": [
            {
                "unit": "样例甲镇",
                "period": "2015",
                "grade": "好",
                "total": "90.10",
                "rank": "1",
                "successor": None,
                "measures": {},
            }
        ],
        "decisions": {"decided_on": None, "decisions": []},
        "language": "zh_CN",
    },
}


@pytest.fixture
def result() -> dict[str, Any]:
    return copy.deepcopy(RESULT)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Writes a file into a fresh folder."""

    def writer(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return writer


@pytest.fixture
def in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is in Chinese, as departments get it; workbooks are parsed without a process of their own."""
    monkeypatch.setattr(locales, "_in_use", "zh_CN")
    monkeypatch.setattr(confined, "call", in_this_process)
