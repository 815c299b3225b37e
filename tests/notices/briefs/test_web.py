"""A brief on the web: one file that needs nothing else, whose texts are shown as they are, its tables for all."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.message import Message
from notices.briefs.brief import Brief, Column, Table
from notices.briefs.figures import Slope
from notices.briefs.writing import write_brief
from tests.notices.briefs import made

NASTY = "<b>甲</b>&\"镇'</script><img src=x onerror=alert(1)>"
NOTES = (Message("{name} is <em>noted</em>", name=NASTY),)
BRIEF = replace(
    made.brief(
        (Slope(Message("Ranks"), Message("now"), Message("then"), ((NASTY, 1, 2), ("乙镇", 2, 1))), made.grid())
    ),
    title=Message("About {name}", name=NASTY),
    tables=(Table(Message("Units <i>1</i>"), (Column(Message("Unit")), Column(Message("±"), True)), ((NASTY, "1"),)),),
    notes=NOTES,
)
REFERRING = {"src", "href", "srcset", "data", "action", "poster", "xlink:href", "background", "formaction"}
EMPTY = {"meta", "br", "img", "link", "input", "hr", "base"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and its texts outside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        elif self.open and self.open[-1] != "style":
            self.texts.append(data)


def write(brief: Brief, folder: Path, language: str = "en") -> str:
    (path,) = write_brief(brief, folder, "brief", ["html"], language=language, render=str)
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(BRIEF, tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_nothing_is_fetched_from_anywhere(text: str, page: Page) -> None:
    assert not [(tag, name) for tag, attributes in page.elements for name in attributes if name in REFERRING]
    assert not {tag for tag, _ in page.elements} & {"link", "iframe", "img", "object", "embed", "base"}
    outside_script = text.replace("".join(page.scripts), "")
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/)", outside_script)
    (script,) = page.scripts
    assert not re.search(r"\bimport\s*\(|importScripts|<script", script)


def test_the_browser_is_told_to_run_this_one_script_and_to_fetch_nothing(page: Page) -> None:
    (policy,) = (each["content"] for tag, each in page.elements if tag == "meta" and "http-equiv" in each)
    (script,) = page.scripts
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == (f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'")


def test_texts_are_shown_as_they_are(page: Page) -> None:
    shown = "".join(page.texts)
    assert shown.count(f"About {NASTY}") == 2
    assert f"{NASTY} is <em>noted</em>" in shown
    assert "Units <i>1</i>" in shown
    assert not {tag for tag, _ in page.elements} & {"b", "em", "i", "img"}
    assert sum(tag == "script" for tag, _ in page.elements) == 1
    assert page.open == []


def test_each_chart_is_drawn_already_and_anew_by_the_script(page: Page) -> None:
    assert sum(tag == "svg" for tag, _ in page.elements) == 2
    assert [each["aria-label"] for tag, each in page.elements if each.get("role") == "img"] == [
        "Ranks",
        "Grades under the new scheme",
    ]
    (script,) = page.scripts
    found = re.search(r"^const charts = (.*);$", script, re.MULTILINE)
    assert found is not None
    charts = json.loads(found[1])
    places = [each["id"] for tag, each in page.elements if each.get("class") == "chart"]
    assert places == [f"chart-{number}" for number in charts] == ["chart-0", "chart-1"]
    tips = {row.get("tip") for rows in charts["0"]["datasets"].values() for row in rows}
    assert {f"{NASTY}: 1 → 2", "乙镇: 2 → 1"} <= tips


def test_headers_of_rows_and_columns_say_what_they_head(page: Page) -> None:
    assert [each.get("scope") for tag, each in page.elements if tag == "th"] == ["col", "col", "row"]
    assert sum(tag == "caption" for tag, _ in page.elements) == 1
    assert [each for tag, each in page.elements if tag == "td"] == [{"class": "number"}]


def test_the_page_names_its_language(page: Page, tmp_path: Path) -> None:
    assert page.elements[0] == ("html", {"lang": "en"})
    chinese = Page(write(made.brief(()), tmp_path, "zh_CN"))
    assert chinese.elements[0] == ("html", {"lang": "zh-CN"})
    assert chinese.scripts == []


def test_all_rows_stand_in_the_page(tmp_path: Path) -> None:
    found = Page(write(made.brief((), 300), tmp_path))
    assert sum(tag == "tr" for tag, _ in found.elements) == 1 + 300 + 1 + 3


def test_the_same_brief_gives_the_same_page(text: str, tmp_path: Path) -> None:
    assert write(BRIEF, tmp_path) == text
