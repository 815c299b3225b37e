"""`script/docs`: writes every generated page and picture anew, and the output of every command shown."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import findings, methods, office, pictures, reference, transcripts
from generator.tutorial import PICTURES, ROOT, TUTORIALS

PAGES = {
    "docs/reference.md": reference.page,
    "docs/methods.md": methods.page,
    "docs/findings.md": findings.page,
    "docs/office.md": office.page,
}
"""The pages that are generated as a whole."""

SPOKEN = {
    "README.md": "en",
    "README.zh-CN.md": "zh",
    "docs/README.md": "en",
    "docs/what-if.md": "en",
    "docs/what-if.zh-CN.md": "zh",
}
"""The pages that show commands at work, beside the tutorial, and the language in which these speak."""


def generated() -> Iterator[tuple[Path, str]]:
    """Every page that can be made anew, and its text."""
    for name, page in PAGES.items():
        yield ROOT / name, page()
    for name, language in SPOKEN.items():
        yield ROOT / name, transcripts.retold((ROOT / name).read_text("utf-8"), language)


def _write(files: Mapping[Path, bytes]) -> None:
    for path, content in files.items():
        if path.is_file() and path.read_bytes() == content:
            continue
        path.write_bytes(content)
        sys.stdout.write(f"written: {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    _write({path: text.encode() for path, text in generated()})
    _write({PICTURES / name: content for name, content in pictures.pictures()})
    for tutorial in TUTORIALS:
        with TemporaryDirectory() as folder:
            told = tutorial.told(Path(folder)).encode()
            _write({ROOT / tutorial.page: told, PICTURES / tutorial.terminal: tutorial.shown(Path(folder)).encode()})
