import pytest

import locales
from engine.ruleset import Choice, Measure, Plain, Quantity
from workbooks.collection.form import Field
from workbooks.collection.validation import listed, validation


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locales, "_in_use", "en")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (Quantity(between=["0", "9"]), "=AND(ISNUMBER(B6),B6>=0,B6<=9,ROUND(B6,0)=B6)"),
        (
            Measure(unit="分", decimals=2, between=["-0.5", "100000000000000"], may_not_apply=True),
            '=OR(B6="不适用",AND(ISNUMBER(B6),B6>=-0.5,B6<=100000000000000,ROUND(B6,2)=B6))',
        ),
        (Plain(type="date"), "=AND(ISNUMBER(B6),B6>=1,INT(B6)=B6)"),
    ],
)
def test_a_formula_lets_pass_what_the_engine_takes(field: Field, expected: str) -> None:
    rule = validation("件数", field, "B6")
    assert rule is not None
    assert (rule["validate"], rule["value"]) == ("custom", expected)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (Choice(one_of=["甲", "乙"]), ["甲", "乙"]),
        (Choice(one_of=["甲,一", "乙"]), "='_options'!$A$2:$A$3"),
        (Choice(one_of=['"甲"', "乙"]), "='_options'!$A$2:$A$3"),
        (Plain(type="yes_no"), ["是", "否"]),
    ],
)
def test_choices_stand_in_the_rule_or_in_a_range(field: Field, expected: object) -> None:
    rule = validation("类别", field, "B6", "='_options'!$A$2:$A$3")
    assert rule is not None
    assert (rule["validate"], rule["source"]) == ("list", expected)


def test_any_text_may_stand_in_a_column_of_texts() -> None:
    assert validation("诉求", Plain(type="text"), "B6") is None


def test_words_are_cut_to_what_a_file_may_hold() -> None:
    field = Measure(unit="人", between=["0", "9"], help="说明" * 200, may_not_apply=True)
    rule = validation("名" * 40, field, "B6")
    assert rule is not None
    assert rule["input_title"] == "名" * 32
    assert rule["input_message"] == ("a whole number from 0 to 9 (人), or 不适用\n" + "说明" * 200)[:255]
    assert rule["error_message"] == "Type a whole number from 0 to 9 (人), or 不适用."


def test_a_character_beyond_the_first_plane_counts_twice_and_is_never_halved() -> None:
    rule = validation("𠮷" * 40, Measure(unit="人", between=["0", "10"], help="𠮷" * 200), "B6")
    assert rule is not None
    assert rule["input_title"] == "𠮷" * 16
    assert rule["input_message"] == "a whole number from 0 to 10 (人)\n" + "𠮷" * 111


@pytest.mark.parametrize(
    ("choices", "fits"),
    [
        (("甲" * 127, "乙" * 127), True),
        (("甲" * 127, "乙" * 128), False),
        (("𠮷" * 63, "𠮷" * 64), True),
        (("𠮷" * 64, "𠮷" * 64), False),
    ],
)
def test_as_many_choices_as_a_rule_has_room_for(choices: tuple[str, ...], fits: bool) -> None:
    assert (listed(choices) is not None) == fits
