"""The pieces of the statistics against numbers that are counted another way, answer by answer."""

from __future__ import annotations

import math
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean, median

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.forgetting import DECAY, retrievability
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.errors import InvalidValueError, NotFoundError, QueryError
from flashcards.services.statistics.view import Request, StudiedDay
from tests.services.factories import rows, value
from tests.services.studied import LoggedAnswer, logged, study

EVER = Request(None)
OWN = Request(None, "deck:Own")
PERIOD = Request(21)
NOW = parse_moment("2026-11-24T09:00:00Z")
DECAY_NOW = DEFAULT_PARAMETERS[DECAY]


@pytest.fixture(scope="module")
def app(
    pristine_small: Path, small_decks: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[App]:
    """A library with six weeks of study in it; no test of this module changes it."""
    folder = tmp_path_factory.mktemp("studied") / "library"
    clock = FixedClock(NOW - 42 * MS_PER_DAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flashcards.app.decks_path", lambda: small_decks)
        opened = bootstrap(Path(shutil.copytree(pristine_small, folder)), clock=clock)
    study(opened, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def answers(app: App) -> list[LoggedAnswer]:
    """What was answered."""
    return logged(app)


def today(app: App) -> int:
    return StudyCalendar().day(app.clock.now_ms())


def own_cards(app: App) -> set[int]:
    return {row[0] for row in rows(app, "SELECT c.id FROM card c JOIN deck d ON d.id = c.deck_id "
                                        "WHERE d.name = 'Own'")}  # fmt: skip


def counted(answer: LoggedAnswer) -> bool:
    return answer.state == State.REVIEW and answer.elapsed >= 1


def by_day(answers: list[LoggedAnswer]) -> list[StudiedDay]:
    found: dict[int, StudiedDay] = {}
    for one in answers:
        forgotten = one.rating == Rating.AGAIN
        minutes = one.duration_ms / 60_000
        found[one.study_day] = found.get(one.study_day, StudiedDay(one.study_day)) + StudiedDay(
            one.study_day,
            1,
            int(one.state == State.NEW),
            int(one.state == State.REVIEW),
            int(counted(one) and not forgotten),
            int(counted(one) and forgotten),
            minutes,
            minutes if one.state in (State.NEW, State.LEARNING) else 0.0,
        )
    return list(found.values())


def same(found: tuple[StudiedDay, ...], wanted: list[StudiedDay]) -> None:
    assert [day.day for day in found] == [day.day for day in wanted]
    for one, other in zip(found, wanted, strict=True):
        for name in ("reviews", "new", "due_reviews", "recalled", "forgotten"):
            assert getattr(one, name) == getattr(other, name), (one, other)
        assert one.minutes == pytest.approx(other.minutes)


def test_the_library_is_one_to_count_in(answers: list[LoggedAnswer]) -> None:
    assert len(answers) > 300
    assert {one.state for one in answers} == set(State)
    assert max(one.elapsed for one in answers) >= 21


def test_the_days_are_those_of_the_log(app: App, answers: list[LoggedAnswer]) -> None:
    overview = app.statistics.overview(EVER)
    same(overview.days, by_day(answers))
    assert overview.answers == overview.total.reviews == len(answers)
    assert overview.first == answers[0].study_day
    assert overview.began == overview.first
    assert overview.calendar == overview.days
    assert overview.minutes_a_day == pytest.approx(
        sum(one.duration_ms for one in answers) / 60_000 / len(overview.days)
    )


def test_the_days_of_some_cards_are_counted_from_the_log(
    app: App, answers: list[LoggedAnswer]
) -> None:
    own = own_cards(app)
    mine = [one for one in answers if one.card_id in own]
    assert 0 < len(mine) < len(answers)
    same(app.statistics.overview(OWN).days, by_day(mine))


def test_all_cards_found_by_a_search_are_as_all_cards(app: App) -> None:
    searched = app.statistics.overview(Request(21, "-kind:typed"))
    plain = app.statistics.overview(PERIOD)
    same(searched.days, list(plain.days))
    assert (searched.cards, searched.seen, searched.mastered, searched.answers) == (
        plain.cards, plain.seen, plain.mastered, plain.answers,
    )  # fmt: skip


def test_a_period_leaves_out_what_was_before(app: App, answers: list[LoggedAnswer]) -> None:
    overview = app.statistics.overview(PERIOD)
    first = today(app) - 20
    assert (overview.first, overview.today) == (first, today(app))
    same(overview.days, by_day([one for one in answers if one.study_day >= first]))
    assert len(overview.calendar) > len(overview.days)
    assert overview.began == by_day(answers)[0].day


def test_grades_are_counted_by_the_age_of_the_card(app: App, answers: list[LoggedAnswer]) -> None:
    due = dict[int, int]()
    wanted: defaultdict[str, Counter[int]] = defaultdict(Counter)
    given = dict(rows(app, "SELECT id, due_day - study_day FROM review WHERE due_day IS NOT NULL"))
    for one in answers:
        if one.state != State.REVIEW:
            wanted["learning"][one.rating] += 1
        elif counted(one):
            wanted["mature" if due[one.card_id] >= 21 else "young"][one.rating] += 1
        due[one.card_id] = given.get(one.id, 0)
    buttons = app.statistics.answers(EVER).buttons
    for group, counts in wanted.items():
        assert list(getattr(buttons, group)) == [counts[rating] for rating in Rating]
    assert sum(buttons.mature) > 0


def test_retention_by_age_adds_up_to_that_of_all(app: App) -> None:
    found = app.statistics.answers(EVER)
    total = app.statistics.overview(EVER).total.counted
    assert found.young + found.mature == total
    weeks = [week.young + week.mature for week in found.weeks]
    assert sum(week.of for week in weeks) == total.of
    assert sum(week.hits for week in weeks) == total.hits


def test_each_answer_has_its_hour(app: App, answers: list[LoggedAnswer]) -> None:
    calendar = StudyCalendar()
    wanted = Counter(calendar.local(one.time_ms).hour for one in answers)
    recalled = Counter(
        calendar.local(one.time_ms).hour
        for one in answers
        if counted(one) and one.rating != Rating.AGAIN
    )
    hours = app.statistics.answers(EVER).hours
    assert [hour.answers for hour in hours] == [wanted[number] for number in range(24)]
    assert [hour.recalled.hits for hour in hours] == [recalled[number] for number in range(24)]


def predictions(answers: list[LoggedAnswer]) -> list[tuple[float, LoggedAnswer]]:
    """The recall before each answer of a later day, card by card through the scheduler."""
    import numpy as np

    from flashcards.domain.memory import initial, step

    memory: dict[int, tuple[float, float, int]] = {}
    found = []
    for one in answers:
        rating = np.array([one.rating])
        if one.card_id in memory:
            stability, difficulty, day = memory[one.card_id]
            elapsed = one.study_day - day
            if elapsed:
                found.append((retrievability(stability, elapsed, DECAY_NOW), one))
            after = step(
                np.array([stability]), np.array([difficulty]), rating, np.array([elapsed]),
                DEFAULT_PARAMETERS,
            )  # fmt: skip
        else:
            after = initial(rating, DEFAULT_PARAMETERS)
        memory[one.card_id] = float(after[0][0]), float(after[1][0]), one.study_day
    return found


def test_calibration_is_of_every_review_of_a_later_day(
    app: App, answers: list[LoggedAnswer]
) -> None:
    wanted = predictions(answers)
    calibration = app.statistics.memory(EVER).calibration
    assert calibration.reviews == len(wanted) == sum(one.elapsed >= 1 for one in answers)
    losses = [
        -math.log(recall if one.rating != Rating.AGAIN else 1 - recall) for recall, one in wanted
    ]
    assert calibration.log_loss == pytest.approx(mean(losses))
    assert sum(each.recalled.of for each in calibration.bins) == len(wanted)
    assert sum(each.recalled.hits for each in calibration.bins) == sum(
        one.rating != Rating.AGAIN for _, one in wanted
    )
    for each in calibration.bins:
        inside = [recall for recall, _ in wanted if each.low <= recall < each.high]
        assert each.predicted == pytest.approx(mean(inside))


def test_rmse_is_that_of_bins_of_like_reviews(app: App, answers: list[LoggedAnswer]) -> None:
    number: Counter[int] = Counter()
    lapses: Counter[int] = Counter()
    recall = {one.id: value for value, one in predictions(answers)}
    bins: defaultdict[tuple[float, float, float], list[tuple[float, bool]]] = defaultdict(list)
    for one in answers:
        number[one.card_id] += 1
        if one.id in recall:
            key = (
                round(2.48 * 3.62 ** math.floor(math.log(one.elapsed) / math.log(3.62)), 2),
                round(1.99 * 1.89 ** math.floor(math.log(number[one.card_id]) / math.log(1.89)), 0),
                0 if not lapses[one.card_id]
                else round(
                    1.65 * 1.73 ** math.floor(math.log(lapses[one.card_id]) / math.log(1.73)), 0
                ),
            )  # fmt: skip
            bins[key].append((recall[one.id], one.rating != Rating.AGAIN))
        lapses[one.card_id] += one.rating == Rating.AGAIN and one.elapsed >= 1
    squares = sum(
        len(inside) * (mean(p for p, _ in inside) - mean(y for _, y in inside)) ** 2
        for inside in bins.values()
    )
    wanted = math.sqrt(squares / sum(map(len, bins.values())))
    assert len(bins) > 10
    assert app.statistics.memory(EVER).calibration.rmse == pytest.approx(wanted)


def test_knowledge_is_the_sum_of_what_is_remembered(app: App) -> None:
    day = today(app)
    remembered = rows(app, "SELECT stability, last_study_day FROM card WHERE queue > 0")
    wanted = sum(retrievability(s, day - last, DECAY_NOW) for s, last in remembered)
    knowledge = app.statistics.memory(EVER).knowledge
    assert knowledge[-1].day == day
    assert knowledge[-1].cards == pytest.approx(wanted)
    assert knowledge[0].cards < knowledge[-1].cards


def test_knowledge_of_an_earlier_day_is_what_it_was_then(
    app: App, answers: list[LoggedAnswer]
) -> None:
    whole = {known.day: known.cards for known in app.statistics.memory(PERIOD).knowledge}
    assert list(whole) == list(range(today(app) - 20, today(app) + 1))
    day = today(app) - 9
    until = [one for one in answers if one.study_day <= day]
    following = predictions([*until, *_asked_again(until, today(app) + 1)])[-len(_seen(until)) :]
    last = {one.card_id: one.study_day for one in until}
    wanted = 0.0
    for recall, one in following:
        elapsed = today(app) + 1 - last[one.card_id]
        factor = 0.9 ** (-1 / DECAY_NOW) - 1
        stability = factor * elapsed / (recall ** (-1 / DECAY_NOW) - 1)
        wanted += retrievability(stability, day - last[one.card_id], DECAY_NOW)
    assert whole[day] == pytest.approx(wanted)


def _seen(answers: list[LoggedAnswer]) -> set[int]:
    return {one.card_id for one in answers}


def _asked_again(answers: list[LoggedAnswer], day: int) -> list[LoggedAnswer]:
    return [LoggedAnswer(-1, card_id, 3, 0, day, 0, 2, 1) for card_id in sorted(_seen(answers))]


def test_cards_are_counted_by_what_they_are_now(app: App) -> None:
    found = app.statistics.cards(EVER)
    now = app.clock.now_ms()
    seen = rows(app, "SELECT stability, difficulty, last_review_ms, due_day - last_study_day, "
                     "queue FROM card WHERE queue > 0")  # fmt: skip
    recalls = [retrievability(s, (now - ms) / MS_PER_DAY, DECAY_NOW) for s, _, ms, _, _ in seen]
    assert found.stability.cards == found.difficulty.cards == found.recall.cards == len(seen)
    assert found.stability.median == pytest.approx(median(row[0] for row in seen))
    assert found.difficulty.mean == pytest.approx(mean(row[1] for row in seen))
    assert found.recall.mean == pytest.approx(mean(recalls))
    assert found.interval.median == median(row[3] for row in seen if row[4] == 2)
    for histogram in (found.stability, found.difficulty, found.recall, found.interval):
        assert sum(each.count for each in histogram.bins) == histogram.cards


def test_a_bin_holds_the_cards_that_its_query_finds(app: App) -> None:
    found = app.statistics.cards(EVER)
    for histogram in (found.stability, found.difficulty, found.recall, found.interval):
        for place, each in enumerate(histogram.bins):
            assert app.search.count(histogram.query(place)) == each.count, histogram.query(place)


def test_stages_say_what_the_roadmap_says(app: App) -> None:
    lines = app.statistics.cards(EVER).stages
    stages = app.roadmaps.view().stages
    assert [(line.number, line.title, line.cards, line.seen) for line in lines] == [
        (stage.number, stage.title, stage.cards, stage.seen) for stage in stages
    ]
    assert [line.mastery for line in lines] == pytest.approx([stage.mastery for stage in stages])
    assert lines[0].recall is not None
    assert 0.5 < lines[0].recall <= 1


def test_figures_of_a_stage_are_those_of_its_cards(app: App) -> None:
    request = Request(None, app.statistics.cards(EVER).stages[0].query)
    overview, cards = app.statistics.overview(request), app.statistics.cards(request)
    basics = cards.stages[0]
    assert (overview.cards, overview.seen) == (basics.cards, basics.seen)
    assert overview.mastery == pytest.approx(basics.mastery)
    assert cards.stages[1].cards == 0
    assert cards.stages[1].recall is None


def test_the_scopes_are_the_stages_and_decks(app: App) -> None:
    scopes = app.statistics.scopes()
    assert scopes.stages == ((1, "Basics"), (2, "Storage"), (3, "Tools"))
    assert scopes.decks == ("Basics", "Own", "Storage", "Tools")


def test_a_request_may_name_a_deck_a_stage_and_a_search(app: App) -> None:
    request = app.statistics.request(7, deck="Basics", stage="1", search="loops or constant")
    assert request == Request(7, "deck:Basics stage:1 (loops or constant)")
    assert app.statistics.overview(request).cards > 0
    assert app.statistics.request(None) == EVER


@pytest.mark.parametrize("scope", [{"deck": "Nowhere"}, {"stage": "11"}])
def test_what_is_named_has_to_exist(app: App, scope: dict[str, str]) -> None:
    with pytest.raises(NotFoundError, match=r"There are: .*Basics"):
        app.statistics.request(7, **scope)


def test_the_forecast_begins_with_what_is_due_today(app: App) -> None:
    forecast = app.statistics.forecast(EVER)
    day = today(app)
    assert [each.day for each in forecast.days] == list(range(day, day + 30))
    waiting = value(app, "SELECT count(*) FROM card WHERE queue = 2 AND due_day <= :day", day=day)
    learning = value(app, "SELECT count(*) FROM card WHERE queue = 1")
    assert forecast.days[0].reviews == waiting + learning
    late = value(app, "SELECT count(*) FROM card WHERE queue = 2 AND due_day < :day", day=day)
    assert forecast.overdue == late
    assert app.statistics.forecast(EVER) == forecast


def test_the_forecast_of_a_part_is_a_part_of_the_forecast(app: App) -> None:
    whole, own, rest = (
        app.statistics.forecast(request) for request in (EVER, OWN, Request(None, "-deck:Own"))
    )
    for place, day in enumerate(whole.days):
        parts = own.days[place].reviews + rest.days[place].reviews
        assert parts == pytest.approx(day.reviews, abs=0.11)


def test_everything_is_all_pieces(app: App) -> None:
    found = app.statistics.everything(PERIOD)
    assert found.request == PERIOD
    assert found.overview == app.statistics.overview(PERIOD)
    assert found.memory == app.statistics.memory(PERIOD)
    app.statistics.release()
    assert app.statistics.everything(PERIOD) == found


@pytest.mark.parametrize("days", [0, -1, 36_501])
def test_periods_have_bounds(app: App, days: int) -> None:
    with pytest.raises(InvalidValueError):
        app.statistics.overview(Request(days))


def test_a_query_that_cannot_be_read_is_told(app: App) -> None:
    for piece in (app.statistics.overview, app.statistics.cards, app.statistics.memory):
        with pytest.raises(QueryError):
            piece(Request(30, "recal<0.5"))


def test_a_query_that_finds_nothing_is_no_error(app: App) -> None:
    found = app.statistics.everything(Request(30, "deck:nowhere"))
    assert found.overview.answers == found.overview.cards == 0
    assert found.memory.calibration.log_loss is None
    assert {known.cards for known in found.memory.knowledge} == {0.0}
    assert found.forecast.total == 0
    assert found.cards.stability.median is None
