"""docs/office.md: every key of office.yaml and objections.yaml, in both languages, and an example of each file.

The Chinese is what the models say of their keys; the English stands here, and every key must have some.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

from engine.ruleset import Model, base
from generator.markdown import MADE, anchor, fence, table
from notices.kinds import KINDS, About, Issuer
from notices.objections import Objection, Objections, Outcome
from notices.office import Appeal, Bodies, Body, Office, Particulars, Publicity

EXAMPLES = Path(__file__).parents[1] / "examples"

INTRODUCTION = """\
# What a county fills in: office.yaml and objections.yaml 要素文件和异议文件

What no assessment can know is given to `kaoping notices` in two files: `--office office.yaml` has the bodies that issue
documents and their particulars, `--objections objections.yaml` has what units objected. Every key may be left out but
those marked as required; what is absent becomes a blank ［…］ in the documents and is listed, never a guess. An unknown
key, a wrong date or a period that is too short is refused with its line and column.

考核结果里没有的内容，写在两个文件里交给`kaoping notices`：`--office office.yaml`写发文机关和公文要素，
`--objections objections.yaml`写各单位提出的异议。除注明必填的以外都可以不写；没有写的，文书里留空并列出，程序不代拟。
写错的键、不存在的日期、不足5个工作日的公示期，都会指明在第几行第几列，并拒绝使用。

Keys at the top of `office.yaml` hold for every body; what a body says goes before them, and what is said for a kind of
document goes before both. 最上层的各项对各机关通用；某一机关另有规定的从其规定，某一种文书另有规定的又从其规定。
"""

_OBJECTIONS = """\
The file is kept through the cycle: an objection is entered when it is received, `found`, `outcome`, `reasons` and
`decided` when it is decided. Every objection gives an 异议受理通知书, one with an `outcome` also a 复核决定书. If the
decision changes the result, assess anew with the corrected data and name the former result:
`kaoping notices NEW --replaces OLD --objections FILE` says in the 复核决定书 what changed for the unit, and writes a
更正通知 for all.

异议文件随考核周期登记：收到异议时登记一件，复核后再填写`found`、`outcome`、`reasons`和`decided`。每件异议生成异议受理通知书，
填写了`outcome`的还生成复核决定书。复核决定需要更正结果的，改正数据后重新考核，并用`--replaces`指明原结果，
复核决定书即写明该单位更正前后的结果，同时生成更正通知。
"""

_WORKDAYS = """\
`ends` must leave at least five working days, both days included. Holidays and the weekends worked in their stead are
counted as published; in years not published yet the days from Monday to Friday are counted.

