"""Tables: what is detected can be said better, and the preview follows."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.errors import FormatError
from flashcards.formats.delimited import Target
from flashcards.services.importing.files import SourceFile
from flashcards.services.importing.options import ImportOptions, TableChoice
from flashcards.services.jobs import Cancelled, Job
from tests.services.factories import (
    assert_caches_agree,
    content,
    import_path,
    operations,
    rows,
    value,
)

TABLE = "Frage;Antwort;Warum;Kategorie\nWas ist ein Join?;Zeilen zweier Tabellen;Darum;Joins\n"
IMAGE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe\xa75\x81\x84\0\0\0\0IEND\xaeB`\x82"
)


def pasted(app: App, text: str, name: str = "tabelle.csv") -> SourceFile:
    return app.importing.read_bytes(text.encode(), name)


def texts(app: App, deck: str) -> list[tuple[str, ...]]:
    found = rows(
        app,
        "SELECT n.fields FROM note n JOIN deck d ON d.id = n.deck_id WHERE d.name = :deck "
        "AND n.deleted_by IS NULL ORDER BY n.position",
        deck=deck,
    )
    return [tuple(fields.split("\x1f")) for (fields,) in found]


class TestChoices:
    """A person knows better what a column is."""

    def test_another_mapping(self, app: App) -> None:
        mapping = (Target.ANSWER, Target.QUESTION, Target.NOTE, Target.TOPIC)
        options = ImportOptions(table=TableChoice(header=True, mapping=mapping))
        file = pasted(app, TABLE)
        preview = app.importing.preview(file, options)
        assert [row.question for row in preview.rows] == ["Zeilen zweier Tabellen"]
        app.importing.run(file, options)
        assert texts(app, "tabelle") == [
            ("Zeilen zweier Tabellen", "Was ist ein Join?", "Darum", "")
        ]

    def test_another_separator(self, app: App) -> None:
        file = pasted(app, "a|b,c|d,e\n")
        survey = app.importing.survey(file, TableChoice(separator="|", header=False))
        assert survey is not None
        assert len(survey.columns) == 3

    def test_a_mapping_without_a_question_is_told(self, app: App) -> None:
        options = ImportOptions(table=TableChoice(header=True, mapping=(Target.IGNORE,) * 4))
        with pytest.raises(FormatError, match="question"):
            app.importing.preview(pasted(app, TABLE), options)

    def test_there_is_nothing_to_choose_of_a_deck(self, app: App) -> None:
        assert app.importing.survey(pasted(app, "### Why? {#w}\n\nSo.\n", "own.md")) is None

    def test_a_deck_that_is_named_takes_the_rows(self, app: App) -> None:
        report = app.importing.run(pasted(app, TABLE), ImportOptions("Deutsch::SQL"))
        assert report.decks == ("Deutsch::SQL",)
        again = app.importing.run(pasted(app, TABLE), ImportOptions("Deutsch::SQL"))
        assert again.changes.operation is None


class TestWhatIsPasted:
    """A paste is a table, a deck, questions: whatever it looks like."""

    def test_cells_from_a_spreadsheet(self, app: App) -> None:
        report = app.importing.run(pasted(app, "Why?\tSo.\nHow?\tThus.\n", "clipboard"))
        assert report.notes_added == 2

    def test_nothing_at_all(self, app: App) -> None:
        with pytest.raises(FormatError, match="empty"):
            app.importing.run(pasted(app, "", "clipboard"))


class TestMediaBesideAFile:
    """Pictures that lie beside a table or in a zip with it."""

    ROW = "question,answer\nWhat is shown?,![a dot](dot.png)\n"

    def test_they_come_with_the_cards_that_show_them(self, app: App, tmp_path: Path) -> None:
        (tmp_path / "pictures.csv").write_text(self.ROW, encoding="utf-8")
        (tmp_path / "dot.png").write_bytes(IMAGE)
        (tmp_path / "other.png").write_bytes(IMAGE)
        report = import_path(app, tmp_path / "pictures.csv")
        assert (report.media_added, report.warnings) == (1, ())
        assert value(app, "SELECT count(*) FROM media WHERE name = 'dot.png'") == 1
        assert len(list(app.folder.media.iterdir())) == 1
        count = operations(app)
        assert import_path(app, tmp_path / "pictures.csv").media_added == 0
        assert operations(app) == count

    def test_also_in_a_zip(self, app: App, tmp_path: Path) -> None:
        path = tmp_path / "pictures.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("table/pictures.csv", self.ROW)
            archive.writestr("table/dot.png", IMAGE)
        assert import_path(app, path).media_added == 1

    def test_one_that_is_missing_is_told(self, app: App, tmp_path: Path) -> None:
        (tmp_path / "pictures.csv").write_text(self.ROW, encoding="utf-8")
        report = import_path(app, tmp_path / "pictures.csv")
        assert (report.notes_added, report.media_added) == (1, 0)
        assert "dot.png" in report.warnings[0].message

    def test_a_preview_stores_none(self, app: App, tmp_path: Path) -> None:
        (tmp_path / "pictures.csv").write_text(self.ROW, encoding="utf-8")
        (tmp_path / "dot.png").write_bytes(IMAGE)
        with app.importing.read(tmp_path / "pictures.csv") as files:
            assert app.importing.preview(files[0]).report.media_added == 1
        assert list(app.folder.media.iterdir()) == []


class TestManyRows:
    """A large table takes the quick way, and comes to the same."""

    TEXT = "question,answer,tags\n" + "".join(
        f"Question number {n}?,Answer {n},t{n % 7}\n" for n in range(3_000)
    )

    def test_every_row_is_a_note_that_can_be_found_and_studied(self, app: App) -> None:
        report = app.importing.run(pasted(app, self.TEXT, "many.csv"))
        assert (report.notes_added, report.cards_added) == (3_000, 3_000)
        assert len(app.search.ids("deck:many tag:t3")) == 429
        assert len(app.search.ids('"number 2718"')) == 1
        assert rows(app, "PRAGMA foreign_key_check") == []
        assert_caches_agree(app)

    def test_again_and_undone_and_redone(self, app: App) -> None:
        before = content(app)
        file = pasted(app, self.TEXT, "many.csv")
        app.importing.run(file)
        after = content(app)
        assert app.importing.run(file).changes.operation is None
        app.undo.undo()
        assert content(app) == before
        app.undo.redo()
        assert content(app) == after
        app.undo.undo()
        assert app.importing.run(file).notes_added == 3_000
        assert len(app.search.ids("deck:many")) == 3_000
        assert_caches_agree(app)

    def test_some_rows_changed_and_some_new(self, app: App) -> None:
        app.importing.run(pasted(app, self.TEXT, "many.csv"))
        text = self.TEXT.replace("Answer 5\n", "Answer five\n").replace("Answer 50,", "Fifty,")
        report = app.importing.run(pasted(app, text + "One more?,Yes,t1\n", "many.csv"))
        assert (report.notes_added, report.notes_updated, report.notes_unchanged) == (1, 1, 2_999)
        assert_caches_agree(app)

    def test_it_can_be_stopped(self, app: App) -> None:
        before = content(app)
        job = Job(lambda done, total, label: job.cancel() if label == "Adding cards" else None)
        with pytest.raises(Cancelled):
            app.importing.run(pasted(app, self.TEXT, "many.csv"), progress=job)
        assert content(app) == before
        assert app.maintenance.check().ok
