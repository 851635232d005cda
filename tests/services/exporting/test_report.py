"""The report of progress: its figures, and the file that is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flashcards import language
from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.calendar import date_of
from flashcards.errors import InvalidValueError
from flashcards.services.exporting import report_words as words
from flashcards.services.exporting.report_html import report_html
from flashcards.services.exporting.report_view import Calendar, Period, ProgressReport
from tests.services.factories import answer, card, import_text, learn, today
from tests.services.studied import study

VOID = frozenset({"meta", "rect", "br"})


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A library with six weeks of study; looked at only."""
    from tests.services.factories import write_content

    decks = write_content(tmp_path_factory.mktemp("decks") / "decks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flashcards.app.decks_path", lambda: decks)
        clock = FixedClock(parse_moment("2026-10-01T09:00:00Z"))
        app = bootstrap(tmp_path_factory.mktemp("report") / "library", clock=clock)
        study(app, clock)
        yield app
        app.close()


class Outline(HTMLParser):
    """Checks that elements are closed as they were opened, and keeps what was met."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def outline(page: str) -> Outline:
    found = Outline()
    found.feed(page)
    found.close()
    assert found.open == []
    return found


class TestFigures:
    def test_they_are_those_of_the_period(self, studied: App) -> None:
        whole = studied.exporting.report_figures()
        days = studied.statistics.overview().days
        assert whole.total.reviews == sum(day.reviews for day in days)
        assert whole.days_studied == len(days)
        assert (whole.first, whole.last) == (days[0].day, whole.made)
        first, last = days[3].day, days[9].day
        part = studied.exporting.report_figures(Period(first, last))
        assert part.total.reviews == sum(day.reviews for day in days[3:10])
        assert part.total.retention == pytest.approx(
            sum(day.recalled for day in days[3:10])
            / sum(day.recalled + day.forgotten for day in days[3:10])
        )
        assert (part.first, part.last, part.days) == (first, last, last - first + 1)
        assert part.minutes_a_day == pytest.approx(part.total.minutes / 7)

    def test_an_open_period_ends_today(self, studied: App) -> None:
        whole = studied.exporting.report_figures()
        late = studied.exporting.report_figures(Period(whole.made - 6, whole.made + 100))
        assert (late.days, late.last) == (7, whole.made)

    def test_a_period_that_ends_first_is_refused(self, studied: App) -> None:
        made = studied.exporting.report_figures().made
        with pytest.raises(InvalidValueError, match="after its end"):
            studied.exporting.report_figures(Period(made, made - 1))
        with pytest.raises(InvalidValueError, match="yet to come"):
            studied.exporting.report_figures(Period(made + 1))

    def test_the_longest_streak_is_within_the_period(self, app: App, clock: FixedClock) -> None:
        for step in (0, 1, 1, 2, 1):
            clock.advance(days=step)
            answer(app, card("variable"))
        report = app.exporting.report_figures()
        assert (report.days_studied, report.longest_streak) == (5, 3)
        day = today(clock)
        assert app.exporting.report_figures(Period(day - 4, day)).longest_streak == 2

    def test_stages_say_what_is_known_of_them(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, card("variable"), card("constant"))
        first, second, third = app.exporting.report_figures().stages
        assert (first.number, first.title, first.seen, first.locked) == (1, "Basics", 2, False)
        assert first.recall is not None
        assert first.recall > 0.99
        assert (second.locked, second.recall, second.seen) == (True, None, 0)
        assert third.title == "Tools"

    def test_weak_topics_are_below_the_target(self, app: App, clock: FixedClock) -> None:
        cards = [card(name) for name in ("variable", "constant", "shadowing", "while", "break")]
        learn(app, clock, *cards)
        assert app.exporting.report_figures().weakest == ()
        clock.advance(days=60)
        (weak,) = app.exporting.report_figures().weakest
        assert (weak.title, weak.stage, weak.seen) == ("Variables", "Basics", 3)
        assert weak.recall < 0.9


class TestCalendar:
    def test_it_has_whole_weeks_and_the_days_of_the_period(self, studied: App) -> None:
        report = studied.exporting.report_figures()
        calendar = report.calendar
        assert date_of(calendar.first).weekday() == 0
        assert len(calendar.levels) == 7 * calendar.weeks == 7 * 26
        days = {day.day for day in studied.statistics.overview().days}
        for place, level in enumerate(calendar.levels):
            day = calendar.first + place
            assert (level is None) == (day > report.last)
            assert bool(level) == (day in days)
        assert {level for level in calendar.levels if level} == {1, 2, 3, 4}

    def test_a_long_period_has_a_year_of_weeks(self, studied: App) -> None:
        made = studied.exporting.report_figures().made
        assert studied.exporting.report_figures(Period(made - 900)).calendar.weeks == 53

    def test_months_stand_where_they_begin(self) -> None:
        # 2026-10-26 is a Monday, whose week ends on 1 November
        calendar = Calendar(20_752, (0,) * 7 * 6)
        assert calendar.months == [(0, "Nov"), (5, "Dec")]


class TestWords:
    def test_the_head_says_it_in_numbers(self, studied: App) -> None:
        report = studied.exporting.report_figures(Period(20_727, 20_733))
        shown = dict(words.figures(report))
        assert f"{report.total.reviews:,}" in shown
        assert f"{report.days_studied} of 7" in shown
        assert words.period(report) == "1 October to 7 October 2026, 7 days"

    def test_a_period_over_new_year_names_both_years(self, studied: App) -> None:
        report = studied.exporting.report_figures(Period(20_440))
        assert words.period(report).startswith("18 December 2025 to ")

    def test_what_comes_next(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, card("variable"))
        clock.advance(days=40)
        week, month, *rest = app.exporting.report_figures().forecast
        assert re.match(r"The next 7 days will probably bring \d+ reviews? and \d+ new", week)
        assert month.startswith("The next 30 days will probably bring ")
        assert rest[0] == "1 review is overdue."
        assert re.fullmatch(r"Stage 2, Storage, opens .* at \d+ new cards? a day\.", rest[1])

    def test_nothing_was_studied_yet(self, app: App) -> None:
        report = app.exporting.report_figures()
        assert (report.total.reviews, report.days_studied, report.days) == (0, 0, 1)
        assert words.figures(report)[0][0] == "–"
        assert words.no_weakness(report) == "No card was studied yet."
        assert words.period(report) == "24 November 2026"
        outline(report_html(report))


class TestPage:
    def test_it_is_one_whole_page_without_script_or_address(self, studied: App) -> None:
        report = studied.exporting.report_figures()
        page = report_html(report)
        found = outline(page)
        assert not {"script", "link", "img", "iframe", "object"} & set(found.tags)
        assert found.addresses == []
        assert not re.search(r"https?:|url\(|@import|javascript:", page)
        assert "@page { size: A4" in page
        assert "default-src 'none'" in page
        assert found.tags.count("h1") == 1
        assert found.tags.count("svg") == len(report.stages) + 1
        for value, caption in words.figures(report):
            assert value in found.text
            assert caption in found.text
        assert "$" not in page

    def test_names_are_no_markup(self, app: App) -> None:
        import_text(
            app,
            "# <script>alert(1)</script> & Co\n\n## 1. <b>Data</b>\n\n- Indexing\n- Joins\n\n"
            "## 2. More\n\n- Git\n- Loops\n",
            "road.md",
        )
        page = report_html(app.exporting.report_figures())
        assert "<script" not in page
        assert "<b>" not in page
        outline(page)

    def test_it_says_in_which_language_it_is(self, app: App) -> None:
        report = app.exporting.report_figures()
        assert '<html lang="en">' in report_html(report)
        language.use("de")
        try:
            assert '<html lang="de">' in report_html(report)
        finally:
            language.use(language.ENGLISH)

    def test_it_is_written_to_a_file(self, studied: App, tmp_path: Path) -> None:
        made = studied.exporting.report(tmp_path / "report.html", Period(20_727, 20_733))
        report = studied.exporting.report_figures(Period(20_727, 20_733))
        assert made.rows == report.days_studied
        assert made.file.read_text(encoding="utf-8") == report_html(report)

    def test_a_refused_period_leaves_no_file(self, studied: App, tmp_path: Path) -> None:
        with pytest.raises(InvalidValueError):
            studied.exporting.report(tmp_path / "report.html", Period(9, 8))
        assert list(tmp_path.iterdir()) == []


def test_the_last_days_end_today(app: App, clock: FixedClock) -> None:
    day = today(clock)
    assert app.exporting.last_days(30) == Period(day - 29, day)
    assert app.exporting.last_days(1) == Period(day, day)


def test_a_report_is_a_plain_value(studied: App) -> None:
    report = studied.exporting.report_figures()
    assert isinstance(report, ProgressReport)
    assert hash(report) == hash(studied.exporting.report_figures())
