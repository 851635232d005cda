"""Whole files: several decks at once, custom notes, and what a package says nothing of."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType, Template
from flashcards.formats.rows import DeckRows, NoteRow, TopicRow
from flashcards.services.importing.options import ImportOptions
from tests.services.brought import (
    a_deck,
    a_note,
    a_table,
    bring,
    card_id,
    cloze,
    look,
    past,
    preview_row,
)
from tests.services.factories import (
    assert_caches_agree,
    columns,
    content,
    fields,
    import_text,
    note,
    operations,
    own_deck,
    rows,
    value,
)

VOCABULARY = NoteType(
    "Vocabulary",
    ("Word", "Meaning", "Example", "Origin", "Sound"),
    (
        Template("Recognise", "{{Word}}", "{{FrontSide}}\n\n{{Meaning}}"),
        Template("Recall", "{{Meaning}}", "{{Word}}"),
        Template("Example", "{{#Example}}{{Example}}{{/Example}}", "{{Meaning}}"),
    ),
)


def word(source_id: str, *texts: str, **facts: object) -> NoteRow:
    """A custom note."""
    return NoteRow(NoteFields.of(texts), NoteKind.CUSTOM, source_id, note_type=VOCABULARY, **facts)  # type: ignore[arg-type]


def decks(app: App) -> dict[str, int]:
    """The decks of the package with their cards."""
    return dict(
        rows(
            app,
            "SELECT d.name, count(c.id) FROM deck d JOIN card c ON c.deck_id = d.id "
            "WHERE d.namespace = 'anki' AND c.deleted_by IS NULL GROUP BY d.id ORDER BY d.name",
        )
    )


class TestSeveralDecks:
    """One file, one operation."""

    PACKAGE = (
        a_deck(a_note("a", tags=("grammar::verbs",)), title="Languages::Latin"),
        a_deck(a_note("b"), cloze("c", "{{c1::One}} and {{c2::two}}"), title="Languages"),
        a_deck(a_note("d"), title="Music"),
    )

    def test_all_come_in_together(self, app: App) -> None:
        report = bring(app, *self.PACKAGE)
        assert report.decks == ("Languages::Latin", "Languages", "Music")
        assert (report.notes_added, report.cards_added) == (4, 5)
        assert decks(app) == {"Languages": 3, "Languages::Latin": 1, "Music": 1}
        assert app.search.ids("tag:grammar::verbs")
        assert_caches_agree(app)

    def test_undo_takes_them_all_back(self, app: App) -> None:
        before = content(app)
        bring(app, *self.PACKAGE)
        app.undo.undo()
        assert content(app) == before
        app.undo.redo()
        assert decks(app) == {"Languages": 3, "Languages::Latin": 1, "Music": 1}

    def test_the_same_file_again_changes_nothing(self, app: App) -> None:
        bring(app, *self.PACKAGE)
        before, count = content(app), operations(app)
        report = bring(app, *self.PACKAGE)
        assert (report.notes_unchanged, report.notes_added) == (4, 0)
        assert report.changes.operation is None
        assert (content(app), operations(app)) == (before, count)

    def test_a_deck_that_is_named_takes_them_below_it(self, app: App) -> None:
        bring(app, *self.PACKAGE, options=ImportOptions(deck="Old cards"))
        assert decks(app) == {
            "Old cards::Languages": 3,
            "Old cards::Languages::Latin": 1,
            "Old cards::Music": 1,
        }

    def test_a_single_deck_becomes_the_one_that_is_named(self, app: App) -> None:
        bring(app, self.PACKAGE[0], options=ImportOptions(deck="Latin"))
        assert decks(app) == {"Latin": 1}

    def test_a_note_that_stands_in_two_decks_comes_once(self, app: App) -> None:
        one, two = a_deck(a_note("a"), title="One"), a_deck(a_note("a"), title="Two")
        report = bring(app, one, two)
        assert (report.notes_added, report.notes_skipped) == (1, 1)
        assert bring(app, one, two).changes.operation is None

    def test_tables_of_one_title_share_their_namespace(self, app: App) -> None:
        parts = (a_table(a_note(None, "One?")), a_table(a_note(None, "Two?")))
        bring(app, *parts)
        found = rows(app, "SELECT DISTINCT namespace FROM note WHERE heading IN ('One?', 'Two?')")
        assert len(found) == 1
        assert bring(app, *parts).changes.operation is None


class TestWhatAPackageSaysNothingOf:
    """It brings some notes; of all others, and of where the learner put them, it knows nothing."""

    def test_a_note_that_is_missing_stays(self, app: App) -> None:
        bring(app, a_deck(a_note("a"), a_note("b")))
        report = bring(app, a_deck(a_note("b")))
        assert report.warnings == ()
        assert columns(app, card_id("a"), "suspended", "queue") == (0, 0)

    def test_the_order_of_its_notes_moves_none(self, app: App) -> None:
        bring(app, a_deck(a_note("a"), a_note("b")))
        count = operations(app)
        bring(app, a_deck(a_note("b"), a_note("a")))
        assert operations(app) == count

    def test_new_notes_come_behind_those_that_are_there(self, app: App) -> None:
        bring(app, a_deck(a_note("a"), a_note("b")))
        bring(app, a_deck(a_note("c"), a_note("a")))
        found = rows(app, "SELECT source_id FROM note WHERE namespace = 'anki' ORDER BY position")
        assert [source for (source,) in found] == ["a", "b", "c"]

    def test_a_note_stays_in_the_deck_where_it_is(self, app: App) -> None:
        bring(app, a_deck(a_note("a"), title="One"))
        report = bring(app, a_deck(a_note("a"), title="Two"))
        assert report.notes_unchanged == 1
        assert decks(app) == {"One": 1}

    def test_unless_somebody_names_a_deck(self, app: App) -> None:
        bring(app, a_deck(a_note("a"), title="One"))
        bring(app, a_deck(a_note("a"), title="One"), options=ImportOptions(deck="Two"))
        assert decks(app) == {"Two": 1}

    def test_an_update_of_its_text_keeps_the_schedule(self, app: App, clock: FixedClock) -> None:
        bring(app, a_deck(a_note("a", "", "", past())))
        before = columns(app, card_id("a"), "state", "due_day", "stability", "reps")
        report = bring(app, a_deck(a_note("a", "", "New", past())))
        assert (report.notes_updated, report.reviews_added) == (1, 0)
        assert fields(app, note("a", "anki")).answer == "New"
        assert columns(app, card_id("a"), "state", "due_day", "stability", "reps") == before

    def test_a_table_of_the_same_name_may_be_another(self, app: App) -> None:
        first = a_table(*(a_note(None, f"Question number {n}?") for n in range(1, 9)))
        bring(app, first)
        other = a_table(*(a_note(None, f"Question number {n}?") for n in range(10, 14)))
        assert bring(app, other).notes_added == 4

    def test_a_table_that_has_most_of_the_old_rows_is_its_newer_self(self, app: App) -> None:
        first = a_table(*(a_note(None, f"Question number {n}?") for n in range(1, 9)))
        bring(app, first)
        rows_now = [a_note(None, f"Question number {n}?") for n in range(1, 8)]
        changed = a_note(None, "Question number 8, then?")
        report = bring(app, a_table(*rows_now, changed))
        assert (report.notes_added, report.notes_updated) == (0, 1)


class TestCustomNotes:
    """Note types of other programs, with their fields and templates."""

    def test_each_template_that_shows_a_field_gives_a_card(self, app: App) -> None:
        report = bring(app, a_deck(word("a", "ilk", "kind"), word("b", "ilk", "kind", "of that")))
        assert (report.notes_added, report.cards_added) == (2, 5)
        assert app.study.card(card_id("a", "t1")).question == "ilk"
        assert app.study.card(card_id("b", "t3")).question == "of that"

    def test_the_type_is_kept_once(self, app: App) -> None:
        bring(app, a_deck(word("a", "ilk", "kind"), word("b", "eke", "also")))
        assert value(app, "SELECT count(*) FROM note_type WHERE kind = 'custom'") == 1
        count = operations(app)
        assert bring(app, a_deck(word("a", "ilk", "kind"))).changes.operation is None
        assert operations(app) == count

    def test_a_field_that_is_filled_later_gives_its_card(self, app: App) -> None:
        bring(app, a_deck(word("a", "ilk", "kind")))
        report = bring(app, a_deck(word("a", "ilk", "kind", "of that ilk")))
        assert (report.notes_updated, report.cards_added) == (1, 1)
        assert_caches_agree(app)

    def test_all_fields_are_kept(self, app: App) -> None:
        texts = ("ilk", "kind", "of that ilk", "Old English", "[sound:ilk.mp3]")
        bring(app, a_deck(word("a", *texts)))
        assert fields(app, note("a", "anki")).texts == texts

    def test_their_cards_have_a_past(self, app: App) -> None:
        row = word("a", "ilk", "kind", cards=(past(key="t2"), past((), None, key="t1")))
        report = bring(app, a_deck(row))
        assert report.reviews_added == 4
        assert columns(app, card_id("a", "t2"), "reps") == (4,)
        assert columns(app, card_id("a", "t1"), "reps") == (0,)
        assert_caches_agree(app)

    def test_without_an_id_and_a_first_field_they_are_told_apart(self, app: App) -> None:
        notes = (word("", "", "kind"), word("", "", "also"))
        bare = [NoteRow(n.fields, n.kind, None, note_type=n.note_type) for n in notes]
        deck = a_table(*bare)
        assert bring(app, deck).notes_added == 2
        assert bring(app, deck).changes.operation is None


class TestTexts:
    """Whatever stands in a text, it gets in harmless or not at all."""

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("a\ud800b", "a\ufffdb"),
            ("a\x1fb", "ab"),
            ("a\0b", "ab"),
            ("\ud83d\ude00", "😀"),
            ("x" * 1_000_000, "x" * 1_000_000),
            ("'); DROP TABLE note; --", "'); DROP TABLE note; --"),
        ],
    )
    def test_what_the_database_cannot_keep_is_taken_out(
        self, app: App, given: str, kept: str
    ) -> None:
        deck = a_deck(a_note("a", f"Q {given}", given, tags=(f"t{given[:9]}",)), title=given[:30])
        assert bring(app, deck).notes_added == 1
        assert fields(app, note("a", "anki")).answer == kept
        assert bring(app, deck).changes.operation is None
        assert app.maintenance.check().ok

    def test_topics_too(self, app: App) -> None:
        topic = TopicRow("a\ud800", aliases=("\0",), tags=("x\x1f",), notes=(a_note(None, "Q?"),))
        deck = DeckRows("\ud800", topics=(topic,), front_matter=(("k", "\ud800"),))
        assert bring(app, deck).notes_added == 1
        assert app.maintenance.check().ok

    def test_an_id_with_a_half_character_stays_the_same_id(self, app: App) -> None:
        deck = a_deck(a_note("\ud800x"))
        bring(app, deck)
        assert bring(app, deck).changes.operation is None

    def test_a_deck_without_a_name_gets_one(self, app: App) -> None:
        assert bring(app, a_deck(a_note("a"), title=" \0")).decks == ("Imported",)

    def test_a_note_of_no_card_is_a_note(self, app: App) -> None:
        assert bring(app, a_deck(cloze("a", "Nothing left out"))).cards_added == 0
        assert app.maintenance.check().ok


class TestTopicsOfATable:
    """A column of topics: those that the library has already take the cards in."""

    def table(self, *topics: str) -> DeckRows:
        listed = tuple(
            TopicRow(title, notes=(a_note(None, f"About {title}?"),)) for title in topics
        )
        return DeckRows("Interview", topics=listed, complete=False)

    def test_the_cards_of_a_known_topic_stand_on_the_road(self, app: App) -> None:
        bring(app, self.table("Joins", "Cooking"))
        storage = app.roadmaps.view().stages[1]
        counts = {topic.title: topic.cards for topic in storage.topics}
        assert counts == {"Indexing": 2, "Joins": 3}
        assert value(app, "SELECT count(*) FROM topic WHERE title = 'Cooking'") == 1
        assert value(app, "SELECT count(*) FROM topic WHERE title = 'Joins'") == 1

    def test_the_same_table_again_changes_nothing(self, app: App) -> None:
        bring(app, self.table("Joins", "Cooking"))
        assert bring(app, self.table("Joins", "Cooking")).changes.operation is None

    def test_undo_takes_them_from_the_road(self, app: App) -> None:
        before = content(app)
        bring(app, self.table("Joins", "Cooking"))
        app.undo.undo()
        assert content(app) == before

    def test_a_deck_file_keeps_its_own_topics(self, app: App) -> None:
        import_text(app, own_deck(1).replace("###", "## Joins\n\n###"))
        assert value(app, "SELECT count(*) FROM topic WHERE title = 'Joins'") == 2


def test_a_preview_of_a_package_tells_its_reviews(app: App) -> None:
    deck = a_deck(a_note("a", "", "", past()), a_note("b", "", "", past()))
    report = look(app, deck).report
    assert (report.notes_added, report.cards_added, report.reviews_added) == (2, 2, 8)
    assert preview_row(app, a_deck(a_note("c"))).deck == "Own"
