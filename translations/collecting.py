"""The texts that the code marks for translation, each with the places where it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "flashcards"


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the catalogue has it; ``plural`` and ``context`` where it has them."""

    text: str
    plural: str | None = None
    context: str | None = None

    @property
    def id(self) -> str | tuple[str, str]:
        """What Babel calls it by."""
        return self.text if self.plural is None else (self.text, self.plural)


def collect() -> Catalog:
    """All texts of the package, in the order of its files."""
    catalog = Catalog(project="Flashcards", charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.is_relative_to(PACKAGE / "cli"):
            continue  # the terminal speaks English, because scripts read it
        name = path.relative_to(ROOT).as_posix()
        for text in texts_of(ast.parse(path.read_text(encoding="utf-8"))):
            catalog.add(text.id, locations=[(name, 0)], context=text.context)
    return catalog


def texts_of(tree: ast.AST) -> Iterator[Text]:
    """The texts of a module: ``_``, ``ngettext``, ``pgettext`` and the nouns of ``count_text``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            text = _text(node.func.id if isinstance(node.func, ast.Name) else name, node.args)
            if text is not None:
                yield text


def _text(function: str, arguments: list[ast.expr]) -> Text | None:
    words = [
        node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
        for node in arguments
    ]
    match function, words:
        case "_", [str(text)]:
            return Text(text)
        case "ngettext", [str(one), str(many), _]:
            return Text(one, many)
        case "pgettext", [str(context), str(text)]:
            return Text(text, context=context)
        case "count_text", [_, str(noun)]:
            return Text(f"{{n}} {noun}", f"{{n}} {noun}s")
        case "count_text", [_, str(noun), str(plural)]:
            return Text(f"{{n}} {noun}", f"{{n}} {plural}")
    return None
