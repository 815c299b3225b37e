"""Cells that several briefs have."""

from decimal import Decimal

from engine.decision import Question
from engine.message import Message
from notices.briefs.cells import amount, asked, between, marked, signed, some, titled


def test_numbers() -> None:
    assert [amount(Decimal(text)) for text in ("-1200.50", "100", "0.00")] == ["−1200.5", "100", "0"]
    assert [signed(each) for each in (Decimal("-0.10"), Decimal("0.00"), 3)] == ["−0.10", "", "+3"]
    assert (between(Decimal(5), Decimal(5)), between(Decimal(0), Decimal(30))) == ("5", "0–30")


def test_lists() -> None:
    assert marked(["甲"], [], ["乙", "丙"]) == "−甲 ?乙 ?丙"
    assert list(map(str, some([str(number) for number in range(12)]))) == [*map(str, range(10)), "2 more"]
    assert some(["甲"]) == ["甲"]
    questions = [Question(str(number), Message("{number}?", number=number)) for number in range(6)]
    assert list(map(str, asked(questions)))[3:] == ["to be decided then: 3?", "to be decided then: 2 more questions"]


def test_titles() -> None:
    assert [str(titled(Message("Year"), "从严", alone=alone)) for alone in (True, False)] == ["Year", "Year: 从严"]
