"""A deck goes out with its media, and what comes back from there is what was here."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.domain.note import NoteFields
from flashcards.domain.note_type import NoteType, Template
from flashcards.errors import LibraryWriteError
from flashcards.services.exporting.service import Export
from flashcards.services.media.service import resolve_media
from flashcards.storage.note_rows import join_fields
from flashcards.storage.note_type_rows import save_note_type
from tests.services.factories import import_path, import_text, own_deck
from tests.services.media.test_service import OTHER, PNG, SVG, store

DECK = """\
---
title: Pictures
namespace: pictures
---

## Trees {#trees}

### What does ![a tree](media/tree.svg) show? {#tree}

![a root]({root} "below") and [sound:bird.mp3]

> [!NOTE]
> ![a branch](media/parts/branch.png)

### Which picture is not there? {#gone}

![nothing](media/gone.png)
"""
SOUND = b"ID3 bird"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A deck file with its media beside it."""
    folder = tmp_path / "deck"
    (folder / "media" / "parts").mkdir(parents=True)
    (folder / "media" / "tree.svg").write_bytes(SVG)
    (folder / "media" / "bird.mp3").write_bytes(SOUND)
    (folder / "media" / "parts" / "branch.png").write_bytes(PNG)
    (folder / "root.png").write_bytes(OTHER)
    path = folder / "pictures.md"
    path.write_text(DECK.replace("{root}", "root.png"))
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def export(app: App, folder: Path, deck: str = "Pictures") -> Export:
    folder.mkdir(exist_ok=True)
    return app.exporting.deck(folder / "out.md", deck)


class TestMedia:
    def test_a_deck_comes_out_with_its_media_in_one_folder(
        self, app: App, deck: Path, tmp_path: Path
    ) -> None:
        assert import_path(app, deck).media_added == 4
        made = export(app, tmp_path / "out")
        assert made.media == 4
        assert tree(tmp_path / "out") == {
            "media/bird.mp3": SOUND,
            "media/parts/branch.png": PNG,
            "media/root.png": OTHER,
            "media/tree.svg": SVG,
            "out.md": DECK.replace("{root}", "media/root.png")
            .replace("sound:bird", "sound:media/bird")
            .encode(),
        }

    def test_imported_again_it_changes_nothing(self, app: App, deck: Path, tmp_path: Path) -> None:
        import_path(app, deck)
        export(app, tmp_path / "out")
        again = import_path(app, tmp_path / "out" / "out.md")
        assert again.changes.operation is None
        assert (again.notes_unchanged, again.media_added) == (2, 0)
        assert import_path(app, deck).changes.operation is None

    def test_what_is_missing_is_told_and_stays_in_the_text(
        self, app: App, deck: Path, tmp_path: Path
    ) -> None:
        import_path(app, deck)
        (warning,) = export(app, tmp_path / "out").warnings
        assert "'media/gone.png'" in warning

    def test_a_picture_of_somebody_else_is_not_replaced(
        self, app: App, deck: Path, tmp_path: Path
    ) -> None:
        import_path(app, deck)
        out = tmp_path / "out"
        (out / "media").mkdir(parents=True)
        (out / "media" / "TREE.svg").write_bytes(b"of another case")
        (out / "media" / "root.png").write_bytes(b"another root")
        export(app, out)
        files = tree(out)
        assert files["media/root.png"] == b"another root"
        assert files["media/TREE.svg"] == b"of another case"
        (other,) = (name for name in files if name.startswith("media/root-"))
        assert files[other] == OTHER
        assert f"![a root]({other} " in files["out.md"].decode()
        assert import_path(app, out / "out.md").changes.operation is None

    def test_exported_twice_it_lies_there_once(self, app: App, deck: Path, tmp_path: Path) -> None:
        import_path(app, deck)
        export(app, tmp_path / "out")
        before = tree(tmp_path / "out")
        export(app, tmp_path / "out")
        assert tree(tmp_path / "out") == before

    def test_a_name_that_not_all_file_systems_take_is_written_under_one_that_they_do(
        self, app: App, tmp_path: Path
    ) -> None:
        store(app, {'b?"<c>.png': PNG, "nul.png": OTHER, ".hidden.png": PNG}, namespace="own")
        pictures = "![x](b%3F%22%3Cc%3E.png) ![y](nul.png) ![z](.hidden.png)"
        import_text(app, own_deck(0) + f"\n### Which? {{#n}}\n\n{pictures}\n")
        export(app, tmp_path / "out", "Own")
        files = tree(tmp_path / "out")
        assert {"media/b___c_.png", "media/hidden.png"} < files.keys()
        assert not any("nul" in name for name in files)
        assert import_path(app, tmp_path / "out" / "out.md").changes.operation is None

    def test_where_the_disk_refuses_there_is_no_deck_either(
        self, app: App, deck: Path, tmp_path: Path
    ) -> None:
        import_path(app, deck)
        out = tmp_path / "out"
        out.mkdir()
        (out / "media").write_text("no folder")
        with pytest.raises(LibraryWriteError):
            export(app, out)
        assert tree(out) == {"media": b"no folder"}


