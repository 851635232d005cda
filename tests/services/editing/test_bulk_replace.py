"""Find and replace in the texts of notes: planned first, then done, and undone."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.errors import InvalidValueError
from flashcards.services.editing import bulk_replace
from flashcards.services.editing.bulk import BulkService
from flashcards.services.editing.bulk_find import Finder
from flashcards.services.editing.bulk_view import Replacement, ReplacePlan, ReplaceRequest, Where
from flashcards.services.scheduling.schedulers import SchedulerSource
from tests.services.factories import card, content, deck_text, fields, import_text, note, rows


@pytest.fixture
def bulk(app: App) -> BulkService:
    return BulkService(app.database, SchedulerSource())


def plan(app: App, bulk: BulkService, find: str, replace: str, **wanted: object) -> ReplacePlan:
    request = ReplaceRequest(find, replace, **wanted)  # type: ignore[arg-type]
    return bulk.plan_replace(app.search.ids(""), request)


def test_a_plan_shows_each_change_in_its_line(app: App, bulk: BulkService) -> None:
    found = plan(app, bulk, "rows", "lines")
    assert found.matches == 2
    assert set(found.note_ids) == {note("inner-join"), note("left-join")}
    assert set(found.shown) == {
        Replacement(
            note("inner-join"),
            "What does an inner join leave out?",
            "",
            "Rows",
            "lines",
            " without a partner.",
        ),
        Replacement(
            note("left-join"),
            "What does a left join keep?",
            "All ",
            "rows",
            "lines",
            " of the left table.",
        ),
    }


def test_nothing_is_written_before_it_is_asked_for(app: App, bulk: BulkService) -> None:
    before = content(app)
    planned = plan(app, bulk, "rows", "lines")
    assert content(app) == before
    done = bulk.replace(planned)
    assert done.notes == 2
    assert fields(app, note("left-join")).answer == "All lines of the left table."
    assert app.search.count("lines") == 2
    assert app.search.count("rows") == 0
    assert app.undo.undo().label == "Replace in 2 notes"
    assert content(app) == before
    assert app.search.count("rows") == 2


def test_capitals_count_where_they_are_to(app: App, bulk: BulkService) -> None:
    assert plan(app, bulk, "rows", "lines", case=True).note_ids == (note("left-join"),)


def test_marks_mean_themselves_in_plain_text(app: App, bulk: BulkService) -> None:
    assert plan(app, bulk, "print(1 + 1)", r"print(\1)").matches == 1
    assert plan(app, bulk, ".", "!").matches > 5


def test_an_expression_has_groups(app: App, bulk: BulkService) -> None:
    planned = plan(app, bulk, r"(left|inner) join", r"join (\1)", expression=True)
    bulk.replace(planned)
    assert fields(app, note("left-join")).heading == "What does a join (left) keep?"


def test_only_the_texts_that_are_meant_are_changed(app: App, bulk: BulkService) -> None:
    assert plan(app, bulk, "index", "tree", where=Where.ANSWER).matches == 0
    assert plan(app, bulk, "index", "tree", where=Where.QUESTION).matches == 2


def test_the_cards_of_a_cloze_note_follow_its_text(app: App, bulk: BulkService) -> None:
    before = content(app)
    bulk.replace(plan(app, bulk, "c2::global", "c3::global"))
    keys = rows(
        app,
        "SELECT key FROM card WHERE note_id = :id AND deleted_by IS NULL ORDER BY key",
        id=note("scopes"),
    )
    assert [key for (key,) in keys] == ["c1", "c3"]
    app.undo.undo()
    assert content(app) == before


def test_a_note_that_would_ask_nothing_is_left_as_it_is(app: App, bulk: BulkService) -> None:
    question = plan(app, bulk, "What is a commit?", "")
    assert (question.note_ids, question.refused) == ((), 1)
    answer = plan(app, bulk, "A snapshot with a message.", " ")
    assert (answer.note_ids, answer.refused) == ((), 1)
    cloze = plan(app, bulk, "{{c", "((c")
    assert (cloze.note_ids, cloze.refused) == ((), 1)


@pytest.mark.parametrize(
    ("find", "replace", "message"),
    [
        ("", "x", "write what is to be found"),
        ("(a+)+", "x", "A repeat within a repeat"),
        ("a*", "x", "finds nothing at all everywhere"),
        ("(a", "x", "can't be read"),
        ("(a)", r"\2", "new text can't be used: invalid group reference 2"),
        ("(a)", "\\", "new text can't be used: bad escape"),
    ],
)
def test_what_cannot_be_used_says_why(
    app: App, bulk: BulkService, find: str, replace: str, message: str
) -> None:
    with pytest.raises(InvalidValueError, match=message):
        plan(app, bulk, find, replace, expression=True)


def test_looking_through_the_notes_has_an_end(
    app: App, bulk: BulkService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_replace, "MOST_SECONDS", -1.0)
    with pytest.raises(InvalidValueError, match="takes longer than"):
        plan(app, bulk, "rows", "lines")


def test_many_notes_are_changed_together_and_stay_searchable(
    app: App, bulk: BulkService, clock: FixedClock
) -> None:
    notes = [f"What is thing number {number}?" for number in range(100)]
    import_text(app, deck_text(*notes))
    clock.advance(minutes=1)
    before = content(app)
    done = bulk.replace(plan(app, bulk, "thing", "item", where=Where.QUESTION))
    assert done.notes == 100
    assert app.search.count("item") == 100
    assert app.search.count('"thing number"') == 100  # the answers repeat it
    assert app.search.count("edited:1") == 100
    app.undo.undo()
    assert content(app) == before
    assert app.search.count("item") == 0
    with app.database.write("setup", "Check") as operation:
        operation.execute("INSERT INTO note_text (note_text) VALUES ('integrity-check')")


def test_what_changed_since_the_plan_is_looked_at_again(app: App, bulk: BulkService) -> None:
    planned = plan(app, bulk, "rows", "lines")
    bulk.delete([card("inner-join")])
    assert bulk.replace(planned).notes == 1


@pytest.mark.parametrize(
    ("find", "replace", "text", "changed"),
    [
        ("tree", "heap", "A tree: ![tree](tree.png)", "A heap: ![heap](tree.png)"),
        ("tree.png", "heap.png", "![](tree.png)", "![](heap.png)"),
        ("![](tree.png)", "", "A tree ![](tree.png)", "A tree "),
        ("tree", "heap", "![](<a tree.png>) tree", "![](<a tree.png>) heap"),
        ("tree", "heap", "[sound:tree.mp3] `![](tree.png)`", "[sound:tree.mp3] `![](heap.png)`"),
        ("tree", "heap", '<img src="tree.png" alt="tree">', '<img src="tree.png" alt="heap">'),
        ("http:", "https:", "[more](http://x.org)", "[more](https://x.org)"),
    ],
)
def test_the_names_of_files_are_replaced_as_a_whole_or_not_at_all(
    find: str, replace: str, text: str, changed: str
) -> None:
    assert Finder(ReplaceRequest(find, replace)).replace(text)[0] == changed
