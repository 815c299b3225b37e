"""office.yaml: what goes before what, what is refused and where, how many days are worked."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.problem import Problem, Problems
from notices import KINDS, Office, read_office
from notices.kinds import Issuer, Kind
from notices.office import Bodies, Body, Particulars
from notices.workdays import working_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.ruleset import Model

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "office.yaml"


def kind(name: str) -> Kind:
    (found,) = [kind for kind in KINDS if kind.name == name]
    return found


def problems(text: str) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        read_office(text, "机关.yaml")
    return list(caught.value.problems)


def told(problem: Problem) -> tuple[str, int | None, int | None, str | None, str | None, str | None]:
    """Code, line, column, path, what was found, how to mend it."""
    place = problem.place
    return (
        problem.code,
        place.line,
        place.column,
        place.path,
        problem.found,
        None if problem.mend is None else str(problem.mend),
    )


# --- the example of the documentation


def unset(model: Model, path: str = "") -> Iterator[str]:
    """The keys that a model was not given, further in as well; of a mapping those that no entry was given."""
    for name in type(model).model_fields:
        value: Any = getattr(model, name)
        if name not in model.model_fields_set:
            yield path + name
        elif isinstance(value, dict):
            missing = [set(unset(each, f"{path}{name}.")) for each in value.values()]
            yield from sorted(set.intersection(*missing))
        elif hasattr(value, "model_fields_set"):
            yield from unset(value, f"{path}{name}.")


@pytest.mark.parametrize("text", ["", "# 待填\n", "{}"])
def test_a_file_without_anything_leaves_everything_blank(text: str) -> None:
    assert read_office(text) == Office()


def test_a_list_is_no_office() -> None:
    (problem,) = problems("- 样例县")
    assert told(problem) == ("yaml-top", 1, 1, None, "['样例县']", None)
    assert str(problem.what) == "The file holds no keys and values."


def test_the_documented_example_loads_and_has_every_key() -> None:
    office = read_office(EXAMPLE.read_text("utf-8"), "office.yaml")
    assert list(unset(office)) == [
        "bodies.leading.contact",
        "bodies.leading.address",
        "bodies.leading.copies",
        "bodies.office.issuers",
        "bodies.office.red_head",
        "bodies.office.address",
        "bodies.office.copies",
        "bodies.office.printer",
        *(f"documents.{name}" for name in sorted(Body.model_fields)),
    ]


# --- what goes before what


def test_a_document_goes_before_its_body_and_that_before_the_county() -> None:
    office = read_office(
        """
        issuers: 县
        contact: 县电话
        printer: 县办
        copies: [甲局, 乙局]
        bodies:
          leading: {issuers: 领导小组, contact: 组电话}
        documents:
          考核结果通报: {issuers: [县委, 县政府], number: 样发〔2016〕1号}
          criticism: {contact: 批评电话}
        """
    )

    def seen(name: str) -> dict[str, Any]:
        return {key: office.of(kind(name))[key] for key in ("issuers", "contact", "printer", "copies", "number")}

    common = {"printer": "县办", "copies": ("甲局", "乙局")}
    assert seen("results") == {
        **common,
        "issuers": ("县委", "县政府"),
        "contact": "组电话",
        "number": "样发〔2016〕1号",
    }
    assert seen("criticism") == {**common, "issuers": ("领导小组",), "contact": "批评电话", "number": None}
    assert seen("publicity") == {**common, "issuers": ("县",), "contact": "县电话", "number": None}


@pytest.mark.parametrize("issuer", Issuer)
def test_every_kind_is_issued_by_its_body(issuer: Issuer) -> None:
    office = Office(issuers=("县",), bodies=Bodies(**{issuer.value: Body(issuers=("机关",))}))
    issued = {each.name for each in KINDS if office.of(each)["issuers"] == ("机关",)}
    assert issued == {each.name for each in KINDS if each.issuer is issuer}
    assert issued


def test_a_kind_may_be_named_by_name_or_title() -> None:
    by_title, by_name = (read_office(f"documents: {{{key}: {{number: 一号}}}}") for key in ("更正通知", "correction"))
    assert by_title.of(kind("correction")) == by_name.of(kind("correction"))
    assert by_title.of(kind("correction"))["number"] == "一号"
    assert by_title.of(kind("review"))["number"] is None


def test_templates_see_every_field_of_a_document() -> None:
    whole = {"place", "show_ranks", "funding", "appeal", "publicity"}
    assert set(Office().of(kind("results"))) == whole | set(Particulars.model_fields)


# --- what is refused


class Bad(NamedTuple):
    """A file and what each problem says of it: code, line, column, path, found, mend."""

    text: str
    told: Sequence[tuple[str, int, int, str, str | None, str | None]]


BLANK = "Fill in the value, or take the key out."
TABLE = {
    "a key at the top": Bad("plaza: 样例县\n", [("key-unknown", 1, 1, "plaza", "plaza", "Did you mean place?")]),
    "a key of a body": Bad(
        "bodies:\n  office:\n    issuer: 样例县考核办\n",
        [("key-unknown", 3, 5, "bodies.office.issuer", "issuer", "Did you mean issuers?")],
    ),
    "a body": Bad(
        "bodies:\n  organization: {issuers: 组织部}\n",
        [("key-unknown", 2, 3, "bodies.organization", "organization", "Did you mean organisation?")],
    ),
    "a kind of document": Bad(
        "documents:\n  考核结果公告:\n    number: 一号\n",
        [("not-a-choice", 2, 3, "documents.考核结果公告", "考核结果公告", "Did you mean 考核结果公示?")],
    ),
    "a kind of document, among others": Bad(
        "documents: {results: {}, corection: {}}\n",
        [("not-a-choice", 1, 26, "documents.corection", "corection", "Did you mean correction?")],
    ),
    "a key of a document": Bad(
        "documents: {更正通知: {numbers: 一号}}\n",
        [("key-unknown", 1, 20, "documents.更正通知.numbers", "numbers", "Did you mean number?")],
    ),
    "what only a document has": Bad("number: 一号\n", [("key-unknown", 1, 1, "number", "number", "Take it out.")]),
    "a date that is none": Bad(
        "documents:\n  更正通知:\n    date: 2016年3月5日\n",
        [("not-a-date", 3, 11, "documents.更正通知.date", "2016年3月5日", None)],
    ),
    "a day that there is not": Bad(
        "publicity: {begins: 2016-02-30}\n", [("not-a-date", 1, 21, "publicity.begins", "2016-02-30", None)]
    ),
    "yes or no": Bad("show_ranks: 否\n", [("not-yes-or-no", 1, 13, "show_ranks", "否", None)]),
    "a number": Bad("appeal: {within_days: 十}\n", [("not-a-number", 1, 23, "appeal.within_days", "十", None)]),
    "full-width digits": Bad(
        "appeal: {within_days: １０}\n",
        [("not-a-number", 1, 23, "appeal.within_days", "１０", "Type half-width digits: 10")],
    ),
    "no days at all": Bad("appeal: {within_days: 0}\n", [("out-of-range", 1, 23, "appeal.within_days", "0", None)]),
    "a value that is missing": Bad("contact:\n", [("not-a-text", 1, 9, "contact", None, BLANK)]),
    "an item that is missing": Bad("copies:\n  - 甲局\n  -\n", [("not-a-text", 3, 4, "copies.2", None, BLANK)]),
    "keys that are missing": Bad("bodies: 样例县\n", [("not-keys", 1, 9, "bodies", "样例县", None)]),
    "a list that is none": Bad("issuers: {甲: 乙}\n", [("not-a-list", 1, 10, "issuers", None, None)]),
    "several at once": Bad(
        "show_ranks: 否\npublicity:\n  ends: 明天\n  were: 网站\n",
        [
            ("not-yes-or-no", 1, 13, "show_ranks", "否", None),
            ("not-a-date", 3, 9, "publicity.ends", "明天", None),
            ("key-unknown", 4, 3, "publicity.were", "were", "Did you mean where?"),
        ],
    ),
    "a period that is too short": Bad(
        "publicity:\n  begins: 2016-03-07\n  ends: 2016-03-10\n",
        [("publicity-short", 3, 9, "publicity.ends", "2016-03-10", "Let it end on 2016-03-11 or later.")],
    ),
    "a period that ends before it begins": Bad(
        "publicity: {ends: 2016-03-07, begins: 2016-03-14}\n",
        [("days-order", 1, 19, "publicity.ends", "2016-03-07", None)],
    ),
}


@pytest.mark.parametrize("bad", TABLE.values(), ids=TABLE)
def test_each_error_says_where_it_is_and_what_was_meant(bad: Bad) -> None:
    found = problems(bad.text)
    assert {problem.place.file for problem in found} == {"机关.yaml"}
    assert [told(problem) for problem in found] == list(bad.told)


def test_a_short_period_says_how_short() -> None:
    (problem,) = problems("publicity: {begins: 2016-09-30, ends: 2016-10-09}\n")
    assert str(problem.what) == "The results are made public for 3 working days only."
    assert str(problem.expected) == "5 working days or more"


# --- working days


DAY = datetime.date
NATIONAL_DAY = {
    # Holiday from 1 to 7 October 2016; Saturday 8 and Sunday 9 were worked.
    "the holiday itself": (DAY(2016, 10, 1), DAY(2016, 10, 7), DAY(2016, 10, 12)),
    "the weekend that was worked": (DAY(2016, 10, 8), DAY(2016, 10, 11), DAY(2016, 10, 12)),
    "from the day before": (DAY(2016, 9, 30), DAY(2016, 10, 10), DAY(2016, 10, 11)),
    "with the days before": (DAY(2016, 9, 26), DAY(2016, 9, 29), DAY(2016, 9, 30)),
    # Mid-autumn fell into it: holiday from 1 to 8 October 2017, Saturday 30 September was worked.
    "eight days": (DAY(2017, 9, 30), DAY(2017, 10, 11), DAY(2017, 10, 12)),
}


@pytest.mark.parametrize(("begins", "short", "enough"), NATIONAL_DAY.values(), ids=NATIONAL_DAY)
def test_holidays_and_worked_weekends_count(begins: datetime.date, short: datetime.date, enough: datetime.date) -> None:
    (problem,) = problems(f"publicity: {{begins: {begins}, ends: {short}}}\n")
    assert told(problem)[0] == "publicity-short"
    assert str(problem.mend) == f"Let it end on {enough} or later."
    assert read_office(f"publicity: {{begins: {begins}, ends: {enough}}}\n").publicity.ends == enough


def test_of_years_without_known_holidays_weekdays_count() -> None:
    # A week of National Day: nobody knows yet which of its days will be worked.
    assert read_office("publicity: {begins: 2096-10-01, ends: 2096-10-05}\n").publicity.begins == DAY(2096, 10, 1)
    (problem,) = problems("publicity: {begins: 2096-10-04, ends: 2096-10-09}\n")
    assert str(problem.mend) == "Let it end on 2096-10-10 or later."


@pytest.mark.parametrize("text", ["publicity: {begins: 2016-10-01}", "publicity: {ends: 2016-10-01}"])
def test_a_period_of_which_one_day_is_open_is_not_judged(text: str) -> None:
    assert read_office(text).publicity.outcome is None


def test_the_longest_period_is_judged_at_once() -> None:
    assert read_office("publicity: {begins: 0001-01-01, ends: 9999-12-31}").publicity.ends == datetime.date.max


@given(st.dates(DAY(2004, 1, 1), DAY(2030, 12, 31)), st.integers(0, 40), st.integers(0, 40))
def test_working_days_of_two_periods_add_up(begins: datetime.date, first: int, second: int) -> None:
    middle = begins + datetime.timedelta(days=first)
    after = middle + datetime.timedelta(days=1)
    ends = after + datetime.timedelta(days=second)
    assert [*working_days(begins, middle), *working_days(after, ends)] == [*working_days(begins, ends)]
