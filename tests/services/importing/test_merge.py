"""Any versions of a deck, with any edits between them, come out as the three sides say."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.merge import MergeOutcome, merge_text
from tests.services.factories import deck_text, import_text, note, operations, rows

TEXTS = st.sampled_from(["red", "green", "blue", "a long text\n\n- with\n- a list"])
VERSIONS = st.dictionaries(st.sampled_from("abcdefgh"), TEXTS, max_size=8)
# Alike, unlike, the same but for case: what a file without ids may ask.
QUESTIONS = st.lists(
    st.sampled_from(
        [
            "What does an index save?",
            "What does an index save us?",
            "what does an index  save?",
            "What does an index cost?",
            "When does a loop end?",
            "When does this loop end?",
            "Why?",
        ]
    ),
    min_size=1,
    max_size=6,
)
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def library(
    pristine_small: Path, small_decks: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[App]:
    """A small library in which each example makes decks of its own."""
    folder = Path(shutil.copytree(pristine_small, tmp_path_factory.mktemp("merge") / "library"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flashcards.app.decks_path", lambda: small_decks)
        app = bootstrap(folder, clock=FixedClock(parse_moment("2026-11-24T09:00:00Z")))
    yield app
    app.close()


def deck(title: str, version: dict[str, str]) -> str:
    notes = [(f"Question {name} {{#{name}}}", text) for name, text in version.items()]
    return deck_text(*notes, title=title, head=f"namespace: {title}")


def answers(app: App, title: str) -> dict[str, str]:
    """The answers of the notes that files brought, by their ids."""
    found = rows(
        app,
        "SELECT source_id, id FROM note WHERE namespace = :title AND deleted_by IS NULL",
        title=title,
    )
    return {name: app.study.note(identifier).fields.answer for name, identifier in found}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(versions=st.lists(VERSIONS.filter(bool), min_size=2, max_size=4), edits=st.lists(VERSIONS))
def test_each_text_is_whose_it_should_be(
    library: App, versions: list[dict[str, str]], edits: list[dict[str, str]]
) -> None:
    title = f"merge{next(_numbers)}"
    brought: dict[str, str] = {}
    mine: dict[str, str] = {}
    for number, version in enumerate(versions):
        import_text(library, deck(title, version))
        for name, theirs in version.items():
            merged = merge_text(brought.get(name), mine.get(name, theirs), theirs)
            mine[name] = merged.text
            # a conflict stays one until a side gives way
            if merged.outcome is not MergeOutcome.CONFLICT:
                brought[name] = theirs
        assert answers(library, title) == mine
        before = operations(library)
        assert import_text(library, deck(title, version)).changes.operation is None
        assert operations(library) == before
        for name, text in (edits[number] if number < len(edits) else {}).items():
            if name in mine:
                edit = library.study.note(note(name, title))
                library.study.edit(replace(edit, fields=replace(edit.fields, answer=text)))
                mine[name] = text


@settings(max_examples=40, deadline=None, derandomize=True)
@given(versions=st.lists(QUESTIONS, min_size=2, max_size=4))
def test_a_file_without_ids_asks_what_its_last_version_asks(
    library: App, versions: list[list[str]]
) -> None:
    title = f"alike{next(_numbers)}"
    for version in versions:
        text = deck_text(*((question, f"of {question}") for question in version), title=title)
        import_text(library, text)
        again = import_text(library, text)
        assert again.changes.operation is None
        assert not any("taken as" in warning.message for warning in again.warnings)
        asked = rows(
            library,
            "SELECT n.heading FROM note n JOIN deck d ON d.id = n.deck_id WHERE d.name = :title "
            "AND n.position >= 0 AND n.deleted_by IS NULL",
            title=title,
        )
        wanted = {" ".join(question.casefold().split()) for question in version}
        found = [" ".join(row[0].casefold().split()) for row in asked]
        assert wanted <= set(found)
        assert len(found) == len(set(found))
    assert library.maintenance.check().ok
