"""Decks of CrowdAnki: nested decks, Anki's note types, media in a folder beside the file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.errors import FormatError
from flashcards.formats.crowdanki import read_crowdanki
from flashcards.formats.rows import ImportRows, NoteRow


def model(
    identifier: str, fields: list[str], templates: list[tuple[str, str]], **more: object
) -> dict[str, Any]:
    return {
        "__type__": "NoteModel",
        "crowdanki_uuid": identifier,
        "name": f"Type {identifier}",
        "flds": [{"name": name, "ord": place} for place, name in enumerate(fields)],
        "tmpls": [
            {"name": f"Card {place + 1}", "ord": place, "qfmt": front, "afmt": back}
            for place, (front, back) in enumerate(templates)
        ],
        "css": ".card { color: red; }",
        "type": 0,
        **more,
    }


BACK = "{{FrontSide}}\n\n<hr id=answer>\n\n"
BASIC = model("basic", ["Front", "Back"], [("{{Front}}", BACK + "{{Back}}")])
REVERSED = model(
    "reversed",
    ["Front", "Back"],
    [("{{Front}}", BACK + "{{Back}}"), ("{{Back}}", BACK + "{{Front}}")],
)
CLOZE = model(
    "cloze",
    ["Text", "Extra"],
    [("{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Extra}}")],
    type=1,
)
CUSTOM = model(
    "custom",
    ["Country", "Capital", "Flag"],
    [("{{Country}}{{#Flag}}{{Flag}}{{/Flag}}", BACK + "{{Capital}}")],
)
MODELS = [BASIC, REVERSED, CLOZE, CUSTOM]


def note(guid: str, kind: str, *fields: str, tags: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "__type__": "Note",
        "guid": guid,
        "note_model_uuid": kind,
        "fields": list(fields),
        "tags": list(tags),
        "flags": 0,
    }


def deck(name: str, *notes: object, **more: object) -> dict[str, Any]:
    return {"__type__": "Deck", "name": name, "children": [], "notes": list(notes), **more}


def read(root: object, **more: Any) -> ImportRows:
    return read_crowdanki(json.dumps(root).encode(), "deck.json", **more)


def notes(rows: ImportRows) -> list[NoteRow]:
    return [note for found in rows.decks for topic in found.topics for note in topic.notes]


def test_nested_decks_keep_their_names_and_order() -> None:
    root = deck(
        "SQL",
        note("a", "basic", "What?", "That", tags=("x::y", "two words")),
        children=[
            deck("Joins", note("b", "basic", "Who?", "Me"), children=[deck("Empty")]),
            deck("Keys", note("c", "basic", "Why?", "So")),
        ],
        note_models=MODELS,
    )

    found = read(root)

    assert found.format == "crowdanki"
    assert [(d.title, d.namespace, d.complete) for d in found.decks] == [
        ("SQL", "anki", False),
        ("SQL::Joins", "anki", False),
        ("SQL::Keys", "anki", False),
    ]
    assert notes(found)[0] == NoteRow(
        NoteFields("What?", "That"), source_id="a", tags=("x::y", "two-words"), line=1
    )
    assert found.warnings == ()


def test_note_types_become_what_they_amount_to() -> None:
    root = deck(
        "D",
        note("a", "reversed", "key", "Schlüssel"),
        note("b", "cloze", "A {{c1::key}} names a row", "so"),
        note("c", "cloze", "nothing hidden", ""),
        note("d", "custom", "France", "Paris", '<img src="fr.png">'),
        note_models=MODELS,
        media_files=["fr.png"],
    )

    found = read(root)

    plain, cloze, basic, custom = notes(found)
    assert plain.kind is NoteKind.REVERSED
    assert (cloze.kind, cloze.fields.extra) == (NoteKind.CLOZE, "so")
    assert basic.kind is NoteKind.BASIC
    assert custom.kind is NoteKind.CUSTOM
    assert custom.fields.texts[:3] == ("France", "Paris", "![](fr.png)")
    assert custom.note_type is not None
    assert custom.note_type.fields == ("Country", "Capital", "Flag")
    assert "{{#Flag}}" in custom.note_type.templates[0].front
    assert [warning.message for warning in found.warnings] == [
        "Cloze notes without a deletion became basic ones (1 note)."
    ]


def test_media_lie_in_the_folder_media() -> None:
    class Beside:
        def names(self) -> tuple[str, ...]:
            return ()

        def read(self, name: str) -> bytes:
            return name.encode()

    root = deck(
        "D",
        note("a", "basic", '<img src="a.png">', "That"),
        note_models=MODELS,
        media_files=["a.png", "b.mp3"],
    )

    found = read(root, media=Beside())

    assert list(found.media.names()) == ["a.png", "b.mp3"]
    assert found.media.read("a.png") == b"media/a.png"
    with pytest.raises(FormatError, match=r"^c\.png: the file is missing"):
        found.media.read("c.png")


def test_the_outermost_deck_may_be_called_otherwise() -> None:
    root = deck("D", children=[deck("E", note("a", "basic", "What?", "That"))], note_models=MODELS)

    assert [d.title for d in read(root, deck="Mine").decks] == ["Mine::E"]


def test_what_can_not_be_used_is_told() -> None:
    root = deck(
        "D",
        note("a", "missing", "x", "y"),
        note("b", "basic", "", "no question"),
        note("c", "basic", "x" * 200_000, "y"),
        note("d", "basic", "x" * 10_000_000, "y"),
        note("e", "basic", "What?", "That"),
        note("e", "basic", "Who?", "Me"),
        "no note",
        note_models=MODELS,
    )

    found = read(root)

    assert found.decks[0].skipped == 4
    assert [n.source_id for n in notes(found)] == ["e", "e#2"]
    assert [warning.message for warning in found.warnings] == [
        "Notes longer than 100,000 characters were left out (2 notes).",
        "Notes whose note type is missing were left out (1 note).",
        "Notes with the id of another one got an id of their own (1 note).",
        "Notes without a question were left out (1 note).",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b'{"notes": 1' + b"1" * 5_000 + b"}", "damaged"),
        (b"[]", "not a deck of CrowdAnki"),
        (b'{"stages": []}', "not a deck of CrowdAnki"),
        (b'{"notes": []}', "the deck holds no notes"),
        (b"\x00\x01\x02" * 40, "not a text file"),
    ],
)
def test_what_is_no_deck_is_told(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=rf"^deck\.json: {message}"):
        read_crowdanki(data, "deck.json")


def test_halves_of_characters_and_scripts_do_no_harm() -> None:
    root = deck(
        "D\ud800",
        note("\udfff1", "basic", "What\ud83d?<script>alert(1)</script>", "\x00That"),
        note_models=MODELS,
    )

    (only,) = notes(read(root))

    assert only.fields.question.startswith("What")
    assert "script" not in only.fields.question
    "".join((*only.fields.texts, only.source_id or "", read(root).decks[0].title)).encode()


def test_decks_nested_without_end_are_cut() -> None:
    root = deck("D", note("a", "basic", "What?", "That"), note_models=MODELS)
    for _ in range(300):
        root = deck("D", children=[root])
    top = deck("Top", note("b", "basic", "Who?", "Me"), children=[root], note_models=MODELS)

    assert len(notes(read(top))) == 1


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "notes",
                    "children",
                    "name",
                    "fields",
                    "tags",
                    "guid",
                    "note_models",
                    "flds",
                    "tmpls",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=150)
@given(values)
def test_any_json_gives_notes_or_one_clear_error(value: object) -> None:
    try:
        read(value)
    except FormatError:
        pass


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_a_valid_deck_with_some_bytes_changed(data: st.DataObject) -> None:
    root = deck(
        "D",
        note("a", "cloze", "A {{c1::b}} <b>c</b>", "d"),
        note("b", "custom", "x", "y", "z"),
        note_models=MODELS,
    )
    changed = bytearray(json.dumps(root).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + 4] = data.draw(st.binary(max_size=6))
    try:
        found = read_crowdanki(bytes(changed), "deck.json")
    except FormatError:
        return
    for each in notes(found):
        "".join((*each.fields.texts, *each.tags)).encode()
