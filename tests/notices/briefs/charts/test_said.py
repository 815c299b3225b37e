"""Each chart says the names and numbers that it is drawn from, in the order in which they are read."""

from engine.message import Message
from notices.briefs.figures import Grid, Histogram, Intervals, Slope, Tornado, Transition, Waterfall
from tests.notices.briefs import made
from tests.notices.briefs.drawings import bars, shown

TITLE = Message("Title")


def test_a_transition_counts_who_went_where() -> None:
    words = shown(Transition(TITLE, ("好", "较好"), ((5, 2), (1, 0)))).words
    assert words[:4] == ["5", "2 ↓", "1 ↑", "–"]
    assert words[4:9] == ["7", "1", "6", "2", "8"]
    assert words[-2:] == ["After", "↑ a higher grade than before, ↓ a lower one; on the diagonal nothing changes."]


def test_a_slope_has_each_rank_beside_its_unit() -> None:
    found = shown(Slope(TITLE, Message("now"), Message("then"), (("甲镇", 1, 2), ("乙镇", 2, 1), ("丙镇", 2, 2))))
    assert sorted(found.words) == sorted(
        ["甲镇　1", "乙镇　2", "丙镇　2", "1　乙镇", "2　甲镇", "2　丙镇", "now", "then", "up", "down", "unchanged"]
    )
    assert found.at("甲镇　1").y < found.at("乙镇　2").y < found.at("丙镇　2").y
    assert found.at("1　乙镇").y < found.at("2　甲镇").y < found.at("2　丙镇").y
    assert found.at("甲镇　1").right < found.at("1　乙镇").left


def test_a_slope_of_many_shows_those_that_move_most() -> None:
    still = tuple((f"样例{place}镇", place, place) for place in range(1, 81))
    lines = (*still[:40], ("样例甲镇", 41, 90), ("样例乙镇", 90, 41), *still[40:])
    words = shown(Slope(TITLE, TITLE, TITLE, lines)).words
    assert {"样例甲镇　41", "90　样例甲镇", "样例乙镇　90", "41　样例乙镇"} <= set(words)
    assert "Not shown: 22 units that move less." in words


def test_a_waterfall_goes_from_its_start_to_its_end_and_each_step_begins_where_the_last_ended() -> None:
    assert [(bar["name"], bar["from"], bar["to"], bar["text"]) for bar in bars(made.waterfall())] == [
        ("prizes.一等奖.winners = 2", 170_000.0, 220_000.0, "+50000"),
        ("prizes.二等奖.winners = 1", 220_000.0, 160_000.0, "−60000"),
        ("prizes.三等奖.amount = 8000", 160_000.0, 156_000.0, "−4000"),
    ]
    words = shown(made.waterfall()).words
    assert words.index("now") < words.index("with all edits")
    assert {"170000", "156000", "yuan"} <= set(words)


def test_a_waterfall_of_too_many_steps_puts_the_smallest_together_so_that_the_sum_is_right() -> None:
    steps = tuple((f"步骤{place}", float(place)) for place in range(1, 61))
    words = shown(Waterfall(TITLE, (TITLE, 0.0), steps, (TITLE, 1830.0), TITLE)).words
    assert "步骤4" in words
    assert "步骤3" not in words
    assert words[words.index("…") :].count("+6") >= 1
    assert "… are 3 smaller steps together." in words


def test_an_interval_says_its_middle_and_its_ends() -> None:
    rows = (("甲镇", 1.0, 2.0, 4.0, 2.0), ("乙镇", 3.0, 3.5, 4.25, None))
    found = shown(Intervals(TITLE, Message("Rank"), rows))
    assert [word for word in found.words if "(" in word] == ["2 (1–4)", "3.5 (3–4.25)"]
    assert found.at("甲镇").y == found.at("2 (1–4)").y
    assert "● middle, ◇ official; the line goes from the lower to the upper end." in found.words


def test_the_ends_of_an_interval_below_zero_are_told_apart() -> None:
    words = shown(Intervals(TITLE, TITLE, (("甲镇", -1.24, 0.0, 0.14, None),))).words
    assert "0 (−1.24 ~ 0.14)" in words


def test_good_ranks_may_stand_on_the_right() -> None:
    rows = (("甲镇", 1.0, 2.0, 4.0, None),)
    rising, falling = (shown(Intervals(TITLE, TITLE, rows, descending=each)) for each in (False, True))
    assert rising.at("1").x < rising.at("4").x
    assert falling.at("1").x > falling.at("4").x


