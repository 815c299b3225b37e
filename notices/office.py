"""What the county itself fills in, once for all documents: its bodies, their particulars, appeals, fonts."""

from __future__ import annotations

import datetime
from itertools import islice
from typing import Annotated, Any, Self, TypeAlias

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from engine.message import Message
from engine.problem import Place, Problem
from engine.ruleset.base import Day, Model, Text, Texts, Whole, YesNo
from engine.source import load_as
from engine.source.stated import stated
from notices.kinds import KINDS, Kind
from notices.workdays import working_days


class Body(Model):
    """An issuing body. What is absent becomes a blank in its documents, never a guess."""

    issuers: Texts = Field((), description="发文机关：署名用的机关名称，联合发文的逐个列出，主办机关在前。")
    red_head: Texts = Field((), description="发文机关标志：红头的文字，如“中共样例县委文件”；不填的用机关名称。")
    contact: Text | None = Field(None, description="联系人（或科室）和电话，印在附注里。")
    address: Text | None = Field(None, description="接收异议、材料和反馈的地点。")
    copies: Texts = Field((), description="抄送机关。")
    printer: Text | None = Field(None, description="印发机关。")


class Particulars(Body):
    """What belongs to one kind of document; goes before what its body says."""

    number: Text | None = Field(None, description="发文字号，如“样组发〔2016〕3号”；每份文书各编一号的，留空待填。")
    signers: Texts = Field((), description="签发人，仅用于上行文。")
    addressees: Texts = Field((), description="主送机关。")
    date: Day | None = Field(None, description="成文日期。")
    printed: Day | None = Field(None, description="印发日期。")
    openness: Text | None = Field(None, description="是否公开，如“此件公开发布”。")
    secrecy: Text | None = Field(None, description="密级和保密期限；没有的不印。")
    urgency: Text | None = Field(None, description="紧急程度；没有的不印。")
    copy_number: Text | None = Field(None, description="份号；没有的不印。")


class Bodies(Model):
    """The bodies that issue documents."""

    leading: Body = Field(Body(), description="县委、县政府或领导小组：通报、通报批评、表彰奖励决定。")
    office: Body = Field(Body(), description="考核办公室：公示、告知书、异议和复核、更正、评价报告。")
    organisation: Body = Field(Body(), description="组织部门：等次和指标、诫勉、整改、组织调整。")


class Appeal(Model):
    """Where, how and until when a unit may object."""

    within_days: Whole | None = Field(None, ge=1, description="收到告知书之日起多少个工作日内提出。")
    how: Text | None = Field(None, description="方式，如“以书面形式，由主要负责人签字并加盖公章”。")


LEAST_WORKING_DAYS = 5
"""For so many working days results are public at the least."""


class Publicity(Model):
    """For how long the results are made public before they stand."""

    begins: Day | None = Field(None, description="公示起始日。")
    ends: Day | None = Field(None, description="公示截止日；公示期不少于5个工作日。")
    where: Text | None = Field(None, description="公示的渠道，如“县政府网站、乡镇政务公开栏”。")
    outcome: Text | None = Field(None, description="公示结果，公示期满后填写，印在存档的公示情况记录上。")

    @model_validator(mode="after")
    def _long_enough(self) -> Self:
        if self.begins is None or self.ends is None:
            return self
        days = len(list(islice(working_days(self.begins, self.ends), LEAST_WORKING_DAYS)))
        if days < LEAST_WORKING_DAYS:
            raise stated(_too_short(self.begins, self.ends, days))
        return self


def _too_short(begins: datetime.date, ends: datetime.date, days: int) -> Problem:
    if ends < begins:
        what, expected = Message("The last day is before the first."), Message("{day} or later", day=str(begins))
        return Problem("days-order", what, Place(path="ends"), str(ends), expected)
    what = Message("The results are made public for {count} working days only.", count=days)
    expected = Message("{count} working days or more", count=LEAST_WORKING_DAYS)
    *_, enough = islice(working_days(begins, datetime.date.max), LEAST_WORKING_DAYS)
    mend = Message("Let it end on {day} or later.", day=str(enough))
    return Problem("publicity-short", what, Place(path="ends"), str(ends), expected, mend)


_SPELLINGS = {spelling: kind.name for kind in KINDS for spelling in (kind.name, kind.title)}


def _known_kind(name: str) -> str:
    if name not in _SPELLINGS:
        expected = ", ".join(f"'{spelling}'" for spelling in _SPELLINGS)
        raise PydanticCustomError("enum", "Input should be {expected}", {"expected": expected})
    return name


KindName: TypeAlias = Annotated[Text, AfterValidator(_known_kind)]
"""A kind of document, by its name or title."""


class Office(Body):
    """A county's own file, ``office.yaml``; its top fields hold for every body that does not say otherwise."""

    place: Text | None = Field(None, description="县（市、区）的名称，如“样例县”。")
    show_ranks: YesNo = Field(True, description="名次是否经批准可以公布；不可以的填 false，各单位按数据中的顺序排列。")
    funding: Text | None = Field(None, description="奖金从哪里列支，写进表彰奖励决定。")
    fonts: Text | None = Field(None, description="字体文件夹，相对于本文件。")
    bodies: Bodies = Field(Bodies(), description="各发文机关。")
    documents: dict[KindName, Particulars] = Field({}, description="某一种文书自己的要素，用文书名称作键。")
    appeal: Appeal = Field(Appeal(), description="异议的期限和方式。")
    publicity: Publicity = Field(Publicity(), description="公示的期限和渠道。")

    def of(self, kind: Kind) -> dict[str, Any]:
        """What the template of a kind sees as ``office``: its own before its body's, before the county's."""
        body: Body = getattr(self.bodies, kind.issuer.value)
        own = [given for name, given in self.documents.items() if _SPELLINGS[name] == kind.name]
        merged = self.model_dump(include=set(Body.model_fields))
        for given in (body, *own):
            merged |= given.model_dump(exclude_defaults=True)
        whole = self.model_dump(include={"place", "show_ranks", "funding", "appeal", "publicity"})
        return {**whole, **Particulars.model_validate(merged).model_dump()}


def read_office(text: str, file: str | None = None) -> Office:
    """The particulars that a YAML text holds.

    Args:
        text: The YAML.
        file: Its name, for the places of problems.

    Raises:
        Problems: all that is wrong with it, each with line and column.
    """
    return load_as(Office, text, file)
