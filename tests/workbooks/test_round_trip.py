"""Out, filled in as people and programs do, in again: every value is exactly the one that was typed."""

from pathlib import Path
from random import Random

import pytest

from tests.workbooks.filling import differences, filling, read, typed_workbooks
from tests.workbooks.wps import resaved

pytestmark = pytest.mark.usefixtures("in_chinese")

_SHARES, _FILLINGS = 8, 8


@pytest.mark.parametrize("share", range(_SHARES))
def test_every_value_is_the_one_that_was_typed(tmp_path: Path, share: int) -> None:
    for seed in range(share * _FILLINGS, (share + 1) * _FILLINGS):
        random = Random(seed)
        given = filling(random)
        paths = [tmp_path / f"{number}.xlsx" for number in range(9)]
        contents = typed_workbooks(given, random)
        for path, content in zip(paths, contents, strict=False):
            path.write_bytes(resaved(content, random) if seed % 2 else content)
        assert list(differences(given, read(paths[: len(contents)]))) == [], f"seed {seed}"
