"""Media come in with what names them, keep their versions apart, and leave with an undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.domain.note import NoteFields
from flashcards.domain.note_type import NoteType, Template
from flashcards.errors import FormatError
from flashcards.formats.rows import DeckRows, NoteRow, TopicRow
from flashcards.services.cards import CardReader
from flashcards.services.jobs import Cancelled, Job
from flashcards.services.media.service import (
    StoredMedia,
    plan_media,
    renamed_rows,
    resolve_media,
    store_media,
    wanted_media,
)
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.roadmap_rows import active_roadmap
from tests.services.factories import card, import_text

PNG = b"\x89PNG\r\n\x1a\n one"
OTHER = b"\x89PNG\r\n\x1a\n two"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'
NAMESPACE = "packages"


@dataclass(frozen=True)
class Files:
    """Media of a file, given by their bytes."""

    by_name: Mapping[str, bytes]

    def names(self) -> Sequence[str]:
        return list(self.by_name)

    def read(self, name: str) -> bytes:
        if name not in self.by_name:
            raise FormatError(f"the file {name!r} is not there.")
        return self.by_name[name]


def store(
    app: App,
    files: Mapping[str, bytes],
    wanted: Sequence[str] | None = None,
    *,
    namespace: str = NAMESPACE,
    replaces: bool = False,
) -> StoredMedia:
    with app.database.write("import", "Import") as operation:
        return store_media(
            operation,
            app.folder.media,
            namespace,
            Files(files),
            list(files) if wanted is None else wanted,
            replaces=replaces,
        )


def shown(app: App, text: str, namespace: str = NAMESPACE) -> bytes | None:
    """The bytes of the file that a text's picture shows."""
    with app.database.read() as reader:
        resolved = resolve_media(reader, namespace, text)
    path = app.folder.media / resolved.partition("](")[2].rstrip(")")
    return path.read_bytes() if path.is_file() else None


def media_files(app: App) -> list[str]:
    return sorted(path.name for path in app.folder.media.iterdir())


