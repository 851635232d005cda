"""An HTML file that needs nothing else: no script, no font, no picture, no address.

It is light whatever the reader's theme, and fits A4 when it is printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape

from flashcards.language import spoken
from flashcards.paths import resource_path

# The page asks for nothing and runs nothing, and says so to the browser.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
@page { size: A4; margin: 15mm 16mm; }
* { box-sizing: border-box; }
html { color-scheme: light; background: $surface; }
body {
  margin: 0 auto; padding: 40px 24px; max-width: 780px; color: $text;
  font: 14px/1.45 Inter, system-ui, -apple-system, "Segoe UI", sans-serif;
  font-variant-numeric: tabular-nums;
  -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
h1 { margin: 0; font-size: 28px; line-height: 36px; letter-spacing: -.02em; }
h2 { margin: 0 0 10px; font-size: 16px; line-height: 24px; letter-spacing: -.01em; }
table { width: 100%; border-collapse: collapse; }
th { color: $text2; font-size: 12px; font-weight: 500; text-align: left; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid $border; vertical-align: middle; }
tr { break-inside: avoid; }
@media print { body { padding: 0; max-width: none; font-size: 12px; } }
"""


def html_page(title: str, style: str, body: Iterable[str]) -> str:
    """The whole file. ``title``: plain text. ``body``: lines of HTML, all text in them escaped.

    ``style`` adds to that of every page; ``$text2`` in it is that colour of the design.
    """
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{escape(spoken())}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>{_colored(_STYLE + style)}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        )
    )


def html_list(items: Iterable[str]) -> Iterator[str]:
    """The lines of a list of items that are HTML."""
    yield "<ul>"
    for item in items:
        yield f"<li>{item}</li>"
    yield "</ul>"


def page_color(name: str) -> str:
    """A colour of the design's light scheme as ``#RRGGBB``."""
    return _colors()[name]


def _colored(style: str) -> str:
    for name in ("surface", "sunken", "text2", "text3", "text", "border", "again"):
        style = style.replace(f"${name}", page_color(name))
    return style


@cache
def _colors() -> dict[str, str]:
    tokens = json.loads(resource_path("tokens.json").read_text(encoding="utf-8"))
    return {name: str(schemes["light"]) for name, schemes in tokens["color"].items()}
