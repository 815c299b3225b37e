"""Answers to the questions of `kaoping new`: from text into the parts of a first ruleset, or the reason why not.

An indicator has a module of its own. An answer reads the same in every language: each word of the grammar has a
Chinese and an English form.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from engine.day import day
from engine.message import Message
from locales import gettext as _
from locales import in_use
from rulesets.starter import Effect, Grade, Prize, Quota, Veto

Known = Mapping[str, Any]
"""The answers so far, by the field of ``Starter``; without those that were wrong."""

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,9})?")
_LONGEST = 100
_MOST_UNITS = 10_000_000


class Wrong(ValueError):
    """An answer that cannot be taken, with what was expected instead."""

    def __init__(self, what: Message, expected: Message | None = None) -> None:
        super().__init__(str(what))
        self.what, self.expected = what, expected


@dataclass(frozen=True)
class Word:
    """A word of the grammar: how it is written, what stands after it, and what that means."""

    chinese: str
    english: str
    after: str
    meaning: Message

    def __str__(self) -> str:
        return self.chinese if in_use() == "zh_CN" else self.english


PARTIES = {
    "team": Word("领导班子", "leadership team", "", Message("the body as a whole")),
    "leaders": Word("领导干部", "leaders", "", Message("all of its members")),
    "main": Word("主要领导", "main leaders", "", Message("those at its head")),
    "others": Word("其他领导", "other leaders", "", Message("all members but those at its head")),
    "unit": Word("单位", "unit", "", Message("the unit itself")),
}
"""Whom a consequence concerns."""

EFFECTS = {
    "rate": (Word("评定", "rate", "较差班子", Message("rated so in the yearly assessment")), "as"),
    "cancel": (Word("取消", "cancel", "年度考核优秀指标", Message("loses what it would have had")), "what"),
    "criticise": (Word("通报批评", "criticise", "全县", Message("criticised in a circular")), "scope"),
    "admonish": (Word("诫勉谈话", "admonish", "县委组织部", Message("a formal talk, held by them")), "by"),
    "report": (Word("书面报告", "report", "县委、县政府", Message("reports to them in writing")), "to"),
    "rectify": (Word("限期整改", "rectify", "30", Message("mends what was found within so many days")), "within_days"),
    "adjust": (Word("调整", "adjust", "组织调整", Message("posts are adjusted so")), "how"),
    "forbid": (Word("不得", "forbid", "提拔使用", Message("this is barred")), "what"),
}
"""What follows for them, and the key of what is said of it."""

_PERIODS = {"年": "year", "年度": "year", "季": "quarter", "季度": "quarter", "月": "month", "月度": "month"}
_PERIODS |= {period: period for period in _PERIODS.values()}


def title(text: str, known: Known) -> str:
    """A text of any signs on one line."""
    words = " ".join(text.split())
    if not words or len(words) > _LONGEST or not words.isprintable():
        raise Wrong(
            Message("This is no text on one line."), Message("a text of {count} characters at the most", count=_LONGEST)
        )
    return words


def optional_title(text: str, known: Known) -> str | None:
    """The same, or nothing."""
    return title(text, known) if text.strip() else None


def name(text: str, known: Known) -> str:
    """A name that rules may use."""
    words = title(text, known)
    if found := [sign for sign in "`/+'\"" if sign in words]:
        raise Wrong(
            Message("A name cannot hold {signs}.", signs=found), Message("a name without ` / + and straight quotes")
        )
    return words


def unit(text: str, known: Known) -> str:
    """What a unit is called; it stands among the parties."""
    words = name(text, known)
    once(words, [written for word in PARTIES.values() for written in (word.chinese, word.english)])
    return words


def whole(text: str, least: int, greatest: int) -> int:
    """A whole number within these limits."""
    written = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"[0-9]{1,12}", written) or not least <= int(written) <= greatest:
        raise Wrong(
            Message("{text} is no such number.", text=text.strip()),
            Message("a whole number from {least} to {greatest}", least=least, greatest=greatest),
        )
    return int(written)


def units(text: str, known: Known) -> int:
    """How many units there are at the most."""
    return whole(text, 1, _MOST_UNITS)


def places(text: str, known: Known) -> int:
    """How many decimals points have."""
    return whole(text, 0, 9)


def period(text: str, known: Known) -> str:
    """What one assessment spans."""
    if text.strip() not in _PERIODS:
        raise Wrong(Message("{text} is no period.", text=text.strip()), Message("one of {names}", names=list(_PERIODS)))
    return _PERIODS[text.strip()]


def first_day(text: str, known: Known) -> date:
    """A day."""
    try:
        return day(unicodedata.normalize("NFKC", text).strip())
    except ValueError:
        raise Wrong(Message("{text} is no day.", text=text.strip()), Message("a date such as 2016-03-15")) from None


def marks(text: str, known: Known) -> Decimal:
    """A number above zero."""
    found = number(text)
    if found is None or found <= 0:
        raise Wrong(
            Message("{text} is no such number.", text=text.strip()), Message("a number above zero, such as 100 or 12.5")
        )
    return found


def grades(text: str, known: Known) -> tuple[Grade, ...]:
    """The grades, highest first, each but the last with the least total that has it."""
    parts = [part.split() for part in re.split("[、，,；;]", text) if part.strip()]
    cuts = [number(part[-1]) if len(part) > 1 else None for part in parts]
    if len(parts) < 2 or None in cuts[:-1] or cuts[-1] is not None:
        raise Wrong(
            Message("These are no grades."),
            Message("the highest first, each but the last with its least total, such as {text}", text=_GRADES),
        )
    found: list[Grade] = []
    for part, cut in zip(parts, cuts, strict=True):
        own_name = name(" ".join(part if cut is None else part[:-1]), known)
        once(own_name, [each.name for each in found])
        highest = found[-1].cut if found else known.get("full_marks")
        if cut is not None and highest is not None and (cut > highest or (found and cut == highest)):
            raise Wrong(
                Message("The grade {grade} begins too high.", grade=own_name),
                Message("less than {bound}", bound=f"{highest:f}") if found else _at_most(highest),
            )
        found.append(Grade(own_name, cut))
    return tuple(found)


_GRADES = "好 90、较好 80、一般 70、较差"


def prize(text: str, known: Known, before: Sequence[Prize]) -> Prize:
    """A prize: ``name winners amount``."""
    words = text.split()
    amount = number(words[-1]) if len(words) > 2 else None
    if amount is None:
        raise Wrong(
            Message("This is no prize."),
            Message("a name, how many winners, and yuan for each, such as {text}", text="一等奖 1 50000"),
        )
    own_name = name(" ".join(words[:-2]), known)
    once(own_name, [each.name for each in before])
    return Prize(own_name, whole(words[-2], 1, known.get("at_most", _MOST_UNITS)), amount)


def quota(text: str, known: Known, before: Sequence[Quota]) -> Quota:
    """A quota: ``name share%``."""
    words = unicodedata.normalize("NFKC", text).split()
    share = number(words[-1].removesuffix("%")) if len(words) > 1 and words[-1].endswith("%") else None
    if share is None or not 0 < share <= 100:
        raise Wrong(
            Message("This is no quota."),
            Message("a name and a share of the units, such as {text}", text="优秀班子 30%"),
        )
    own_name = name(" ".join(text.split()[:-1]), known)
    once(own_name, [each.name for each in before])
    return Quota(own_name, f"{share:f}%")


def veto(text: str, known: Known, before: Sequence[Veto]) -> Veto:
    """A veto: ``name [grade]``; without a grade it lowers to the last one."""
    names = [each.name for each in known.get("grades", ())]
    words = text.split()
    lowered = words.pop() if len(words) > 1 and words[-1] in names else next(reversed(names), "")
    if names and lowered == names[0]:
        raise Wrong(
            Message("{grade} is the highest grade: the veto lowers nothing.", grade=lowered),
            Message("one of {grades}", grades=names[1:]),
        )
    own_name = name(" ".join(words), known)
    once(own_name, [each.name for each in before])
    measure = _("{name} cases").format(name=own_name)
    once(measure, [measure for each in known.get("indicators", ()) for measure in each.measures])
    return Veto(own_name, lowered, measure)


def effect(text: str, known: Known, before: Sequence[Effect]) -> Effect:
    """An effect: ``party word what``."""
    line = " ".join(text.split())
    parties = {written: party for party, word in PARTIES.items() for written in (word.chinese, word.english)}
    parties |= {known["unit"]: "unit"} if "unit" in known else {}
    party = next((each for each in sorted(parties, key=len, reverse=True) if line.startswith(f"{each} ")), None)
    if party is None:
        raise Wrong(
            Message("This does not begin with whom it concerns."),
            Message("one of {names}", names=[str(word) for word in PARTIES.values()]),
        )
    written, _blank, value = line[len(party) + 1 :].partition(" ")
    found = next((key for key, (word, _key) in EFFECTS.items() if written in (word.chinese, word.english)), None)
    if found is None:
        words = [str(word) for word, _key in EFFECTS.values()]
        raise Wrong(Message("{text} is no consequence.", text=written), Message("one of {names}", names=words))
    word, field = EFFECTS[found]
    if not value:
        raise Wrong(
            Message("Nothing stands after {word}.", word=written),
            Message("{meaning}, such as {text}", meaning=word.meaning, text=f"{written} {word.after}"),
        )
    if field == "within_days":
        return Effect(parties[party], found, field, whole(value, 1, 3650))
    of_them = (each for each in before if found == each.effect == "rate" and _overlap(each.party, parties[party]))
    rating = next((each.value for each in of_them if each.value != value), None)
    if rating is not None:
        raise Wrong(Message("They are rated {rating} already.", rating=rating), Message("one rating"))
    return Effect(parties[party], found, field, title(value, known))


def _overlap(one: str, other: str) -> bool:
    """Whether somebody is of both parties."""
    return one == other or ("leaders" in (one, other) and {one, other} <= {"leaders", "main", "others"})


def number(text: str) -> Decimal | None:
    """A number as officials write it, also full-width and with 分 or 元 behind it."""
    written = unicodedata.normalize("NFKC", text).strip().removesuffix("分").removesuffix("元")
    return Decimal(written) if _NUMBER.fullmatch(written) else None


def _at_most(bound: Decimal) -> Message:
    return Message("at most {points}", points=f"{bound:f}")


def once(own_name: str, taken: Sequence[str]) -> None:
    """Refuse a name that is taken."""
    if own_name in taken:
        raise Wrong(Message("The name {name} is taken already.", name=own_name), Message("another name"))
