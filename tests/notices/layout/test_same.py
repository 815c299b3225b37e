"""The same document gives the same bytes, in whatever order a process happens to hash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.notices.layout.wordings import WORDINGS

HASHED = """
import hashlib, sys
from notices.layout.pdf import pdf
from notices.layout.word import word
from tests.notices.layout.pages import composed, free_fonts
from tests.notices.layout.wordings import WORDINGS

for name in WORDINGS:
    document = composed(WORDINGS[name])
    for content in (word(document), pdf(document, free_fonts())):
        print(name, hashlib.sha256(content).hexdigest())
"""


def hashed(seed: str) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command, root = [sys.executable, "-c", HASHED], Path(__file__).parents[3]
    ran = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


@pytest.fixture(scope="module")
def first() -> list[str]:
    return hashed("1")


def test_two_processes_give_the_same_bytes(first: list[str]) -> None:
    assert len(first) == 2 * len(WORDINGS)
    assert hashed("2") == first


def test_each_document_is_its_own(first: list[str]) -> None:
    assert len(set(first)) == len(first)
