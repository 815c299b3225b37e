"""Made-up reports typed into collection workbooks and read back, as long as ``script/soak fillings`` runs.

Where LibreOffice is there, it opens and saves every workbook in between; else ``tests.workbooks.wps`` writes it anew.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from random import Random
from secrets import randbelow
from unittest import mock

import locales
from tests.workbooks.collecting import in_this_process
from tests.workbooks.filling import differences, filling, read, typed_workbooks
from tests.workbooks.wps import resaved
from workbooks.xlsx import confined

_BATCH = 40
"""Fillings for which LibreOffice is started once."""


def soak() -> Iterator[str | None]:
    """Fillings of new seeds without end: for each, what was read otherwise than it was typed, or None."""
    locales.use("zh_CN")
    for first in count(randbelow(2**48), _BATCH):
        seeds = range(first, first + _BATCH)
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(confined, "call", in_this_process):
            yield from _batch(seeds, Path(folder))


def _batch(seeds: Sequence[int], folder: Path) -> Iterator[str | None]:
    made = {seed: _typed(seed, folder / "typed") for seed in seeds}
    saved = folder / "saved"
    if shutil.which("soffice"):
        _through_office(made, saved)
    else:
        saved.mkdir()
        for path in (path for paths in made.values() for path in paths):
            (saved / path.name).write_bytes(resaved(path.read_bytes(), Random(path.name)))
    for seed, paths in made.items():
        found = list(differences(filling(Random(seed)), read([saved / path.name for path in paths])))
        yield f"seed {seed}: {'; '.join(found[:5])}" if found else None


def _typed(seed: int, folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    random = Random(seed)
    given = filling(random)
    paths = []
    for number, content in enumerate(typed_workbooks(given, random)):
        paths.append(folder / f"{seed}-{number}.xlsx")
        paths[-1].write_bytes(content)
    return paths


def _through_office(made: Mapping[int, Sequence[Path]], saved: Path) -> None:
    """Every workbook opened and saved by LibreOffice, under a profile of its own."""
    profile = saved.with_name("profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(saved),
    ]
    files = [str(path) for paths in made.values() for path in paths]
    subprocess.run([*command, *files], check=True, capture_output=True)
