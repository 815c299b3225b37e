"""Charts say every name and number that they should, draw the same bytes each time, and arrive in both files."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from county_years import told
from hypothesis import given
from hypothesis import strategies as st

from notices import Office, Request, write
from notices.charts import Charts
from notices.charts.distribution import classes
from notices.charts.years import spread
from notices.document import Picture
from notices.errors import NoFont
from notices.facts.evaluation import evaluate
from notices.facts.in_words import period_in_words
from notices.layout.fonts import find
from notices.layout.page import PAGE
from notices.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVALUATION = Request(["evaluation"])
SVG = "{http://www.w3.org/2000/svg}"
BANDS = [
    {"grade": "好", "from": "90"},
    {"grade": "较好", "from": "80"},
    {"grade": "一般", "from": "70"},
    {"grade": "较差", "from": None},
]


def charts(result: dict[str, Any], *, show_ranks: bool = True) -> Charts:
    found = read(result)
    return Charts(evaluate(found, show_ranks=show_ranks), found.ruleset.unit, period_in_words(found.period))


@cache
def drawn(name: str) -> Picture:
    """A chart of the second year of the invented county."""
    return charts(told("township", "2016"))[name]


def texts(picture: Picture) -> list[str]:
    """Every text of an SVG, the lines of one joined."""
    root = ElementTree.fromstring(picture.svg)
    return ["".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")]


def test_a_result_has_the_charts_for_which_it_has_something_to_draw(result: dict[str, Any]) -> None:
    assert list(charts(told("township", "2016"))) == ["distribution", "ranking", "years", "indicators", "rates-1"]
    assert list(charts(result)) == ["distribution", "ranking", "indicators", "rates-1"]
    result["units"] = result["units"][:1]
    assert list(charts(result)) == ["indicators", "rates-1"]


def test_nothing_is_drawn_before_it_is_asked_for(result: dict[str, Any]) -> None:
    code = (
        "import sys, notices, notices.charts\n"
        "assert not {'altair', 'vl_convert'} & set(sys.modules), 'imported too early'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert "ranking" in charts(result)
    with pytest.raises(KeyError):
        charts(result)["none"]


def test_the_distribution_counts_every_total_under_the_bands() -> None:
    found = texts(drawn("distribution"))
    # 58.94 | 66.72 | 73.40 | 75.05 78.66 | 81.19 82.75 84.02 | 86.31 88.88 88.88 | 90.12 … 93.94 (5) | 95.10 95.88
    assert found[found.index("平均分84.16") - 8 : found.index("平均分84.16")] == [
        "1",
        "1",
        "1",
        "2",
        "3",
        "3",
        "5",
        "2",
    ]
    assert found[-8:] == ["好", "较好", "一般", "较差", "总分≥90", "80≤总分＜90", "70≤总分＜80", "总分＜70"]
    assert "乡镇数（个）" in found


def test_the_ranking_says_every_unit_with_total_grade_and_rank() -> None:
    found = texts(drawn("ranking"))
    units = told("township", "2016")["units"]
    marked = {unit["unit"]: "※" if unit["vetoes"] else "" for unit in units}
    assert [found.count(unit["unit"]) for unit in units] == [1] * 18
    names = found.index(units[0]["unit"])
    columns = [found[names + place * 18 : names + place * 18 + 18] for place in range(4)]
    assert list(zip(*columns, strict=True)) == [
        (unit["unit"], unit["total"], f"{unit['grade']}{marked[unit['unit']]}", str(unit["rank"])) for unit in units
    ]
    assert found[-3:] == ["总分", "等次", "名次"]
    assert "一般※" in found


def test_the_ranking_says_no_ranks_where_they_are_not_shown(result: dict[str, Any]) -> None:
    found = texts(charts(result, show_ranks=False)["ranking"])
    assert found[-2:] == ["总分", "等次"]
    assert "18" not in found


def test_the_years_say_every_unit_on_both_sides() -> None:
    found = texts(drawn("years"))
    before = {unit["unit"]: unit["total"] for unit in told("township", "2015")["units"]}
    for unit in told("township", "2016")["units"]:
        assert f"{unit['unit']}　{before[unit['unit']]}" in found
        assert f"{unit['total']}　{unit['unit']}" in found
    assert found[-5:] == ["2015年度", "2016年度", "上升", "下降", "持平"]


def test_lines_that_rise_and_fall_are_drawn_in_different_ways() -> None:
    svg = drawn("years").svg.decode()
    comparison = evaluate(read(told("township", "2016")), show_ranks=True).comparison
    assert comparison is not None
    # One more of each kind in the legend.
    for dash, moved in (
        ("1,0", comparison.totals.up),
        ("5,3", comparison.totals.down),
        ("1,2", comparison.totals.same),
    ):
        assert svg.count(f'stroke-dasharray="{dash}"') == len(moved) + 1


def test_the_indicators_come_weakest_first_with_their_rates() -> None:
    found = texts(drawn("indicators"))
    expected = sorted(
        (each for each in evaluate(read(told("township", "2016")), show_ranks=True).indicators),
        key=lambda each: each.share or 0,
    )
    start = found.index("饮水安全（4分）")
    assert found[start : start + 16] == [f"{each.name}（{each.full}分）" for each in expected]
    assert found[start + 16 : start + 32] == [f"{each.rate}%" for each in expected]
    assert found[start + 32 :] == [f"{each.losing}个乡镇失分" for each in expected]


def test_the_heat_map_says_every_rate() -> None:
    found = texts(drawn("rates-1"))
    indicators = evaluate(read(told("township", "2016")), show_ranks=True).indicators
    assert found[: 16 * 18] == [cell.rate or "—" for each in indicators for cell in each.cells]
    assert [text.replace(" ", "") for text in found[16 * 18 : 16 * 19]] == [each.name for each in indicators]
    assert found[16 * 19 :] == [cell.unit for cell in indicators[0].cells]


def test_a_stronger_tone_is_a_lower_rate() -> None:
    svg = drawn("rates-1").svg.decode()
    cells = re.findall(r'd="M[^"]*" fill="(#[0-9a-f]{6})" stroke="#666666"', svg)
    indicators = evaluate(read(told("township", "2016")), show_ranks=True).indicators
    shares = [cell.share for each in indicators for cell in each.cells]
    assert len(cells) == len(shares)
    told_tones = sorted({(share, tone) for share, tone in zip(shares, cells, strict=True) if share is not None})
    brightness = [int(tone[1:3], 16) for _, tone in told_tones]
    assert brightness == sorted(brightness)


@pytest.mark.parametrize("name", ["distribution", "ranking", "years", "indicators", "rates-1"])
def test_a_chart_is_as_wide_as_the_text_and_fits_on_a_page(name: str) -> None:
    picture = drawn(name)
    assert PAGE.text_width_mm - 1 < picture.width_mm <= PAGE.text_width_mm
    assert picture.height_mm < PAGE.text_height_mm - 20
    assert picture.png.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["distribution", "ranking", "years", "indicators", "rates-1"])
def test_the_same_result_draws_the_same_bytes(name: str) -> None:
    again = charts(told("township", "2016"))[name]
    assert (again.svg, again.png) == (drawn(name).svg, drawn(name).png)


@pytest.fixture
def forty(result_of: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """Forty units with long names and more indicators than one heat map holds."""
    names = [f"样例第{number}镇暨现代农业示范园区" for number in range(40)]
    result = result_of(names, [f"{99 - number}.25" for number in range(40)])
    for number in range(20):
        result["indicators"].append({"name": f"名称很长的第{number}项指标", "points": "5"})
        for unit in result["units"]:
            unit["points"][f"名称很长的第{number}项指标"] = "4.50"
    units = [{"unit": name, "total": f"{60 + number}.50"} for number, name in enumerate(names)]
    return {**result, "bands": BANDS, "years": [{"period": "2015", "units": units}]}


def test_forty_units_fit(forty: dict[str, Any]) -> None:
    found = charts(forty)
    assert list(found) == ["distribution", "ranking", "years", "indicators", "rates-1", "rates-2"]
    names = {unit["unit"] for unit in forty["units"]}
    for name, picture in found.items():
        assert picture.height_mm < PAGE.text_height_mm - 20
        said = texts(picture)
        if name in {"ranking", "rates-1", "rates-2"}:
            assert names <= set(said)
        if name == "years":
            assert {f"{unit['total']}　{unit['unit']}" for unit in forty["units"]} <= set(said)


def test_no_label_of_the_years_lies_on_another(forty: dict[str, Any]) -> None:
    root = ElementTree.fromstring(charts(forty)["years"].svg)
    heights: dict[tuple[str, str], list[float]] = {}
    for text in root.iter(f"{SVG}text"):
        place = re.fullmatch(r"translate\(([\d.]+),([\d.]+)\)", text.attrib["transform"])
        assert place is not None
        if "镇" in "".join(text.itertext()):
            heights.setdefault((text.attrib["text-anchor"], place[1]), []).append(float(place[2]))
    assert [len(each) for each in heights.values()] == [40, 40]
    size = min(float(text.attrib["font-size"][:-2]) for text in root.iter(f"{SVG}text"))
    for places in heights.values():
        ordered = sorted(places)
        assert min(high - low for low, high in pairwise(ordered)) >= size


def test_letters_are_in_the_text_of_the_pdf_in_a_font_of_the_document(tmp_path: Path) -> None:
    (path,) = write(told("township", "2016"), tmp_path, EVALUATION, formats=["pdf"]).paths
    document = pypdfium2.PdfDocument(path)
    try:
        pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()
    (ranking,) = (page for page in pages if "图2各乡镇的总分和等次" in page)
    for unit in told("township", "2016")["units"]:
        assert f"{unit['total']}" in ranking
        assert unit["unit"] in ranking
    (heat,) = (page for page in pages if "图5各乡镇各项指标的得分率" in page)
    for indicator in told("township", "2016")["indicators"]:
        assert indicator["name"] in heat
    assert f'font-family="{find().families["head"]}' in drawn("ranking").svg.decode()


def test_a_docx_holds_both_forms_of_each_chart(result: dict[str, Any], tmp_path: Path) -> None:
    (path,) = write(result, tmp_path, EVALUATION, formats=["docx"]).paths
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        drawings = [archive.read(f"word/media/drawing{number}.svg") for number in range(1, 5)]
        text = archive.read("word/document.xml").decode()
    assert sum(name.endswith(".svg") for name in names) == 4
    assert sum(name.endswith(".png") for name in names) == 4
    assert all(b"\xe6\xa0\xb7\xe4\xbe\x8b" in drawing for drawing in (drawings[1], drawings[3]))
    for described in ("各乡镇总分的分布", "各乡镇的总分和等次", "各项指标的平均得分率", "各乡镇各项指标的得分率"):
        assert f'descr="{described}"' in text


def white(png: bytes) -> bool:
    """Whether every dot is: then a row holds, beside its filter, only whole bytes and differences of none."""
    data, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    return set(zlib.decompress(data)) <= {0, 1, 2, 3, 4, 255}


class Fontless:
    """The fonts of a machine without a Chinese one."""

    def __init__(self, **_: object) -> None:
        pass

    def families(self) -> list[str]:
        return ["Libertinus Serif"]


def test_without_a_chinese_font_a_docx_is_blank_only_where_no_svg_is_shown(
    result: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notices.layout.fonts.typst.Fonts", Fontless)
    with pytest.raises(NoFont):
        write(result, tmp_path, EVALUATION)
    written = write(result, tmp_path, Request(["results", "evaluation"]), formats=["docx"])
    assert [kind.name for kind in written.blank] == ["evaluation"]
    with zipfile.ZipFile(written.paths[1]) as archive:
        dots = [archive.read(name) for name in archive.namelist() if name.endswith(".png")]
        drawing = archive.read("word/media/drawing2.svg").decode()
    assert [white(each) for each in dots] == [True] * 4
    assert not white(drawn("ranking").png)
    assert 'font-family="黑体, SimHei"' in drawing
    assert "样例甲镇" in drawing


def test_a_template_that_shows_no_chart_draws_none(result: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "evaluation.md.j2").write_text("没有图的报告。\n", encoding="utf-8")

    def never(*_: object) -> Picture:
        raise AssertionError("drawn without need")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("notices.charts.render", never)
        request = Request(["evaluation"], Office(), templates=tmp_path)
        assert write(result, tmp_path / "out", request, formats=["docx"]).paths


TOTALS = st.lists(st.decimals(min_value=-50, max_value=1200, places=2, allow_nan=False), min_size=1, max_size=60)


@given(TOTALS, st.lists(st.integers(0, 20).map(lambda tens: Decimal(10 * tens)), max_size=4))
def test_every_total_is_in_one_class_on_its_side_of_each_cut(totals: list[Decimal], cuts: list[Decimal]) -> None:
    found = classes(totals, cuts)
    assert sum(found.counts) == len(totals)
    assert found.start <= min(totals) <= max(totals) <= found.end
    assert 1 <= len(found.counts) <= 15
    if all(cut % found.width == 0 for cut in cuts):
        for cut in cuts:
            at = int((cut - found.start) / found.width)
            if 0 <= at <= len(found.counts):
                assert sum(found.counts[:at]) == sum(total < cut for total in totals)


@given(st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=40).map(sorted))
def test_labels_are_moved_apart_and_stay_in_their_room(wanted: list[float]) -> None:
    gap, room = 2.5, 100.0
    places = spread(wanted, gap, room)
    assert all(high - low >= gap - 1e-6 for low, high in pairwise(places))
    assert places[0] >= -1e-6
    assert places[-1] <= room + 1e-6
