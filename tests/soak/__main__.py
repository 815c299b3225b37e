"""``script/soak NAME MINUTES``: one of the long trials, until the time is over or something is found."""

import importlib
import sys
import time


def main(name: str, minutes: float) -> int:
    """Run a trial; says how many cases it saw and every finding; 1 if there was one."""
    until = time.monotonic() + 60 * minutes
    seen, findings = 0, 0
    for finding in importlib.import_module(f"soak.{name}").soak():
        seen += 1
        if finding is not None:
            findings += 1
            sys.stdout.write(f"{finding}\n")
        if time.monotonic() > until:
            break
    sys.stdout.write(f"{name}: {seen} cases, {findings} findings\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2])))
