"""Widths of columns."""

import pytest

from notices.document import Run, Table
from notices.layout.columns import columns


def test_columns_fill_the_text_area_and_shrink_the_widest() -> None:
    header = ((Run("名次"),), (Run("乡镇"),))
    short = columns(Table(header, ("center", "center"), ()), 156)
    assert sum(short.widths_mm) == pytest.approx(156, abs=0.05)
    wide = columns(Table(header, ("center", "center"), (((Run("1"),), (Run("长" * 90),)),)), 156)
    assert wide.size_pt == 12
    assert sum(wide.widths_mm) == pytest.approx(156, abs=0.05)
    assert wide.widths_mm[0] < 12
