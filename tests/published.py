"""Where results that others published lie, beside the repository; the tests that use them are skipped without them."""

from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "gold"
REAL = SHARED / "real"
