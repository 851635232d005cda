"""Small files of the shapes that roadmap.sh has, made here."""

from __future__ import annotations

import json


def node(
    node_id: str, kind: str, label: str, x: float, y: float, **more: object
) -> dict[str, object]:
    """A box of the editor; ``more`` belongs to its data but for its size."""
    size: dict[str, object] = {name: more.pop(name) for name in ("width", "height") if name in more}
    return {
        "id": node_id,
        "type": kind,
        "position": {"x": x, "y": y},
        "width": 150,
        "height": 49,
        **size,
        "data": {"label": label, **more},
    }


def edge(source: str, target: str, style: str = "dashed") -> dict[str, object]:
    """A line between two boxes."""
    return {"source": source, "target": target, "data": {"edgeStyle": style}}


NODES = [
    node("line", "vertical", "vertical node", 300, -80),
    node("more", "paragraph", "There is a longer version with more to read", 600, 0),
    node("site", "button", "roadmap.sh", 600, 60, href="https://example.org"),
    node("links", "linksgroup", "Related Roadmaps", 0, 0),
    node("t", "title", "Back end", 300, 0),
    node("db", "topic", "Databases (SQL + NoSQL)", 300, 500),
    node("lang", "topic", "Pick a Language", 300, 100),
    node("go", "subtopic", "Go", 100, 190),
    node("py", "subtopic", "Python", 100, 80),
    node("java", "subtopic", "Java", 100, 135),
    node("sql", "subtopic", "SQL", 500, 500),
    node("frame", "section", "", 480, 560, width=200, height=200),
    node("kinds", "label", "Kinds", 500, 570, height=30),
    node("kv", "subtopic", "Key value", 500, 610),
    node("doc", "subtopic", "Documents", 500, 665),
    node("cache", "topic", "Caching", 300, 900),
    node("why", "paragraph", "Measure first, and cache what is slow.", 500, 900),
    node("uses", "section", "", 0, 1000, width=250, height=220),
    node("uses-label", "label", "Example uses", 20, 1010, height=30),
    node("chat", "subtopic", "Chat", 20, 1050),
    node("shop", "subtopic", "Shop", 20, 1105),
    node("todo", "checklist", "", 500, 1000, height=200,
         checklists=[{"id": "1", "label": "git init : start"}, {"id": "2", "label": "git add"}]),
    node("git", "topic", "Git", 300, 1050),
    node("git-frame", "section", "", 490, 980, width=320, height=240),
    node("s1", "topic", "Streams", -400, 300),
    node("s2", "topic", "Batches", -400, 355),
    node("s-label", "paragraph", "Understand the basics", -400, 250),
]  # fmt: skip
EDGES = [
    edge("t", "lang", "solid"),
    edge("lang", "go"),
    edge("lang", "py"),
    edge("lang", "java"),
    edge("lang", "db", "solid"),
    edge("db", "sql"),
    edge("db", "frame"),
    edge("db", "cache", "solid"),
    edge("cache", "git", "solid"),
    edge("git", "git-frame"),
    edge("gone", "cache"),
]

EDITOR = json.dumps({"nodes": NODES, "edges": EDGES})


def group(name: str, label: str, x: int, y: int) -> dict[str, object]:
    """A box with its label, as the older drawings have it."""
    return {
        "typeID": "__group__",
        "x": str(x),
        "y": str(y),
        "properties": {"controlName": name},
        "children": {
            "controls": {
                "control": [
                    {"typeID": "TextArea", "properties": {"color": "1"}},
                    {"typeID": "Label", "properties": {"size": "17", "text": label}},
                ]
            }
        },
    }


DRAWING = json.dumps(
    {
        "mockup": {
            "controls": {
                "control": [
                    {"typeID": "Arrow", "x": "1", "y": "2"},
                    {"typeID": "Label", "properties": {"size": "32", "text": "Docker"}},
                    {"typeID": "Label", "properties": {"size": "17", "text": "Read this"}},
                    group("101-images", "Images", 10, 50),
                    group("100-intro", "Introduction", 10, 100),
                    group("101-intro:why", "Why", 10, 20),
                    group("100-intro:what", "What", 10, 30),
                    group("100-images:layers:cache", "Cache", 5, 5),
                    group("images:tags", "Tags", 5, 9),
                    group("ext_link:example.org", "More", 0, 0),
                ]
            }
        }
    }
)

NESTED = json.dumps(
    {
        "title": "DevOps",
        "topics": [
            {
                "title": "1. Linux",
                "goal": "Feel at home in a shell",
                "items": ["ls", "cd", {"name": "Network", "children": ["ip", "ss", "IP"]}],
            },
            {
                "title": "Pipelines (optional)",
                "items": [{"title": "Actions", "resources": [{"title": "A book"}]}, "Jobs"],
            },
        ],
    }
)
