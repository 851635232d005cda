"""Scores, schedules, readiness, links and likeness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.practice.likeness import best_first, likeness, passage
from flashcards.domain.practice.links import circular_links
from flashcards.domain.practice.prompt import RubricPoint
from flashcards.domain.practice.readiness import StageEvidence, Tried, overall
from flashcards.domain.practice.schedule import PromptMemory, practice_scheduler, preview
from flashcards.domain.practice.scoring import score, suggested_grade
from flashcards.domain.review import Rating

RUBRIC = (
    RubricPoint(3, "names the lag", must=True),
    RubricPoint(1, "measures it"),
    RubricPoint(4, "mends it"),
    RubricPoint(2, "watches it"),
)
NOON = 1_795_521_600_000


class TestScoring:
    """From ticks to a grade."""

    @pytest.mark.parametrize(
        ("ticked", "points", "grade"),
        [
            (set(), 0, Rating.AGAIN),
            ({1, 2, 3}, 7, Rating.AGAIN),  # the must is missing
            ({0, 1}, 4, Rating.AGAIN),  # under half
            ({0, 3}, 5, Rating.HARD),
            ({0, 2}, 7, Rating.HARD),
            ({0, 1, 2}, 8, Rating.GOOD),
            ({0, 2, 3}, 9, Rating.EASY),
            ({0, 1, 2, 3, 99, -1}, 10, Rating.EASY),
        ],
    )
    def test_the_bounds(self, ticked: set[int], points: int, grade: Rating) -> None:
        result = score(RUBRIC, ticked)
        assert (result.points, result.possible, suggested_grade(result)) == (points, 10, grade)

    def test_what_is_missing_is_named(self) -> None:
        result = score(RUBRIC, {1, 2})
        assert (result.missed, result.missed_musts, result.musts) == ((0, 3), (0,), 1)

    def test_a_rubric_of_nothing_is_no_success(self) -> None:
        assert score((), ()).share == 0.0
        assert suggested_grade(score((), ())) is Rating.AGAIN


class TestSchedule:
    """When a prompt comes back."""

    def test_the_first_intervals(self) -> None:
        scheduler = practice_scheduler(StudyCalendar(), 0.9)
        outcomes = preview(scheduler, 1, None, NOON)
        days = [outcome.interval_s // 86_400 for outcome in outcomes.values()]
        assert days == [2, 5, 12, 25]

    def test_a_second_success_comes_back_later_and_a_failure_soon(self) -> None:
        scheduler = practice_scheduler(StudyCalendar(), 0.9)
        first = preview(scheduler, 1, None, NOON)[Rating.GOOD].schedule
        assert first.stability is not None
        assert first.difficulty is not None
        assert first.last_study_day is not None
        assert first.due_day is not None
        memory = PromptMemory(
            first.stability, first.difficulty, NOON, first.last_study_day, first.due_day
        )
        later = NOON + 12 * MS_PER_DAY
        outcomes = preview(scheduler, 1, memory, later)
        days = [outcome.interval_s // 86_400 for outcome in outcomes.values()]
        assert days == sorted(days)
        assert days[Rating.GOOD - 1] > 12 > days[Rating.AGAIN - 1]
        assert memory.recall(NOON) == 1.0
        assert memory.recall(later) == pytest.approx(0.9)


class TestReadiness:
    """What the share is made of."""

    def test_cards_and_practice_are_weighed(self) -> None:
        stage = StageEvidence(
            cards=10, seen=5, recall=4.0, prompts=5, tried=(Tried(0.8, 1.0), Tried(0.6, 0.5))
        )
        assert stage.card_part == 0.4
        assert stage.practice_part == pytest.approx((0.8 + 0.3) / 2 * 2 / 5)
        assert stage.share == pytest.approx(0.6 * 0.4 + 0.4 * 0.22)

    def test_a_stage_without_prompts_is_its_cards(self) -> None:
        stage = StageEvidence(cards=4, seen=4, recall=3.0, prompts=0)
        assert (stage.practice_part, stage.share) == (None, 0.75)

    def test_few_prompts_are_enough_where_there_are_few(self) -> None:
        stage = StageEvidence(cards=0, seen=0, recall=0.0, prompts=1, tried=(Tried(0.9, 1.0),))
        assert stage.share == 0.9

    def test_overall_stages_weigh_as_their_cards(self) -> None:
        full = StageEvidence(cards=30, seen=30, recall=30.0, prompts=0)
        empty = StageEvidence(cards=10, seen=0, recall=0.0, prompts=0)
        assert overall([full, empty]) == 0.75
        assert overall([]) == 0.0


class TestLinks:
    """Circles among links."""

    def test_a_circle_is_found_and_what_leads_into_it_is_none(self) -> None:
        links = {"a": ["b"], "b": ["c"], "c": ["a", "note"], "d": ["a"], "e": ["e"]}
        assert circular_links(links) == {("a", "b"), ("b", "c"), ("c", "a"), ("e", "e")}

    @given(
        st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefx"), max_size=3))
    )
    def test_a_link_is_circular_if_its_end_leads_back(self, links: dict[str, list[str]]) -> None:
        def reaches(start: str, goal: str) -> bool:
            seen, waiting = set[str](), [start]
            while waiting:
                name = waiting.pop()
                if name == goal:
                    return True
                if name not in seen:
                    seen.add(name)
                    waiting += links.get(name, [])
            return False

        expected = {
            (start, end)
            for start, ends in links.items()
            for end in ends
            if end in links and reaches(end, start)
        }
        assert circular_links(links) == expected


class TestLikeness:
    """Which text speaks of a point."""

    def test_forms_of_a_word_are_one_word(self) -> None:
        assert likeness("names replication lag", "A replica lags: replicated late") == 1.0
        assert likeness("the of and", "the of and") == 0.0

    def test_the_likest_comes_first_and_the_unlike_not_at_all(self) -> None:
        texts = ["An index costs writes", "Replication is asynchronous", "Replication lag grows"]
        assert [place for place, _ in best_first("names replication lag", texts)] == [2, 1]

    def test_the_passage_of_an_answer(self) -> None:
        answer = "First the cause.\n\n- The lag is measured.\n- Writes go to the leader.\n\nEnd."
        assert passage("measures the lag", answer) == "- The lag is measured."
        assert passage("budget", answer) == ""