class TestStoring:
    def test_a_name_leads_to_its_bytes(self, app: App) -> None:
        stored = store(app, {"media/a.png": PNG, "b.svg": SVG})
        assert stored == StoredMedia(frozenset({"media/a.png", "b.svg"}), {}, 2, ())
        assert shown(app, "![x](media/a.png)") == PNG
        assert shown(app, "![x](b.svg)") == SVG
        assert shown(app, "![x](b.svg)", "another") is None
        assert [name.rpartition(".")[2] for name in media_files(app)].count("svg") == 1

    def test_only_what_is_wanted_is_stored(self, app: App) -> None:
        assert store(app, {"a.png": PNG, "b.png": OTHER}, ["b.png"]).added == 1
        assert shown(app, "![x](a.png)") is None

    def test_the_same_bytes_lie_there_once(self, app: App) -> None:
        store(app, {"a.png": PNG, "b.png": PNG})
        assert len(media_files(app)) == 1

    def test_a_name_says_nothing_of_what_a_file_is(self, app: App) -> None:
        store(app, {"a.exe": PNG})
        assert media_files(app)[0].endswith(".png")

    def test_the_same_again_changes_nothing(self, app: App) -> None:
        store(app, {"a.png": PNG})
        with app.database.write("import", "Import") as operation:
            again = store_media(
                operation, app.folder.media, NAMESPACE, Files({"a.png": PNG}), ["a.png"]
            )
            assert operation.kept_id is None
        assert again.added == 0
        assert again.names == {"a.png"}

    def test_a_file_that_was_lost_comes_back(self, app: App) -> None:
        store(app, {"a.png": PNG})
        (app.folder.media / media_files(app)[0]).unlink()
        store(app, {"a.png": PNG})
        assert shown(app, "![x](a.png)") == PNG

    def test_a_deck_s_changed_file_is_its_new_version(self, app: App) -> None:
        store(app, {"a.png": PNG}, replaces=True)
        stored = store(app, {"a.png": OTHER}, replaces=True)
        assert (stored.added, stored.renames) == (1, {})
        assert shown(app, "![x](a.png)") == OTHER

    def test_another_package_s_file_gets_a_name_of_its_own_and_always_the_same(
        self, app: App
    ) -> None:
        store(app, {"a.png": PNG})
        first = store(app, {"a.png": OTHER})
        (renamed,) = first.renames.values()
        assert renamed.startswith("a-")
        assert len(renamed) == len("a-01234567.png")
        second = store(app, {"a.png": OTHER})
        assert (second.renames, second.added) == (first.renames, 0)
        assert shown(app, "![x](a.png)") == PNG
        assert shown(app, f"![x]({renamed})") == OTHER

    def test_a_name_that_is_taken_by_chance_is_told_apart_too(self, app: App) -> None:
        store(app, {"a.png": PNG})
        renamed = store(app, {"a.png": OTHER}).renames["a.png"]
        app.undo.undo()
        store(app, {renamed: PNG})
        again = store(app, {"a.png": OTHER}).renames["a.png"]
        assert again != renamed
        assert shown(app, f"![x]({again})") == OTHER

    def test_what_an_export_calls_by_its_path_is_what_the_library_calls_by_its_name(
        self, app: App
    ) -> None:
        store(app, {"a.png": PNG})
        stored = store(app, {"media/a.png": PNG}, replaces=True)
        assert (stored.renames, stored.added) == ({"media/a.png": "a.png"}, 0)
        changed = store(app, {"media/a.png": OTHER}, replaces=True)
        assert (changed.renames, changed.added) == ({}, 1)
        assert shown(app, "![x](a.png)") == PNG

    def test_an_undone_import_takes_its_names_along_and_a_redo_brings_them_again(
        self, app: App
    ) -> None:
        store(app, {"a.png": PNG}, replaces=True)
        store(app, {"a.png": OTHER, "b.png": PNG}, replaces=True)
        app.undo.undo()
        assert shown(app, "![x](a.png)") == PNG
        assert shown(app, "![x](b.png)") is None
        app.undo.redo()
        assert shown(app, "![x](a.png)") == OTHER
        assert shown(app, "![x](b.png)") == PNG

    def test_after_an_undo_a_name_is_free(self, app: App) -> None:
        store(app, {"a.png": PNG})
        app.undo.undo()
        assert store(app, {"a.png": OTHER}).renames == {}
        assert shown(app, "![x](a.png)") == OTHER

    def test_what_can_not_be_brought_is_a_warning_and_the_rest_comes(self, app: App) -> None:
        stored = store(
            app,
            {"a.png": PNG, "b.exe": b"MZ", "c.svg": SVG.replace(b"rect", b"script")},
            ["a.png", "b.exe", "c.svg", "d.png", "e.png", "f.png", "g.png"],
        )
        assert stored.added == 1
        words = [warning.message for warning in stored.warnings]
        assert "'b.exe' could not be brought along: it is no picture and no sound." in words
        assert any("'c.svg'" in word and "<script>" in word for word in words)
        assert sum("not there" in word for word in words) == 4

    def test_many_of_one_reason_are_one_warning(self, app: App) -> None:
        stored = store(app, {f"{number}.bin": b"?" for number in range(20)})
        (warning,) = stored.warnings
        assert warning.message.startswith("'0.bin', '1.bin', '10.bin' and 17 more files could not")

    def test_a_file_that_is_too_large_stays_out(
        self, app: App, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stored = store(app, {"a.svg": SVG + b" " * 2**20})
        assert "larger" in stored.warnings[0].message

    def test_a_cancelled_import_leaves_nothing(self, app: App) -> None:
        before = media_files(app)
        job = Job(lambda done, _total, _label: job.cancel() if done == 1 else None)
        with pytest.raises(Cancelled), app.database.write("import", "Import") as operation:
            store_media(
                operation,
                app.folder.media,
                NAMESPACE,
                Files({"a.png": PNG, "b.png": OTHER, "c.png": PNG + b"3"}),
                ["a.png", "b.png", "c.png"],
                progress=job,
            )
        assert media_files(app) == before
        assert shown(app, "![x](a.png)") is None


class TestPlanning:
    """What a preview says is what the import then does."""

    @pytest.mark.parametrize("replaces", [False, True])
    @pytest.mark.parametrize(
        "files",
        [{"a.png": PNG}, {"a.png": OTHER}, {"b.png": PNG}, {"media/a.png": PNG}, {"c.png": b"?"}],
    )
    def test_it_foretells(self, app: App, files: Mapping[str, bytes], replaces: bool) -> None:
        store(app, {"a.png": PNG, "c.png": PNG})
        with app.database.read() as reader:
            plan = plan_media(reader, NAMESPACE, Files(files), list(files), replaces=replaces)
        done = store(app, files, replaces=replaces)
        assert (plan.renames, plan.added, plan.warnings) == (
            done.renames,
            done.added,
            done.warnings,
        )

    def test_it_reads_only_what_could_be_there(self, app: App) -> None:
        class Unread(Files):
            def read(self, name: str) -> bytes:
                raise AssertionError(f"{name} was read")

        with app.database.read() as reader:
            plan = plan_media(reader, NAMESPACE, Unread({"a.png": PNG}), ["a.png"])
        assert plan.added == 1

    def test_it_tells_of_what_is_missing(self, app: App) -> None:
        with app.database.read() as reader:
            plan = plan_media(reader, NAMESPACE, Files({}), ["a.png"])
        assert plan.added == 0
        assert "not there" in plan.warnings[0].message


def deck(*fields: NoteFields, note_type: NoteType | None = None) -> DeckRows:
    notes = tuple(NoteRow(each, note_type=note_type) for each in fields)
    return DeckRows("A deck", topics=(TopicRow("A topic", notes=notes),))


class TestTexts:
    FIELDS = NoteFields(
        "![q](q.png)", "[sound:a.mp3]", '<img src="e.png">', "![s](s.png)", ("![m](m.png)",)
    )

    def test_all_texts_of_a_note_and_of_its_templates_are_looked_through(self) -> None:
        back = "![b](_b.png) ![made of a field]({{A}})"
        kind = NoteType("Own", ("A", "B"), (Template("Card", "![f](_f.png)", back),))
        wanted = wanted_media([deck(self.FIELDS, note_type=kind)])
        assert wanted == {
            "q.png", "a.mp3", "e.png", "s.png", "m.png", "_f.png", "_b.png",
        }  # fmt: skip

    def test_all_of_them_are_renamed(self) -> None:
        kind = NoteType("Own", ("A", "B"), (Template("Card", "![f](q.png)", "![b](q.png)"),))
        renames = {name: f"new-{name}" for name in ("q.png", "a.mp3", "e.png", "s.png", "m.png")}
        (topic,) = renamed_rows(deck(self.FIELDS, note_type=kind), renames).topics
        (note,) = topic.notes
        assert note.fields == NoteFields(
            "![q](new-q.png)",
            "[sound:new-a.mp3]",
            '<img src="new-e.png">',
            "![s](new-s.png)",
            ("![m](new-m.png)",),
        )
        assert note.note_type is not None
        assert note.note_type.templates[0].back == "![b](new-q.png)"

    def test_sounds_keep_their_names_where_they_are_shown(self, app: App) -> None:
        store(app, {"a.mp3": b"ID3 sound", "a.png": PNG})
        with app.database.read() as reader:
            text = resolve_media(reader, NAMESPACE, "[sound:a.mp3] ![x](a.png) ![y](absent.png)")
        assert text.startswith("[sound:a.mp3] ![x](")
        assert "![x](a.png)" not in text
        assert text.endswith("![y](absent.png)")
        with app.database.read() as reader:
            text = resolve_media(reader, NAMESPACE, "[sound:a.mp3]", sounds=True)
        assert (app.folder.media / text[7:-1]).read_bytes() == b"ID3 sound"

    def test_a_card_is_shown_with_the_files_of_the_library(self, app: App) -> None:
        store(app, {"media/a.svg": SVG}, namespace="own")
        picture = "![A tree](media/a.svg)"
        note = f"### What is {picture}? {{#pic .choice}}\n\n- [x] {picture}\n- [ ] x\n"
        head = "---\ntitle: Own\nnamespace: own\n---\n\n"
        import_text(app, f"{head}{note}\n> [!NOTE]\n> {picture}\n")
        with app.database.read() as reader:
            view = CardReader(SchedulerSource()).view(
                reader, card("pic", namespace="own"), active_roadmap(reader), app.clock.now_ms()
            )
        (file,) = (name for name in media_files(app) if name.endswith(".svg"))
        resolved = f"![A tree]({file})"
        assert view.question == f"What is {resolved}?"
        assert view.extra == resolved
        assert resolved in {option.text for option in view.options}
        assert "media/a.svg" not in view.answer + view.remainder

    def test_a_text_without_media_asks_the_library_nothing(self) -> None:
        class Silent:
            def rows(self, _sql: str, /, **_values: object) -> Sequence[Sequence[object]]:
                raise AssertionError("asked")

            row = value = rows

        assert resolve_media(Silent(), NAMESPACE, "plain `![x](a.png)`") == "plain `![x](a.png)`"  # type: ignore[arg-type]


class TestSafekeeping:
    """``check`` looks at the media too, ``check --repair`` puts them in order."""

    def test_a_check_names_what_is_missing_and_what_was_altered(self, app: App) -> None:
        store(app, {"a.png": PNG, "b.png": OTHER})
        assert app.maintenance.check().ok
        first, second = (app.folder.media / name for name in media_files(app))
        first.unlink()
        second.write_bytes(b"something else")
        problems = app.maintenance.check().problems
        assert len(problems) == 2
        assert "1 media file ('" in problems[0]
        assert "missing" in problems[0]
        assert "--repair" in problems[1]

    def test_a_repair_sets_altered_files_aside_and_removes_what_nothing_names(
        self, app: App
    ) -> None:
        store(app, {"a.png": PNG})
        (kept,) = media_files(app)
        (app.folder.media / kept).write_bytes(b"something else")
        (app.folder.media / f"{'0' * 32}.png").write_bytes(OTHER)
        (app.folder.media / "own notes.txt").write_bytes(b"mine")
        assert app.maintenance.repair().media_removed == 1
        assert media_files(app) == [f"{kept}.altered", "own notes.txt"]
        store(app, {"a.png": PNG})
        assert app.maintenance.check().ok

    def test_media_go_into_an_archive_and_come_back_from_it(self, app: App, tmp_path: Path) -> None:
        from flashcards.services.maintenance import restore
        from flashcards.storage.folder import LibraryFolder

        store(app, {"a.png": PNG})
        app.exporting.backup(tmp_path / "library.zip")
        other = LibraryFolder(tmp_path / "other")
        restore(other, tmp_path / "library.zip", app.clock, "a test")
        (kept,) = media_files(app)
        assert (other.media / kept).read_bytes() == PNG
