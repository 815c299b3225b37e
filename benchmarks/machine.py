"""What a benchmark ran on, in words that mean something elsewhere."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def description(*packages: str) -> str:
    """Processor, cores, memory, system, and the versions of Python and of some packages."""
    parts = [
        f"{_processor()}, {os.cpu_count()} cores",
        f"{_memory():.0f} GiB",
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        *(f"{name} {_version(name)}" for name in ("numpy", *packages)),
    ]
    return " · ".join(parts)


def _processor() -> str:
    """The model, and the widest vector instructions, on which NumPy's speed depends."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    facts = dict(line.replace("\t", "").split(":", 1) for line in lines if ":" in line)
    vectors = next((name for name in ("avx512f", "avx2", "asimd") if name in facts.get("flags", "").split()), "")
    model = facts.get("model name", platform.processor()).strip()
    return f"{model}{', ' + vectors if vectors else ''}"


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "—"
