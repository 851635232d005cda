"""Programming languages: their names in words and the lexers that colour them."""

from __future__ import annotations

_NAMES = {
    "bash": "Shell",
    "c": "C",
    "cpp": "C++",
    "csharp": "C#",
    "css": "CSS",
    "diff": "Diff",
    "dockerfile": "Dockerfile",
    "go": "Go",
    "graphql": "GraphQL",
    "html": "HTML",
    "http": "HTTP",
    "ini": "INI",
    "java": "Java",
    "javascript": "JavaScript",
    "json": "JSON",
    "kotlin": "Kotlin",
    "makefile": "Makefile",
    "nginx": "nginx",
    "php": "PHP",
    "postgresql": "PostgreSQL",
    "python": "Python",
    "ruby": "Ruby",
    "rust": "Rust",
    "sql": "SQL",
    "sqlite": "SQLite",
    "toml": "TOML",
    "typescript": "TypeScript",
    "xml": "XML",
    "yaml": "YAML",
}

_ALIASES = {
    "console": "bash",
    "docker": "dockerfile",
    "golang": "go",
    "js": "javascript",
    "make": "makefile",
    "mjs": "javascript",
    "node": "javascript",
    "nodejs": "javascript",
    "postgres": "postgresql",
    "psql": "postgresql",
    "py": "python",
    "python3": "python",
    "rb": "ruby",
    "rs": "rust",
    "sh": "bash",
    "shell": "bash",
    "sqlite3": "sqlite",
    "ts": "typescript",
    "yml": "yaml",
    "zsh": "bash",
}

_LEXERS = {"sqlite": "sql"}
_WITHOUT_COLOUR = {"", "text", "txt", "plain", "plaintext", "output"}


def language_key(info: str) -> str:
    """The language of a fence's info string: its first word, aliases resolved (``py`` → python)."""
    words = info.strip().lower().split(maxsplit=1)
    word = words[0].strip("{}.") if words else ""
    return _ALIASES.get(word, word)


def language_name(info: str) -> str:
    """A language in words, as a tag shows it; "" for plain text and for no language."""
    key = language_key(info)
    if key in _WITHOUT_COLOUR:
        return ""
    return _NAMES.get(key, key.capitalize())


def lexer_name(info: str) -> str:
    """The name by which Pygments knows the language; "" when the code has no colours."""
    key = language_key(info)
    if key in _WITHOUT_COLOUR:
        return ""
    return _LEXERS.get(key, key)
