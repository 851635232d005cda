"""What the tests of deck files share: a deck, and short ways to read one."""

from __future__ import annotations

from flashcards.formats.markdown import parse_deck
from flashcards.formats.rows import DeckRows, NoteRow

DECK = """\
---
title: Databases            # the deck's name
roadmap: backend
stage: 3
license: CC-BY-4.0
---

## Indexing {#indexing importance=3 tags=storage,sql}
<!-- aliases: indexes, b-tree, aws (ec2, s3) -->

Source: [Manual, chapter 11](https://example.org/indexes)

### What does a B-tree index save the database from doing? {#index-purpose}

Reading the whole table.

> [!NOTE]
> Why it is so.
>
> And an example.

Source: [Manual, 11.2](https://example.org/types)
Source: [Another](https://example.org/other)

### What does this print? {#py-default .predict run=python track=python level=mid}

```python
def add(item, items=[]):
    ...
```

---

```text
[1, 2]
```
"""


def deck(body: str, name: str = "deck.md") -> DeckRows:
    return parse_deck(body, name)


def notes(body: str) -> list[NoteRow]:
    return [note for topic in deck(body).topics for note in topic.notes]


def note(body: str) -> NoteRow:
    (only,) = notes(body)
    return only


def warnings(body: str) -> list[tuple[int, str]]:
    return [(warning.line, warning.message) for warning in deck(body).warnings]
