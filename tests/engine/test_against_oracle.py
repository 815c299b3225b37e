"""The engine against the oracle, on counties made up at random; durable-rules is asked about every one of them.

The oracle (tests/oracle/) is written from docs/meaning.md alone. A test over counties without rare cases would prove
little, so a share of the counties fails as well if one of the census's rare cases never came up in it. The shares run
side by side, and are the same counties everywhere; ``script/soak counties`` goes on with others.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from oracle.against import differences
from oracle.census import RARE, census
from oracle.generate import county
from oracle.generate_refused import FAULTS, refused_county
from oracle.scoring import told
from soak.counties import assessed

from engine.inference import available
from engine.problem import Problems
from engine.result import as_plain
from tests.engine.forking import Forking

SHARES = 4
COUNTIES_A_SHARE = 500


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One process that has durable-rules loaded, instead of a thousand that load it."""
    # Nor is it measured: coverage would hand itself on to it.
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    host = Forking()
    monkeypatch.setattr("engine.inference.child.subprocess", host)
    yield
    host.close()


@pytest.mark.no_cover  # Counting lines would double the time; the other tests count enough of them.
@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize("share", range(SHARES))
def test_the_engine_says_what_the_oracle_says(share: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(share * COUNTIES_A_SHARE, (share + 1) * COUNTIES_A_SHARE):
        given = county(seed)
        run = given.run()
        seen.update(census(given, run))
        result = as_plain(assessed(given))
        assert differences(told(run), result) == [], f"seed {seed}"
        assert result["second_opinion"] == ("agreed" if available() else "unavailable")
    assert [case for case in RARE if not seen[case]] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_what_must_be_refused_is_refused(fault: str) -> None:
    for number in range(10):
        with pytest.raises(Problems):
            assessed(refused_county(number, fault))
