"""Generated pages are up to date, links lead somewhere, and code that is shown works."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from generator import markdown
from generator.__main__ import PAGES, ROOT

REMAKE = "run script/docs, and look at what changed"
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == PAGES[name](), REMAKE


@cache
def anchors(page: Path) -> set[str]:
    return markdown.anchors(page.read_text("utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    targets = [*markdown.links(text), *re.findall(r'<img src="([^"]+)"', text)]
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        path, _hash, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_document_names_a_machine(document: Path) -> None:
    assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|Users)/", document.read_text("utf-8"))


def test_the_method_that_contributors_are_shown_works(tmp_path: Path) -> None:
    blocks = {block.file: block.content for block in markdown.fences((ROOT / "CONTRIBUTING.md").read_text("utf-8"))}
    module = tmp_path / "escalating.py"
    module.write_text(blocks["engine/methods/escalating.py"], "utf-8")
    done = subprocess.run([sys.executable, "-m", "doctest", module], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ">>> escalating(" in module.read_text("utf-8")
