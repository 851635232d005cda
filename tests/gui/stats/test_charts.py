"""The statistics as charts: what each draws, says and opens, and what is too little to draw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.domain.query import parse_query
from flashcards.domain.wording import THIN_SPACE
from flashcards.gui.charts.data import (
    BarChart,
    BarList,
    Chart,
    HeatMap,
    LineChart,
    Scatter,
    readout,
    table_of,
)
from flashcards.gui.stats import card_charts, day_charts, history_charts, texts
from flashcards.services.statistics.view import (
    Answers,
    Bin,
    Buttons,
    Calibration,
    CalibrationBin,
    Cards,
    Forecast,
    ForecastDay,
    Histogram,
    Hour,
    Known,
    Overview,
    Share,
    Statistics,
    StudiedDay,
    stage_query,
)

TODAY = 20_781  # Tuesday, 24 November 2026


def overview(*days: StudiedDay, first: int = TODAY - 89, **changes: object) -> Overview:
    total = sum(days, StudiedDay(TODAY))
    usual = Overview(
        first=first, today=TODAY, days=days, calendar=days, answers=total.reviews, target=0.9,
        cards=798, seen=505, mastered=391, began=TODAY - 400, total=total,
    )  # fmt: skip
    return replace(usual, **changes)


def day(ago: int, recalled: int = 9, forgotten: int = 1, reviews: int = 12) -> StudiedDay:
    return StudiedDay(TODAY - ago, reviews, 2, recalled + forgotten, recalled, forgotten, 10.0, 4.0)


def chart_of(found: Chart | tuple[Chart, str] | str) -> Chart:
    assert not isinstance(found, str), found
    return found[0] if isinstance(found, tuple) else found


def histogram(name: str, *counts: int, bounds: tuple[float, ...]) -> Histogram:
    edges = (None, *bounds, None)
    bins = tuple(Bin(*edges[n : n + 2], count) for n, count in enumerate(counts))
    return Histogram(name, bins, sum(counts), 16.0, 20.0)


def cards(**changes: Histogram) -> Cards:
    some = histogram("stability", 30, 30, bounds=(7.0,))
    return Cards((), **{**dict.fromkeys(("stability", "difficulty", "recall", "interval"), some),
                        **changes})  # fmt: skip


# Words


def test_the_figures_say_what_matters() -> None:
    days = [day(ago, reviews=40) for ago in range(10)]
    shown = texts.figures(overview(*days), 90)
    assert [(figure.value, figure.caption) for figure in shown] == [
        (f"90.0{THIN_SPACE}%", f"true retention, target 90{THIN_SPACE}%"),
        ("400", "reviews in 90 days"),
        ("10 min", "a day, on days studied"),
        ("505", "of 798 cards seen"),
        (f"48{THIN_SPACE}%", "mastered overall"),
    ]


def test_without_reviews_there_is_no_retention() -> None:
    shown = texts.figures(overview(StudiedDay(TODAY, 1, 1)), None)
    assert shown[0].value == "–"
    assert shown[1].caption == "review ever"


def test_too_few_answers_are_counted() -> None:
    assert texts.too_few(6) == "Charts appear after 20 reviews. 6 so far."


def test_lengths_are_written_in_the_fewest_signs() -> None:
    bounds = (None, 1.0, 3.0, 7.0, 14.0, 28.0, 60.0, 120.0, 365.0, None)
    shown = [texts.length_bin(*bounds[n : n + 2]).replace(THIN_SPACE, " ") for n in range(9)]
    assert shown == [
        "<1 d", "1–3 d", "3–7 d", "1–2 w", "2–4 w", "1–2 mo", "2–4 mo", "4–12 mo", ">1 y",
    ]  # fmt: skip
    assert texts.length_bin(120.0, None) == f">4{THIN_SPACE}mo"


# History


def test_retention_is_a_line_with_its_interval_and_target() -> None:
    shown = chart_of(history_charts.retention(overview(*(day(ago) for ago in range(80, -1, -1)))))
    assert isinstance(shown, LineChart)
    assert len(shown.places) == 13
    assert shown.target is not None
    assert shown.target.label == f"90{THIN_SPACE}%"
    assert shown.places[0].label == "31 Aug to 6 Sept"
    assert readout(shown, 12)[1:] == (
        f"Retention 90.0{THIN_SPACE}%",
        f"95{THIN_SPACE}% interval 69.9 to 97{THIN_SPACE}%",
        "20 reviews",
    )
    assert shown.summary == f"90.0{THIN_SPACE}% of 810 reviews recalled, target 90{THIN_SPACE}%."


def test_a_week_without_reviews_is_a_gap() -> None:
    shown = chart_of(history_charts.retention(overview(day(30, 90), day(0, 90))))
    assert isinstance(shown, LineChart)
    assert shown.series[0].values.count(None) == len(shown.places) - 2
    assert readout(shown, 0)[1] == "No reviews"


def test_a_few_reviews_of_a_week_do_not_stretch_the_axis() -> None:
    days = [day(ago, 90, 10) for ago in range(80, 6, -1)]
    shown = chart_of(history_charts.retention(overview(*days, day(0, 1, 1))))
    calm = chart_of(history_charts.retention(overview(*days)))
    assert isinstance(shown, LineChart)
    assert isinstance(calm, LineChart)
    assert calm.y.low >= 0.8
    assert shown.y.low == 0.4


def test_too_few_reviews_are_a_text() -> None:
    said = history_charts.retention(overview(day(0, 5, 1)))
    assert said == ("6 reviews a day or more after the last one, 5 recalled; a chart needs 20.")


def test_the_calendar_has_shades_by_quartiles_and_outlines_today() -> None:
    days = [day(ago, reviews=reviews) for ago, reviews in ((4, 10), (3, 20), (2, 30), (1, 40))]
    shown = chart_of(day_charts.study_days(overview(*days)))
    assert isinstance(shown, HeatMap)
    assert len(shown.places) == 53 * 7
    assert shown.outlined is not None
    assert shown.places[shown.outlined].label == "Tuesday, 24 November"
    assert shown.levels[shown.outlined - 4 : shown.outlined + 1] == (1, 2, 3, 4, 0)
    assert shown.levels[shown.outlined + 1] is None
    assert readout(shown, shown.outlined - 1)[1:] == ("40 reviews, 2 new", "10 min")
    assert [text for _, text in shown.rows] == ["Mon", "Wed", "Fri"]
    assert [text for _, text in shown.columns][-2:] == ["Oct", "Nov"]


def test_minutes_are_by_day_for_a_month_and_else_by_week() -> None:
    days = [day(ago) for ago in range(20, -1, -1)]
    month = chart_of(day_charts.time_spent(overview(*days, first=TODAY - 29)))
    quarter = chart_of(day_charts.time_spent(overview(*days)))
    years = chart_of(day_charts.time_spent(overview(*days, first=TODAY - 800, began=0)))
    assert [shown.name for shown in (month, quarter, years)] == [
        "Minutes a day", "Minutes a week", "Minutes in 4 weeks",
    ]  # fmt: skip
    assert isinstance(month, BarChart)
    assert len(month.places) == 30
    assert readout(month, 29)[1:] == ("Reviews 6 min", "New cards 4 min", "12 answers")
    assert month.series[0].values[29] + month.series[1].values[29] == 10.0
    assert day_charts.time_spent(overview()) == "No reviews in this time."


def test_grades_are_bars_by_age_that_open_the_cards() -> None:
    answers = _answers(Buttons((5, 0, 20, 1), (3, 1, 30, 2), (1, 0, 9, 0)))
    shown = chart_of(history_charts.buttons(answers, 30))
    assert isinstance(shown, BarChart)
    assert not shown.stacked
    assert [series.name for series in shown.series] == ["mature", "young", "learning"]
    assert [place.key for place in shown.places][:2] == ["rated:30:again", "rated:30:hard"]
    assert readout(shown, 0) == (
        "Again",
        f"mature 1, 10{THIN_SPACE}%",
        f"young 3, 8{THIN_SPACE}%",
        f"learning 5, 19{THIN_SPACE}%",
    )
    ever = chart_of(history_charts.buttons(answers, None))
    parse_query(ever.places[0].key)
    few = history_charts.buttons(_answers(Buttons((5, 0, 0, 0))), 30)
    assert few == "5 answers in this time; a chart needs 20."


def _answers(buttons: Buttons) -> Answers:
    return Answers(Share(), Share(), (), buttons, ())


def test_hours_are_counted_and_judged(found: Statistics) -> None:
    counts = chart_of(history_charts.hours(found.answers))
    recall = chart_of(history_charts.recall_by_hour(found.answers, 0.9))
    assert isinstance(counts, BarChart)
    assert isinstance(recall, LineChart)
    assert len(counts.places) == len(recall.places) == 24
    assert sum(counts.series[0].values) == found.overview.answers
    assert counts.places[23].label == "23:00 to 00:00"
    best = [Hour(n, 30, Share(29 if n == 7 else 20, 30)) for n in range(24)]
    named = chart_of(history_charts.recall_by_hour(replace(found.answers, hours=tuple(best)), 0.9))
    assert named.summary == f"67.9{THIN_SPACE}% recalled, most at 07:00."


def test_retention_by_age_tells_young_from_mature(found: Statistics) -> None:
    shown = chart_of(history_charts.retention_by_age(found.answers, found.overview))
    assert isinstance(shown, LineChart)
    assert [series.name for series in shown.series] == ["mature", "young"]
    assert shown.summary.startswith("Recalled: mature ")
    assert len(shown.places) == len(found.answers.weeks)


def test_knowledge_grows() -> None:
    shown = chart_of(history_charts.knowledge([Known(TODAY - 7, 30.0), Known(TODAY, 41.6)]))
    assert shown.summary == "42 cards would be recalled now, 12 cards more than 17 Nov."
    assert history_charts.knowledge([Known(TODAY, 3.2)]) == "3 cards would be recalled now."
    assert history_charts.knowledge([]) == "0 cards would be recalled now."


# Cards


def test_the_forecast_marks_today_mondays_and_the_interview() -> None:
    days = tuple(ForecastDay(TODAY + n, 30.0, 12.0) for n in range(30))
    shown = chart_of(card_charts.forecast(Forecast(days, 7, TODAY + 21)))
    assert isinstance(shown, BarChart)
    assert [tick.label for tick in shown.ticks] == [
        "Today", "30 Nov", "7 Dec", "14 Dec", "21 Dec", "Interview",
    ]  # fmt: skip
    assert shown.mark is not None
    assert shown.mark.at == 21
    assert readout(shown, 0) == ("Today", "30 reviews", "12 new", "7 overdue")
    assert [place.key for place in shown.places[:2]] == ["due<=0", "due=1"]
    assert shown.summary == "About 42 cards a day in the next 30 days."
    without = chart_of(card_charts.forecast(Forecast(days, 0)))
    assert isinstance(without, BarChart)
    assert without.mark is None


def test_nothing_to_come_is_said() -> None:
    days = tuple(ForecastDay(TODAY + n, 0.0, 0.0) for n in range(30))
    assert card_charts.forecast(Forecast(days, 0)) == "Nothing is due in the next 30 days."


def test_stages_are_bars_that_open_their_cards(found: Statistics) -> None:
    shown = chart_of(card_charts.stages(found.cards))
    assert isinstance(shown, BarList)
    assert shown.rows[0].place.key == stage_query("Basics")
    assert shown.rows[0].tick is not None
    begun = sum(row.share is not None for row in shown.rows)
    assert shown.summary == f"{begun} of 3 stages begun."


def test_a_stage_that_was_not_begun_has_a_dash(found: Statistics) -> None:
    lines = tuple(replace(line, seen=0, recall=None) for line in found.cards.stages)
    shown = chart_of(card_charts.stages(replace(found.cards, stages=lines)))
    assert isinstance(shown, BarList)
    assert {row.text for row in shown.rows} == {"–"}
    assert {row.share for row in shown.rows} == {None}
    assert card_charts.stages(replace(found.cards, stages=())) == (
        "There is no roadmap to show stages of."
    )


def test_a_bar_of_cards_opens_those_cards() -> None:
    some = histogram("stability", 10, 20, 30, bounds=(1.0, 3.0))
    shown, caption = card_charts.stability(cards(stability=some))
    assert shown.name == "Stability of 60 cards"
    assert caption == "median 16 days"
    assert readout(shown, 1) == (
        f"Stability 1–3{THIN_SPACE}d",
        "20 cards",
        f"33{THIN_SPACE}% of them",
    )
    assert shown.places[1].key == "stability>=1 stability<3 -is:suspended"
    for place in shown.places:
        parse_query(place.key)


def test_too_few_cards_are_a_text() -> None:
    some = histogram("stability", 3, 3, bounds=(1.0,))
    assert card_charts.stability(cards(stability=some)) == (
        "6 cards seen, stability 16 days (median); a chart needs 20."
    )
    none = Histogram("stability", (), 0, None, None)
    assert card_charts.stability(cards(stability=none)) == "0 cards seen; a chart needs 20."


@pytest.mark.parametrize("name", ["stability", "difficulty", "recall", "intervals"])
def test_each_number_of_a_card_is_a_chart(name: str, found: Statistics) -> None:
    shown = chart_of(getattr(card_charts, name)(found.cards))
    assert isinstance(shown, BarChart)
    assert shown.ticks
    assert all(tick.label for tick in shown.ticks)
    total = sum(value or 0 for value in shown.series[0].values)
    assert f"{total:.0f} cards" in shown.summary


def calibration(*bins: tuple[float, float, int, int]) -> Calibration:
    made = tuple(CalibrationBin(low, low + 0.05, p, Share(hit, of)) for low, p, hit, of in bins)
    return Calibration(sum(of for *_, of in bins), 0.31, 0.019, made)


def test_calibration_is_dots_that_have_enough_to_say() -> None:
    shown, caption = card_charts.calibration(
        calibration(
            (0.5, 0.52, 2, 5), (0.6, 0.62, 12, 20), (0.9, 0.92, 92, 100), (0.95, 0.97, 3, 3)
        )
    )
    assert isinstance(shown, Scatter)
    assert caption == "error 1.9 points"
    assert [dot.weight for dot in shown.dots] == [25, 103]
    assert shown.dots[0].x == pytest.approx((5 * 0.52 + 20 * 0.62) / 25)
    assert shown.dots[0].place.label == f"50 to 65{THIN_SPACE}%"
    assert (shown.x.low, shown.x.high) == (0.5, 1.0)
    assert "log loss 0.310" in shown.summary


def test_the_axes_of_calibration_hold_every_dot() -> None:
    shown, _ = card_charts.calibration(calibration((0.3, 0.32, 10, 30), (0.9, 0.92, 92, 100)))
    assert [tick.label for tick in shown.x.ticks] == ["25", "50", "75", "100"]
    lower, _ = card_charts.calibration(calibration((0.1, 0.12, 2, 30), (0.9, 0.92, 92, 100)))
    assert lower.x.low == 0.0


def test_few_predictions_are_a_text() -> None:
    said = card_charts.calibration(calibration((0.9, 0.92, 4, 5)))
    assert said == "5 predictions to judge; a chart needs 20."
    assert isinstance(card_charts.calibration(Calibration(0, None, None, ())), str)


def test_every_chart_can_be_read_as_a_table(found: Statistics) -> None:
    charts = [
        history_charts.retention(found.overview),
        history_charts.retention_by_age(found.answers, found.overview),
        day_charts.study_days(found.overview),
        day_charts.time_spent(found.overview),
        history_charts.buttons(found.answers, None),
        history_charts.hours(found.answers),
        history_charts.recall_by_hour(found.answers, 0.9),
        history_charts.knowledge(found.memory.knowledge),
        card_charts.forecast(found.forecast),
        card_charts.stages(found.cards),
        card_charts.calibration(found.memory.calibration),
    ]
    for shown in map(chart_of, charts):
        assert shown.name
        assert shown.summary.endswith(".")
        table = table_of(shown)
        assert all(column.title for column in table.columns), shown.name
        assert table.rows
