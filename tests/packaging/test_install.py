"""Installed from a wheel or from a checkout, kaoping finds its own modules and data from any folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = sorted(file.parent.name for file in ROOT.glob("*/__init__.py"))


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that has to succeed, away from this checkout's settings; what it printed."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=surroundings | {"KAOPING_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def files() -> list[str]:
    """The files of this project, those not yet committed included."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(files: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, so that nothing built earlier gets into it and nothing is left here."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in files:
        copy = source / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, cwd=source)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment with the wheel, which borrows other packages from ours.

    A path in a .pth file is searched after the environment's own packages, and .pth files found there, such
    as the one of the editable checkout, are not read.
    """
    environment = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=environment)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    options = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        scripts / "python",
        "install",
        *options,
        wheel,
        cwd=environment,
    )
    own = Path(
        run(
            scripts / "python",
            "-c",
            "import sysconfig; print(sysconfig.get_path('purelib'))",
            cwd=environment,
        ).strip()
    )
    lent = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (own / "lent.pth").write_text("\n".join(lent), encoding="utf-8")
    return scripts


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A user's folder with folders named like ours; each would stop the program if it were taken for ours."""
    for package in PACKAGES:
        folder = tmp_path / package
        folder.mkdir()
        (folder / "__init__.py").write_text(f"raise RuntimeError('the foreign {package}')\n", encoding="utf-8")
    (tmp_path / "cli.py").write_text("raise RuntimeError('the foreign cli')\n", encoding="utf-8")
    return tmp_path


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path, files: list[str]) -> None:
    ours = {name for name in files if name == "cli.py" or name.startswith(tuple(f"{package}/" for package in PACKAGES))}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == ours
    kinds = {("rulesets", ".yaml"), ("templates", ".j2"), ("locales", ".mo"), ("locales", ".po")}
    assert kinds <= {(name.split("/")[0], Path(name).suffix) for name in packed}


def test_the_wheel_is_what_runs_in_its_environment(installed: Path, foreign: Path) -> None:
    modules = ", ".join(("cli", *PACKAGES))
    code = f"import {modules}; print(*(module.__file__ for module in ({modules})), sep='\\n')"
    found = run(installed / "python", "-P", "-c", code, cwd=foreign).splitlines()
    assert len(found) == len(PACKAGES) + 1
    assert all(Path(file).is_relative_to(installed.parent) for file in found)


@pytest.fixture(params=["wheel", "checkout"])
def kaoping(request: pytest.FixtureRequest) -> Path:
    """The console script, of the wheel and of the editable checkout."""
    scripts = request.getfixturevalue("installed") if request.param == "wheel" else Path(sysconfig.get_path("scripts"))
    return Path(scripts) / "kaoping"


def test_help_from_a_foreign_folder(kaoping: Path, foreign: Path) -> None:
    text = run(kaoping, "--help", cwd=foreign)
    assert all(command in text for command in ("check", "assess", "explain", "notices", "demo"))


def test_a_ruleset_of_the_package_from_a_foreign_folder(kaoping: Path, foreign: Path) -> None:
    run(kaoping, "check", "tongwei/township", cwd=foreign)
