"""A brief arrives in each form, whole, on its two pages, and the same on the next day."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from engine.message import Message
from engine.problem import Problems
from notices.briefs.brief import Brief, Column, Table
from notices.briefs.writing import write_brief
from storage import CannotWrite
from tests.notices.briefs import made

SOFFICE = shutil.which("soffice")
IMPACT = made.brief(made.FIGURES["impact"])


def written(brief: Brief, folder: Path, form: str, language: str = "en") -> Path:
    (path,) = write_brief(brief, folder, "brief", [form], language=language, render=str)
    return path


def pages(path: Path) -> list[str]:
    """The text of each page of a PDF, without its line breaks."""
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range().replace("\r\n", " ").replace("\n", " ") for page in document]
    document.close()
    return texts


def test_each_form_that_is_wanted_is_written_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    found = write_brief(IMPACT, folder, "impact", ["pdf", "docx", "pdf"], language="en", render=str)
    assert found == [folder / "impact.pdf", folder / "impact.docx"]
    assert sorted(folder.iterdir()) == sorted(found)


def test_a_name_with_a_dot_keeps_it(tmp_path: Path) -> None:
    assert write_brief(IMPACT, tmp_path, "2.5", ["pdf"], language="en", render=str) == [tmp_path / "2.5.pdf"]


def test_unknown_forms_are_told_all_at_once_with_the_nearest_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        write_brief(IMPACT, tmp_path / "new", "impact", ["pdf", "docs", "png"], language="en", render=str)
    assert [(each.code, each.found, str(each.mend)) for each in caught.value.problems] == [
        ("brief-form", "docs", "Did you mean docx?"),
        ("brief-form", "png", "None"),
    ]
    assert str(caught.value.problems[0].expected) == "one of docx, pdf, html"
    assert not (tmp_path / "new").exists()


def test_where_the_folder_is_a_file_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(CannotWrite):
        write_brief(IMPACT, tmp_path / "taken", "impact", ["docx", "pdf"], language="en", render=str)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("taken", "mine")]


@pytest.mark.parametrize("name", made.FIGURES)
def test_a_brief_of_eighteen_units_stands_whole_on_two_pages(name: str, tmp_path: Path) -> None:
    found = pages(written(made.brief(made.FIGURES[name]), tmp_path, "pdf"))
    assert len(found) <= 2
    text = " ".join(found)
    assert all(text.count(unit) >= 1 for unit in made.units(18))
    assert "more rows" not in text
    assert text.count("Totals are rounded as the scheme says") == 1


def test_every_page_says_what_it_was_made_from(tmp_path: Path) -> None:
    found = pages(written(IMPACT, tmp_path, "pdf"))
    assert len(found) == 2
    for number, text in enumerate(found, 1):
        assert "样例县乡镇精准扶贫业绩考核, version 2015, 2016; kaoping 0.1.0; seed 1, 10000 draws" in text
        assert text.count(made.DIGEST) == 4
        assert f"{number} / 2" in text


def test_a_thousand_units_are_cut_to_two_pages_and_that_is_said(tmp_path: Path) -> None:
    brief = made.brief((made.slope(1000), made.transition()), 1000)
    found = pages(written(brief, tmp_path, "pdf"))
    assert len(found) == 2
    assert "Not shown: 940 units that move less." in " ".join(found)
    document = docx.Document(str(written(brief, tmp_path, "docx")))
    units, counts = (len(table.rows) - 1 for table in document.tables)
    assert units >= 12
    assert counts == 3
    more = f"{1000 - units} more rows stand in the web form (HTML) of this brief."
    assert more in [paragraph.text for paragraph in document.paragraphs]
    assert more in " ".join(found)


def test_the_rows_that_tell_least_are_left_out(tmp_path: Path) -> None:
    units = replace(made.table(200), telling=tuple(float(place % 7 == 0) for place in range(200)))
    document = docx.Document(str(written(replace(made.brief((), 200), tables=(units,)), tmp_path, "docx")))
    shown = [row.cells[0].text for row in document.tables[0].rows[1:]]
    assert {unit for place, unit in enumerate(made.units(200)) if place % 7 == 0} <= set(shown)
    assert shown == [unit for unit in made.units(200) if unit in shown]


def test_a_table_in_which_nothing_stands_is_left_out(tmp_path: Path) -> None:
    empty = (
        Table(Message("Rows"), (Column(Message("Unit")),), ()),
        Table(Message("Cells"), (Column(Message("Unit")),), (("",),)),
    )
    document = docx.Document(str(written(replace(made.brief(()), tables=empty), tmp_path, "docx")))
    assert len(document.tables) == 0
    assert not {"Rows", "Cells"} & {paragraph.text for paragraph in document.paragraphs}


def test_a_little_more_than_a_page_is_set_tight(tmp_path: Path) -> None:
    brief = replace(made.brief((made.slope(),), 9), notes=IMPACT.notes * 3)
    assert len(pages(written(brief, tmp_path, "pdf"))) == 1
    assert docx.Document(str(written(brief, tmp_path, "docx"))).sections[0].top_margin.mm == pytest.approx(15, abs=0.01)
    roomy = docx.Document(str(written(replace(brief, notes=()), tmp_path, "docx")))
    assert roomy.sections[0].top_margin.mm == pytest.approx(17, abs=0.01)


def test_no_row_of_a_table_stands_alone_on_a_page(tmp_path: Path) -> None:
    for count in range(41, 46):
        brief = replace(made.brief((), count), tables=(made.table(count),), notes=())
        rows = [sum(unit in text for unit in made.units(count)) for text in pages(written(brief, tmp_path, "pdf"))]
        assert sum(rows) == count
        assert len(rows) == 1 or rows[1] >= 3


def test_a_table_that_a_chart_shows_stands_only_where_there_is_no_chart(tmp_path: Path) -> None:
    tables = (replace(made.table(), drawn=True),)
    with_chart = replace(made.brief((made.slope(),)), tables=tables)
    assert len(docx.Document(str(written(with_chart, tmp_path, "docx"))).tables) == 0
    assert len(docx.Document(str(written(replace(with_chart, figures=()), tmp_path, "docx"))).tables) == 1


def test_a_docx_holds_the_same_words_tables_and_charts(tmp_path: Path) -> None:
    document = docx.Document(str(written(IMPACT, tmp_path, "docx")))
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts == [
        str(IMPACT.title),
        str(IMPACT.answer),
        "Grades before and after",
        "Units whose result changes",
        # The chart no longer fits on the first page, the table does.
        "Counts",
        "Ranks before and after",
        "Notes",
        *(f"–\t{note}" for note in IMPACT.notes),
    ]
    first, second = document.tables
    assert [cell.text for cell in first.rows[0].cells] == [str(column.header) for column in IMPACT.tables[0].columns]
    assert [[cell.text for cell in row.cells] for row in first.rows[1:]] == [
        [str(cell) for cell in row] for row in IMPACT.tables[0].rows
    ]
    assert [cell.text for cell in second.rows[3].cells] == ["unchanged", "9"]
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        "Grades before and after",
        "Ranks before and after",
    ]
    assert document.core_properties.language == "en"
    footer = [paragraph.text for paragraph in document.sections[0].footer.paragraphs]
    assert footer[1:] == [f"{name} {made.DIGEST}" for name in ("Ruleset", "Data", "Earlier results", "Decisions")]


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_a_docx_takes_two_pages_too(tmp_path: Path) -> None:
    briefs = {
        **{name: made.brief(made.FIGURES[name]) for name in ("impact", "confidence", "sensitivity")},
        "thousand": made.brief((made.slope(1000), made.transition()), 1000),
    }
    files = [
        path
        for name, brief in briefs.items()
        for path in write_brief(brief, tmp_path, name, ["docx"], language="en", render=str)
    ]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    counts = {name: len(pages(tmp_path / f"{name}.pdf")) for name in briefs}
    assert {name: count for name, count in counts.items() if count > 2} == {}


def test_what_is_read_as_one_number_stands_on_one_line(tmp_path: Path) -> None:
    counts = Table(
        Message("Counts"),
        (Column(Message("Grade ↑ / ↓ / =")),),
        (("0 / 3 / 15 of 5 ±1 %",), ("样例甲镇 8 → 10",), ("奖金 ±（元）",)),
    )
    document = docx.Document(str(written(replace(made.brief(()), tables=(counts,)), tmp_path, "docx")))
    cells = [row.cells[0].text for row in document.tables[0].rows]
    assert cells == [
        "Grade ↑\u00a0/\u00a0↓\u00a0/\u00a0=",
        "0\u00a0/\u00a03\u00a0/\u00a015 of 5\u00a0±1\u00a0%",
        "样例甲镇 8\u00a0→\u00a010",
        "奖金 ±（元）",
    ]
    titled = replace(made.brief(()), title=Message("every weight ±10 %: 0 / 3 / 15"))
    document = docx.Document(str(written(titled, tmp_path, "docx")))
    assert document.paragraphs[0].text == "every weight\u00a0±10\u00a0%: 0\u00a0/\u00a03\u00a0/\u00a015"


def test_charts_begin_where_the_text_does(tmp_path: Path) -> None:
    """Where nothing is said, LibreOffice keeps three millimetres free beside a picture."""
    shapes = docx.Document(str(written(IMPACT, tmp_path, "docx"))).inline_shapes
    assert [[each._inline.get(f"dist{side}") for side in "TBLR"] for each in shapes] == [["0"] * 4] * 2


@pytest.mark.parametrize(("language", "latin"), [("zh_CN", "en-US"), ("en", "en")])
def test_latin_letters_are_not_said_to_be_chinese(language: str, latin: str, tmp_path: Path) -> None:
    """Otherwise LibreOffice and WPS end lines within numbers."""
    document = docx.Document(str(written(IMPACT, tmp_path, "docx", language)))
    (said,) = document.styles.element.iter(qn("w:lang"))
    assert (said.get(qn("w:val")), said.get(qn("w:eastAsia"))) == (latin, "zh-CN")


HASHED = """
import hashlib, sys
from pathlib import Path
from notices.briefs.writing import write_brief
from tests.notices.briefs import made

brief = made.brief(made.FIGURES["impact"])
for path in write_brief(brief, Path(sys.argv[1]), "brief", ["docx", "pdf"], language="zh_CN", render=str):
    print(hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    here = write_brief(IMPACT, tmp_path, "brief", ["docx", "pdf"], language="zh_CN", render=str)
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command, root = [sys.executable, "-c", HASHED, str(tmp_path / "other")], Path(__file__).parents[3]
    there = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True).stdout
    assert there.split() == [hashlib.sha256(path.read_bytes()).hexdigest() for path in here]
