"""The child process in which durable-rules runs: started, asked one question, and held to a clear answer."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.inference.facts import Fact
from engine.inference.patterns import Program
from engine.message import Message

HOST = Path(__file__).with_name("host.py")

PATIENCE = 60.0
"""Seconds that a run may take, …"""

PATIENCE_EACH = 0.005
"""… and those for each rule and combination of facts; mostly it takes a hundredth of that, and never all of it."""


class SecondOpinionFailed(Exception):
    """There should be a second opinion on the consequences, but there is none; the run is refused."""

    def __init__(self, what: Message) -> None:
        super().__init__(str(what))
        self.what = what


def available() -> bool:
    """Whether durable-rules can be asked: it is installed, and this Python can import it."""
    if sys.platform == "win32" or sys.version_info >= (3, 13):
        return False
    # Its C extension, as a folder named `durable` is soon found somewhere. Found, not imported: it may crash.
    return importlib.util.find_spec("durable_rules_engine") is not None


def ask(program: Program, combinations: Sequence[Mapping[str, Fact]]) -> list[frozenset[str]]:
    """For each combination of facts the consequences in force.

    Raises:
        SecondOpinionFailed: the child refused, crashed, took too long, or its answer makes no sense.
    """
    request = json.dumps({"layers": program.layers, "facts": combinations}).encode("ascii")
    size = len(combinations) * sum(len(rules) for layer in program.layers for rules in layer)
    answer = _answer(_run(request, PATIENCE + PATIENCE_EACH * size))
    rules = {short: name for name, short in program.rules.items()}
    if "refused" in answer:
        raise _refusal(str(answer["refused"]), [rules[short] for short in answer.get("rules", ()) if short in rules])
    fired: Any = answer.get("fired")
    if not isinstance(fired, list) or len(fired) != len(combinations) or not all(isinstance(e, list) for e in fired):
        raise _unreadable(json.dumps(answer))
    return [frozenset(rules[short] for short in each if short in rules) for each in fired]


def _run(request: bytes, patience: float) -> bytes:
    """What the child answers."""
    # -P: its own folder is no place to import from. -W: durable-rules is old, and Python has grown stricter.
    command = [sys.executable, "-P", "-W", "ignore", str(HOST)]
    try:
        child = subprocess.run(command, input=request, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        what = Message(
            "durable-rules, which checks the consequences, gave no answer in {seconds} seconds.",
            seconds=round(patience),
        )
        raise SecondOpinionFailed(what) from None
    except OSError as error:
        what = Message("durable-rules, which checks the consequences, could not be started: {why}", why=error)
        raise SecondOpinionFailed(what) from error
    if child.returncode < 0:
        what = Message(
            "durable-rules, which checks the consequences, crashed (signal {signal}).", signal=-child.returncode
        )
        raise SecondOpinionFailed(what)
    if child.returncode != 0:
        lines = child.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _refusal(lines[-1] if lines else f"exit code {child.returncode}", [])
    return child.stdout


def _answer(text: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except ValueError:
        raise _unreadable(text.decode("utf-8", "replace")) from None
    if not isinstance(answer, dict):
        raise _unreadable(text.decode("utf-8", "replace"))
    return answer


def _unreadable(answer: str) -> SecondOpinionFailed:
    shown = answer if len(answer) <= 80 else f"{answer[:80]}…"
    return SecondOpinionFailed(
        Message("The answer of durable-rules, which checks the consequences, makes no sense: {answer}", answer=shown)
    )


def _refusal(why: str, rules: Sequence[str]) -> SecondOpinionFailed:
    if not rules:
        return SecondOpinionFailed(Message("durable-rules, which checks the consequences, failed: {why}", why=why))
    return SecondOpinionFailed(
        Message(
            "durable-rules, which checks the consequences, failed at {rules}: {why}",
            rules=list(rules),
            why=why,
        )
    )
