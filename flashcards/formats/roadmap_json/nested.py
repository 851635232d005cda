"""Roadmaps as objects within objects, as paths 'Front end > HTML > Forms', and as plain lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashcards.formats.roadmap_json.outline import (
    DEEPEST,
    MOST_ITEMS,
    Item,
    JsonObject,
    text_of,
    title_in,
)
from flashcards.formats.roadmap_vocabulary import phrases
from flashcards.formats.roadmap_words import Role, key, role_of

_TITLES = (
    "title", "name", "label", "topic", "heading", "stage", "phase", "step", "week", "module",
    "section", "sectionTitle", "text", "skill", "subject", "titel", "titre", "título", "标题",
)  # fmt: skip
_LISTS = phrases(
    """stages, phases, steps, levels, modules, sections, weeks, months, milestones, chapters, units,
    children, topics, subtopics, sub topics, items, nodes, skills, concepts, lessons, content,
    contents, maintopics, main topics, categories, groups, parts, roadmap, curriculum, data, tasks,
    goals to reach, themen, étapes, etapas, temas"""
)
_NOTHING = phrases(
    """resources, links, books, videos, tags, edges, references, courses, tutorials, projects,
    prerequisites, tools needed, keywords, examples, faqs, meta, metadata, style, position"""
)
_GOALS = ("goal", "objective", "outcome", "ziel", "objectif", "objetivo")
_PATH = re.compile(r"\s+(?:>|›|»|→|/)\s+")
_SLUG_PATH = re.compile(r"[a-z0-9][\w.-]*(?::[\w.-]+)*")
_ORDER = re.compile(r"\d{2,4}-")

Found = tuple[str, list[Item], list[str]]


class _Count:
    """How many items there are so far, and whether some were too deep or too many."""

    def __init__(self) -> None:
        self.items = 0
        self.is_cut = False

    def allows(self, depth: int) -> bool:
        """Whether one more item at a depth is read."""
        self.items += 1
        if depth > DEEPEST or self.items > MOST_ITEMS:
            self.is_cut = True
        return not self.is_cut


def stages_of_nested(data: object) -> Found | None:
    """The stages of objects that have a title and a list of objects, or of texts, in them."""
    count = _Count()
    items = _items(data, 1, count)
    title = ""
    # What holds a single thing that holds others is the roadmap, and no stage of it.
    while len(items) == 1 and items[0].children:
        title = items[0].title or title
        if not any(child.children for child in items[0].children):
            break
        items = items[0].children
    complaints = ["a part that is nested too deep, or goes on too long, was left out"]
    stages = [item for item in items if item.title]
    if not any(item.children for item in stages):
        return None
    return title, stages, complaints if count.is_cut else []


def _items(value: object, depth: int, count: _Count) -> list[Item]:
    """The items of a list, or of an object whose keys are their titles."""
    if isinstance(value, list):
        return [item for entry in value if (item := _item(entry, depth, count)) is not None]
    if isinstance(value, dict):
        item = _item(value, depth, count)
        if item is not None:
            return [item] if item.title else item.children
    return []


def _item(value: object, depth: int, count: _Count) -> Item | None:
    if not count.allows(depth):
        return None
    if isinstance(value, str):
        title = text_of(value)
        return Item(title) if title else None
    if not isinstance(value, dict):
        return None
    title_key = next((name for name in _TITLES if text_of(value.get(name))), None)
    title = text_of(value[title_key]) if title_key else title_in(value)
    children = list(_children(value, title_key, depth, count))
    if not title and not children:
        return None
    item_id = value.get("id")
    return Item(
        title,
        children,
        source_id=item_id if isinstance(item_id, str) and 0 < len(item_id) <= 100 else None,
        goal=next((text for name in _GOALS if (text := text_of(value.get(name)))), ""),
        optional=value.get("optional") is True,
    )


def _children(
    value: JsonObject, title_key: str | None, depth: int, count: _Count
) -> Iterator[Item]:
    """What an object holds; without a title of its own its keys may be those of its lists."""
    for name, held in value.items():
        if name == title_key or not isinstance(held, list | dict) or not held:
            continue
        name_key = key(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
        is_list = name_key in _LISTS and (title_key is not None or name[:1].islower())
        if name_key in _NOTHING or (role_of(name) is Role.LEFT_OUT and not is_list):
            continue
        if is_list:
            yield from _items(held, depth + 1, count)
        elif title_key is None and (children := _items(held, depth + 1, count)):
            title = text_of(re.sub(r"[-_]+", " ", name)) or name
            own = children[0] if len(children) == 1 and not children[0].title else None
            yield Item(title, own.children if own else children)


def stages_of_paths(data: object) -> Found | None:
    """The stages of texts that are paths, of slugs with colons, or of topics without any order."""
    if isinstance(data, list):
        texts = [entry.get("text") if isinstance(entry, dict) else entry for entry in data]
        paths = [_PATH.split(text) for text in texts if isinstance(text, str)]
        if len(paths) < 2 or any(len(path) < 2 for path in paths) or len(paths) < len(texts):
            return None
        return _of_paths([list(map(text_of, path)) for path in paths[:MOST_ITEMS]])
    if not isinstance(data, dict) or len(data) < 3:
        return None
    if all(isinstance(value, str) and value.endswith(".md") for value in data.values()):
        names = [name for name in data if _SLUG_PATH.fullmatch(name) and name != "home"]
        paths = [["", *map(_spelled_out, name.split(":"))] for name in names[:MOST_ITEMS]]
        return _of_paths(paths) if paths else None
    entries = list(data.values())[:MOST_ITEMS]
    if all(isinstance(entry, dict) and {"title", "description"} <= set(entry) for entry in entries):
        topics = [Item(title) for entry in entries if (title := text_of(_title(entry)))]
        complaint = "the file lists topics without their stages; all are in one"
        return ("", [Item("Topics", topics)], [complaint]) if topics else None
    return None


def _title(entry: object) -> object:
    return entry.get("title") if isinstance(entry, dict) else None


def _of_paths(paths: Sequence[Sequence[str]]) -> Found | None:
    """The tree of paths that begin with the roadmap's title."""
    root = Item("")
    found: dict[tuple[str, ...], Item] = {(): root}
    title = paths[0][0]
    depth = 1 if all(path[0] == title for path in paths) else 0
    for path in paths:
        place: tuple[str, ...] = ()
        for part in filter(None, path[depth : depth + DEEPEST]):
            parent = found[place]
            place = (*place, part)
            if place not in found:
                found[place] = Item(part)
                parent.children.append(found[place])
    return (title if depth else "", root.children, []) if root.children else None


def _spelled_out(slug: str) -> str:
    words = " ".join(_ORDER.sub("", slug, count=1).replace("_", "-").split("-")).strip()
    return words[:1].upper() + words[1:]
