"""The engine against the oracle, on counties made up at random; durable-rules is asked about every one of them.

The oracle (tests/oracle/) is written from docs/meaning.md alone. A test over counties without rare cases would prove
little, so a share of the counties fails as well if one of the census's rare cases never came up in it. The shares run
side by side, and are the same counties everywhere; ``script/soak counties`` goes on with others.
"""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from oracle.against import differences
from oracle.census import RARE, census
from oracle.generate import County, counties
from oracle.generate_refused import FAULTS, refused_county
from oracle.scoring import told
from soak.counties import assessed

from engine.inference import available
from engine.problem import Problems
from engine.result import as_plain

SHARES = 2
COUNTIES_A_SHARE = 1000


@pytest.mark.no_cover  # Counting lines would double the time; the other tests count enough of them.
@pytest.mark.parametrize("share", range(SHARES))
def test_the_engine_says_what_the_oracle_says(share: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # The same for the second engine's child, to which coverage hands itself on.
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    seen: Counter[str] = Counter()

    @settings(
        max_examples=COUNTIES_A_SHARE,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(counties(share * COUNTIES_A_SHARE, COUNTIES_A_SHARE))
    def agrees(county: County) -> None:
        run = county.run()
        seen.update(census(county, run))
        seen["county"] += 1
        result = as_plain(assessed(county))
        assert differences(told(run), result) == [], f"seed {county.seed}"
        assert result["second_opinion"] == ("agreed" if available() else "unavailable")

    agrees()
    assert seen["county"] >= COUNTIES_A_SHARE
    assert [case for case in RARE if not seen[case]] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_what_must_be_refused_is_refused(fault: str) -> None:
    for number in range(10):
        with pytest.raises(Problems):
            assessed(refused_county(number, fault))
