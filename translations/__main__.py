"""Brings every catalogue up to date with the code and compiles it: python3 run.py translations

New texts are added without a translation, those that are gone are dropped; nothing is guessed.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from flashcards import __version__
from flashcards.language import CATALOGUES, DOMAIN, ENGLISH, NAMES
from translations.collecting import collect

FOLDER = Path(__file__).parent
_UNKNOWN = (b'"Report-Msgid-Bugs-To:', b'"Last-Translator:', b'"Language-Team:')  # nobody's name
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the same texts make the same file on any day


def source(code: str) -> Path:
    """The catalogue of a language as translators see it."""
    return FOLDER / f"{code}.po"


def compiled(code: str) -> Path:
    """What the program reads."""
    return CATALOGUES / code / "LC_MESSAGES" / f"{DOMAIN}.mo"


def read(code: str) -> Catalog:
    """A language's catalogue; empty where there is none yet."""
    path = source(code)
    if not path.exists():
        return _empty(code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def current(code: str, texts: Catalog) -> Catalog:
    """A language's catalogue with exactly the texts that the code has."""
    known = read(code)
    catalog = _empty(code)
    for message in texts:
        if message.id:
            old = known.get(_key(message), message.context)
            catalog.add(
                message.id,
                old.string if old is not None and _same_form(old, message) else None,
                locations=message.locations,
                context=message.context,
            )
    return catalog


def untranslated(catalog: Catalog) -> list[Message]:
    """The texts without a translation."""
    return [message for message in catalog if message.id and not _is_whole(message)]


def write(code: str, catalog: Catalog) -> None:
    """The catalogue for translators and for the program."""
    written = BytesIO()
    write_po(written, catalog, width=100, include_lineno=False)
    lines = written.getvalue().splitlines(keepends=True)
    source(code).write_bytes(b"".join(line for line in lines if not line.startswith(_UNKNOWN)))
    compiled(code).parent.mkdir(parents=True, exist_ok=True)
    with compiled(code).open("wb") as file:
        write_mo(file, catalog)


def main() -> int:
    """Updates all catalogues; says what they lack."""
    texts = collect()
    for code in NAMES:
        if code != ENGLISH:
            catalog = current(code, texts)
            write(code, catalog)
            print(f"{code}: {len(catalog)} texts, {len(untranslated(catalog))} without translation")
    return 0


def _empty(code: str) -> Catalog:
    return Catalog(
        locale=code,
        project="Flashcards",
        version=__version__,
        charset="utf-8",
        header_comment=f"# Flashcards in {NAMES[code]}. Brought up to date: run.py translations",
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        fuzzy=False,
    )


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _same_form(old: Message, new: Message) -> bool:
    return isinstance(old.id, str) == isinstance(new.id, str)


def _is_whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(strings) and all(strings)


if __name__ == "__main__":
    sys.exit(main())
