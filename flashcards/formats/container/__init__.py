"""What holds the files of an import: a folder, a zip, one file or several at once."""

from flashcards.formats.container.sources import (
    HEAD,
    Source,
    Sources,
    clipboard_source,
    open_sources,
)

__all__ = ["HEAD", "Source", "Sources", "clipboard_source", "open_sources"]
