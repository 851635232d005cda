"""The language of the window: what is marked for translation, and what the catalogues hold."""

from __future__ import annotations

import ast
import gettext
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from flashcards import language
from flashcards.domain.wording import ago_text, count_text, interval_text
from translations.__main__ import compiled, current, read, untranslated
from translations.collecting import Text, collect, texts_of

OTHERS = [code for code in language.NAMES if code != language.ENGLISH]

PACKAGE = Path(__file__).parents[1] / "flashcards"

ENGLISH_NUMBER = re.compile(r",|\.[1-9]f|%")
LOCALISES = "flashcards/gui/charts/data.py"  # ``plain`` puts the marks of the language in place


def _translated() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "from flashcards.language import" in text and " _" in text:
            yield path, ast.parse(text)


_SCOPES = (ast.FunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _names(scope: ast.AST) -> Iterator[ast.Name]:
    """Each ``_`` of a scope, without those of the scopes inside it."""
    for child in ast.iter_child_nodes(scope):
        if isinstance(child, ast.Name) and child.id == "_":
            yield child
        if not isinstance(child, _SCOPES):
            yield from _names(child)


def test_no_scope_that_translates_throws_values_away_into_the_function() -> None:
    """``for _ in …`` makes ``_`` a variable of its scope: calling it there would fail."""
    for path, tree in _translated():
        for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, _SCOPES))]:
            kinds = {type(name.ctx) for name in _names(scope)}
            where = f"{path.relative_to(PACKAGE.parent)}:{getattr(scope, 'lineno', 1)}"
            assert kinds != {ast.Load, ast.Store}, f"{where}: `_` is assigned and called"


def test_the_window_writes_numbers_as_its_language_does() -> None:
    """Python's own groups and decimals are English: ``domain.wording`` knows the others."""
    for path in (PACKAGE / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
                form = ast.unparse(node.format_spec)
                where = f"{path.relative_to(PACKAGE.parent)}:{node.lineno}"
                assert where.startswith(LOCALISES) or not ENGLISH_NUMBER.search(form), where


@pytest.mark.parametrize("function", ["_", "ngettext", "pgettext"])
def test_texts_are_plain_literals_with_named_places(function: str) -> None:
    """A catalogue holds the literal: neither f-strings nor names can be looked up in it."""
    for path, tree in _translated():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id != function or path.name == "wording.py":
                continue  # wording.py looks up the forms of nouns that its callers name
            texts = node.args[:-1] if function == "ngettext" else node.args
            where = f"{path.relative_to(PACKAGE.parent)}:{node.lineno}"
            for text in texts:
                assert isinstance(text, ast.Constant), f"{where}: no plain text"
                assert "{}" not in str(text.value), f"{where}: a place without a name"


@pytest.fixture
def german() -> Iterator[None]:
    language.use("de")
    yield
    language.use(language.ENGLISH)


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return collect()


def _places(text: str) -> set[str]:
    return {name for _text, name, _form, _conversion in string.Formatter().parse(text) if name}


class TestCatalogues:
    @pytest.mark.parametrize("code", OTHERS)
    def test_each_is_complete_and_holds_nothing_else(self, code: str, texts: Catalog) -> None:
        catalog = read(code)
        missing = [message.id for message in untranslated(current(code, texts))]
        assert not missing, "translate them: python3 run.py translations lists what is new"
        gone = [m.id for m in catalog if m.id and texts.get(_id(m.id), m.context) is None]
        assert not gone, "bring it up to date: python3 run.py translations"

    @pytest.mark.parametrize("code", OTHERS)
    def test_the_compiled_one_says_the_same(self, code: str) -> None:
        with compiled(code).open("rb") as file:
            spoken = gettext.GNUTranslations(file)
        for message in read(code):
            if message.id and isinstance(message.id, str) and not message.context:
                assert spoken.gettext(message.id) == message.string

    @pytest.mark.parametrize("code", OTHERS)
    def test_translations_have_the_places_of_their_texts(self, code: str) -> None:
        for message in read(code):
            if not message.id or any(mark in str(message.id) for mark in ("{{c1", "{.concept")):
                continue
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            strings = [message.string] if isinstance(message.string, str) else message.string
            allowed = set().union(*map(_places, ids))
            for text in strings:
                assert _places(text) <= allowed, message.id
                assert isinstance(message.id, tuple | list) or _places(text) == allowed, message.id


def _id(message: object) -> str:
    return message if isinstance(message, str) else str(message[0])  # type: ignore[index]


class TestTexts:
    def test_those_of_a_module_are_found_with_their_forms(self) -> None:
        code = """
_("Save")
ngettext("{n} day left", "{n} days left", n)
pgettext("a grade", "Good")
count_text(len(cards), "card")
count_text(n, "entry", "entries")
other("not this")
"""
        assert set(texts_of(ast.parse(code))) == {
            Text("Save"),
            Text("{n} day left", "{n} days left"),
            Text("Good", context="a grade"),
            Text("{n} card", "{n} cards"),
            Text("{n} entry", "{n} entries"),
        }


class TestGerman:
    @pytest.mark.usefixtures("german")
    def test_numbers_and_nouns_have_their_german_forms(self) -> None:
        assert count_text(1, "card") == "1 Karte"
        assert count_text(1_024, "card") == "1.024 Karten"
        assert ago_text(5) == "vor 5 Tagen"
        assert interval_text(1.2 * 365.25 * 86_400) == "1,2 Jahre"

    @pytest.mark.usefixtures("german")
    def test_a_text_that_no_catalogue_has_stays_english(self) -> None:
        assert language._("Nobody wrote this.") == "Nobody wrote this."

    def test_a_language_that_is_not_there_is_english(self) -> None:
        language.use("tlh")
        assert language.spoken() == "en"
        assert language.ngettext("one", "many", 2) == "many"

    def test_some_languages_read_from_right_to_left(self) -> None:
        assert language.reads_right_to_left("ar_EG")
        assert not language.reads_right_to_left("de")


class TestWithin:
    def test_english_begins_a_title_small_within_a_sentence(self) -> None:
        assert language.within("New cards a day") == "new cards a day"
        assert language.within("FSRS parameters") == "FSRS parameters"
        assert language.within("") == ""

    @pytest.mark.usefixtures("german")
    def test_german_keeps_its_capitals(self) -> None:
        assert language.within("Neue Karten am Tag") == "Neue Karten am Tag"