class TestNamespaces:
    """A deck that holds notes of several files comes out as a file each."""

    @pytest.fixture
    def mixed(self, app: App) -> App:
        import_text(app, own_deck(2, title="Own"))
        import_text(app, own_deck(3, title="Other", first=1), deck="Own")
        return app

    def test_each_namespace_has_a_file(self, mixed: App, tmp_path: Path) -> None:
        made = export(mixed, tmp_path / "out", "Own")
        assert [path.name for path in made.files] == ["out.md", "out-other.md"]
        assert made.rows == 5
        assert "namespace: own\n" in (tmp_path / "out" / "out.md").read_text()
        other = (tmp_path / "out" / "out-other.md").read_text()
        assert other.startswith("---\ntitle: Own\nnamespace: other\n---\n")

    @pytest.mark.parametrize("order", [("out.md", "out-other.md"), ("out-other.md", "out.md")])
    def test_imported_again_in_any_order_they_change_nothing(
        self, mixed: App, tmp_path: Path, order: tuple[str, str]
    ) -> None:
        export(mixed, tmp_path / "out", "Own")
        for name in order:
            report = import_path(mixed, tmp_path / "out" / name)
            assert (report.changes.operation, report.notes_added) == (None, 0)

    def test_a_fresh_library_gets_the_same_notes_in_one_deck(
        self, mixed: App, tmp_path: Path
    ) -> None:
        from flashcards.app import bootstrap

        export(mixed, tmp_path / "out", "Own")
        fresh = bootstrap(tmp_path / "fresh", clock=mixed.clock)
        try:
            for name in ("out-other.md", "out.md"):
                import_path(fresh, tmp_path / "out" / name)
            sql = "SELECT id, fields, deck_id FROM note WHERE namespace IN ('own', 'other')"
            with fresh.database.read() as there, mixed.database.read() as here:
                assert set(there.rows(sql)) == set(here.rows(sql))
        finally:
            fresh.close()

    def test_an_unrelated_file_of_that_name_stays(self, mixed: App, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "out-other.md").write_text("# My own notes\n")
        made = export(mixed, tmp_path / "out", "Own")
        assert made.files[1].name == "out-other-2.md"
        assert (tmp_path / "out" / "out-other.md").read_text() == "# My own notes\n"
        assert export(mixed, tmp_path / "out", "Own").files[1].name == "out-other-2.md"


class TestForeignNoteTypes:
    KIND = NoteType(
        "Country",
        ("Name", "Capital"),
        (
            Template("Capital", "What is the capital of {{Name}}?", "{{Capital}}"),
            Template("Name", "{{Capital}} is the capital of?", "{{FrontSide}}\n\n{{Name}}"),
        ),
    )

    def test_they_become_basic_notes_a_card_and_that_is_said(
        self, app: App, tmp_path: Path
    ) -> None:
        fields = NoteFields("France", "![Paris](paris.png)")
        store(app, {"paris.png": PNG}, namespace="anki")
        with app.database.write("import", "Import") as operation:
            deck = {"id": 1, "name": "Countries", "namespace": "anki"}
            note = {
                "id": 2, "note_type_id": save_note_type(operation, self.KIND, "anki"),
                "deck_id": 1, "namespace": "anki", "source_id": "g1", "kind": "custom",
                "heading": "France", "fields": join_fields(fields),
            }  # fmt: skip
            operation.insert("deck", [deck])
            operation.insert("note", [note])
        made = export(app, tmp_path / "out", "Countries")
        text = (tmp_path / "out" / "out.md").read_text()
        assert "### What is the capital of France? {#g1-t1}\n\n![Paris](media/paris.png)" in text
        assert "is the capital of? {#g1-t2}" in text
        assert ".custom" not in text
        assert (made.rows, made.media) == (2, 1)
        assert "1 note of another program's note types became basic notes" in made.warnings[0]


def test_a_picture_that_was_replaced_in_the_exported_folder_is_the_new_one(
    app: App, deck: Path, tmp_path: Path
) -> None:
    import_path(app, deck)
    export(app, tmp_path / "out")
    (tmp_path / "out" / "media" / "tree.svg").write_bytes(SVG + b"\n")
    report = import_path(app, tmp_path / "out" / "out.md")
    assert (report.media_added, report.notes_updated) == (1, 0)
    with app.database.read() as reader:
        shown = resolve_media(reader, "pictures", "![x](media/tree.svg)")
    assert (app.folder.media / shown[5:-1]).read_bytes() == SVG + b"\n"