公示期首尾两日计算在内，不少于5个工作日，法定节假日和调休按已经公布的安排计算；尚未公布安排的年份，按周一至周五计算。
"""

_ENGLISH: Mapping[type[Model], Mapping[str, str]] = {
    Office: {
        "place": "Name of the county.",
        "show_ranks": "Whether ranks may be published; if not, none is told and units stand in the order of the data.",
        "funding": "Where prize money comes from; stands in the decision on commendations.",
        "fonts": "Folder with fonts, relative to this file.",
        "bodies": "The bodies that issue documents.",
        "documents": "A kind of document's own particulars, by its title or name.",
        "appeal": "Until when and how a unit may object.",
        "publicity": "For how long and where results are made public.",
    },
    Body: {
        "issuers": "Names that sign; of a joint document each, the leading one first.",
        "red_head": "Words of the red head; the issuers' names if absent.",
        "contact": "Person or section, and telephone; printed as the remark.",
        "address": "Where objections, material and answers are handed in.",
        "copies": "Who receives copies.",
        "printer": "The body that prints and sends.",
    },
    Bodies: {
        "leading": "County committee and government, or leading group: results, criticism, commendation.",
        "office": "Assessment office: publicity, letters to units, objections and reviews, correction, evaluation.",
        "organisation": "Organisation department: ratings and quotas, admonition, rectification, adjustment.",
    },
    Particulars: {
        "number": "Document number; left blank where every document of the kind has its own.",
        "signers": "Who signs a report to a higher body.",
        "addressees": "Whom it is sent to.",
        "date": "Date of the document.",
        "printed": "Date of printing.",
        "openness": "Whether it is public, for example 此件公开发布.",
        "secrecy": "Secrecy and its term; not printed if absent.",
        "urgency": "Urgency; not printed if absent.",
        "copy_number": "Number of the copy; not printed if absent.",
    },
    Appeal: {
        "within_days": "Within how many working days of receiving its letter.",
        "how": "In which form.",
    },
    Publicity: {
        "begins": "First day.",
        "ends": "Last day; at least five working days.",
        "where": "Where it is posted.",
        "outcome": "What came of it; printed on the record that is archived, when the period is over.",
    },
    Objections: {"objections": "The objections of a cycle, one an item."},
    Objection: {
        "unit": "The unit that objects, by its name in the result.",
        "received": "When it was received.",
        "about": "What it is about; if it is the name of an indicator alone, its points are told.",
        "claim": "What is claimed, and why.",
        "evidence": "Material handed in with it.",
        "found": "What the review found; filled in when it is over.",
        "outcome": "What was decided: upheld, corrected, partly corrected.",
        "reasons": "Reasons and basis of the decision.",
        "decided": "Date of the decision, not before the objection was received; dates the document.",
    },
}

_VALUES: Mapping[Any, str] = {
    base.Text: "文字 text",
    base.Texts: "文字或者列表 text or list",
    base.Day: "日期 date, `2016-03-15`",
    base.Whole: "整数 whole number",
    base.YesNo: "`true`（不写即是 if left out）, `false`",
    Outcome: ", ".join(f"`{each.value}`" for each in Outcome),
}

_ISSUERS: Mapping[Issuer, str] = {
    Issuer.LEADING: "`leading`",
    Issuer.OFFICE: "`office`",
    Issuer.ORGANISATION: "`organisation`",
}
_ABOUT: Mapping[About, str] = {
    About.RESULT: "一份 one",
    About.UNIT: "每个单位 each unit",
    About.EFFECT: "每个对象 each party",
    About.DEPARTMENT: "每个部门 each department",
    About.OBJECTION: "每件异议 each objection",
}


_BODY = "body"
"""The heading below which the keys of every body are told."""


class KeyUntold(Exception):
    """A key has no English, or English is there for none."""


def page() -> str:
    """The page."""
    return "\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield from (MADE, "", INTRODUCTION)
    yield from _section("## office.yaml", Office)
    yield from _section(f"### {_BODY}", Body)
    yield from _section("### bodies", Bodies)
    yield from _section("### documents", Particulars)
    yield from ("", "Kinds of documents 文书种类:", "")
    yield table(
        ["title 名称", "name", "body 机关", "written for 份数"],
        [[kind.title, f"`{kind.name}`", _ISSUERS[kind.issuer], _ABOUT[kind.about]] for kind in KINDS],
    )
    yield from _section("### appeal", Appeal)
    yield from _section("### publicity", Publicity)
    yield from ("", _WORKDAYS.rstrip(), "", "### An example 例子", "", _example("office.yaml"))
    yield from _section("## objections.yaml", Objections)
    yield from _section("### objections", Objection)
    yield from (
        "",
        _OBJECTIONS.rstrip(),
        "",
        "### An example of objections 异议文件的例子",
        "",
        _example("objections.yaml"),
    )


def _section(heading: str, model: type[Model]) -> Iterator[str]:
    """A model's own keys; those that it has from another one are told there."""
    inherited = {name for parent in model.__mro__[1:] if issubclass(parent, Model) for name in parent.model_fields}
    own = [name for name in model.model_fields if name not in inherited]
    told = _ENGLISH[model]
    if set(own) != set(told):
        raise KeyUntold(f"{model.__name__}: {', '.join(sorted(set(own) ^ set(told)))}")
    yield from ("", heading, "")
    if inherited:
        yield from (
            f"Beside these the keys of [a body](#{_BODY}). 另有[机关](#{_BODY})的各项。",
            "",
        )
    hints = get_type_hints(model, include_extras=True)
    yield table(
        ["key 键", "value 取值", "说明", "what it says"],
        [[f"`{name}`", _value(hints[name], model, name), _chinese(model, name), told[name]] for name in own],
    )


def _chinese(model: type[Model], name: str) -> str:
    return model.model_fields[name].description or ""


def _value(kind: Any, model: type[Model], name: str) -> str:
    if model.model_fields[name].is_required():
        return f"{_in_words(kind, name)}，**必填 required**"
    return _in_words(kind, name)


def _in_words(kind: Any, name: str) -> str:
    known = next((words for known, words in _VALUES.items() if known == kind), None)
    if known is not None:
        return known
    inner = [each for each in get_args(kind) if each is not type(None)]
    models = [each for each in (kind, *inner) if isinstance(each, type) and issubclass(each, Model)]
    if models:
        here = _BODY if models == [Body] else name
        return f"[{name}](#{anchor(here)})"
    return _in_words(inner[0], name)


def _example(name: str) -> str:
    return fence("yaml", (EXAMPLES / name).read_text("utf-8"))
