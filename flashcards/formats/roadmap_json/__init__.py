"""Roadmaps in JSON: of roadmap.sh, as its editor and its older drawings have them, and nested."""

from flashcards.formats.roadmap_json.reader import looks_like_roadmap_json, parse_roadmap_json

__all__ = ["looks_like_roadmap_json", "parse_roadmap_json"]