def test_a_heat_map_leaves_nothing_blank_that_can_happen() -> None:
    words = shown(made.heat_map(4)).words
    # The 2 stands once more above its column.
    assert [words.count(each) for each in ("100", "62", "17", "2", "<1")] == [1, 3, 5, 3 + 1, 1]
    assert "In percent; the darker, the more." in words


def test_a_square_of_names_shows_the_same_ones_on_both_sides() -> None:
    found = shown(made.pairs(70))
    down = [each.text for each in found.texts if not each.turned and each.text.startswith("样例")]
    across = [each.text for each in found.texts if each.turned]
    assert len(down) == 40
    assert across == down


def test_a_histogram_says_the_share_of_each_value_and_names_its_marks() -> None:
    found = shown(made.histogram())
    assert [word for word in found.words if word.endswith("%")][:5] == ["4.1%", "22.3%", "48.2%", "19.7%", "5.7%"]
    decided, budget = found.at("as decided 170000"), found.at("Budget 180000")
    assert decided.x < budget.x
    assert decided.y != budget.y


def test_shares_that_would_touch_each_other_are_left_to_the_axis() -> None:
    bars_of = {count: tuple((float(value), 1 / count) for value in range(count)) for count in (10, 20)}
    # Each is written twice: white below its letters.
    assert shown(Histogram(TITLE, TITLE, bars_of[10])).words.count("10.0%") == 2 * 10
    assert shown(Histogram(TITLE, TITLE, bars_of[20])).words.count("5.0%") == 0


def test_marks_of_a_histogram_never_cover_each_other() -> None:
    marks = tuple((Message("预算线上限 {n}", n=n), 160_000.0 + 500 * n) for n in range(6))
    found = shown(Histogram(TITLE, TITLE, made.histogram().bars, marks))
    labels = [each for each in found.texts if each.text.startswith("预算")]
    assert len(labels) == 6
    for one in labels:
        for other in labels:
            apart = one.y != other.y or one.right <= other.left or other.right <= one.left
            assert one is other or apart


def test_a_bar_of_a_histogram_stands_for_its_value_not_for_all_between_two() -> None:
    two = bars(Histogram(TITLE, TITLE, ((150_000.0, 0.25), (170_000.0, 0.75))))
    assert [(each["from"], each["to"]) for each in two] == [(149_200.0, 150_800.0), (169_200.0, 170_800.0)]


def test_too_many_values_of_a_histogram_are_put_together() -> None:
    figure = Histogram(TITLE, TITLE, tuple((float(value), 0.001) for value in range(1000)))
    assert [round(bar["share"], 9) for bar in bars(figure)] == [2.5] * 40
    assert "Values are put together in 40 classes." in shown(figure).words


def test_a_tornado_has_the_longest_bar_on_top_and_as_many_decimals_everywhere() -> None:
    lengths = (("甲", 0.5, 0.4, 0.6), ("乙", -2.0, -2.1, -1.9), ("丙", 0.0, 0.0, 0.0))
    found = shown(Tornado(TITLE, Message("places"), lengths))
    assert found.at("乙").y < found.at("甲").y < found.at("丙").y
    assert [word for word in found.words if word in {"−2.00", "0.50", "0.00"}] == ["−2.00", "0.50", "0.00"]


def test_a_grid_has_a_word_in_each_cell() -> None:
    words = shown(Grid(TITLE, ("甲镇", "乙镇"), ("2015", "2016"), (("好", ""), ("较好", "好")), ("好", "较好"))).words
    assert words[:4] == ["好", "—", "较好", "好"]
    assert words[4:] == ["2015", "2016", "甲镇", "乙镇"]


def test_a_grid_says_what_stood_there_before_where_it_was_another() -> None:
    columns = ("2015", Message("好 from {points} points", points=92))
    found = Grid(
        TITLE, ("甲镇", "乙镇"), columns, (("好", "较好"), ("好", "")), ("好", "较好"), (("好", "好"), ("", "好"))
    )
    words = shown(found).words
    assert words[:4] == ["好", "好 → 较好", "— → 好", "好 → —"]
    assert words[4:] == ["2015", "好 from 92", "points", "甲镇", "乙镇"]


def test_a_waterfall_says_its_steps_in_words() -> None:
    steps = ((Message("{name} from {value} points", name="好", value="92"), -2.0),)
    assert "好 from 92 points" in shown(Waterfall(TITLE, (TITLE, 3.0), steps, (TITLE, 1.0), TITLE)).words
