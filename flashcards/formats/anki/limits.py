"""What a package may cost: anything beyond is refused or left out, and told.

A collection of 100,000 cards with a million reviews is a file of about 200 MB.
"""

from __future__ import annotations

MIB = 1024 * 1024

MAX_ENTRIES = 100_000
"""Files in a package."""

MAX_DIRECTORY = 32 * MIB
"""Bytes of the directory of a package."""

MAX_TOTAL = 4096 * MIB
"""Bytes that a whole package may unpack to."""

MAX_COLLECTION = 1024 * MIB
"""Bytes of the unpacked database."""

MAX_MEDIA = 100 * MIB
"""Bytes of one media file."""

MAX_MEDIA_LIST = 32 * MIB
"""Bytes of the unpacked list of media."""

MAX_RATIO = 200
"""How many bytes may come out of one, beyond ``FREE_OF_RATIO`` bytes."""

FREE_OF_RATIO = 32 * MIB

MAX_WINDOW = 128 * MIB
"""Bytes that zstd may look back, which is what it has to keep in memory; its own default."""

MAX_NOTES = 1_000_000
MAX_CARDS = 2_000_000
MAX_REVIEWS = 10_000_000
MAX_REVIEWS_OF_CARD = 50_000

MAX_NOTE = 100_000
"""Characters of a note's texts. A longer note would not be drawn, nor read from a deck file."""

MAX_NAME = 200
"""Characters of the name of a deck, note type, field or template."""

MAX_CSS = 50_000
"""Characters of the style sheet of a note type."""

MAX_FIELDS = 200
MAX_TEMPLATES = 200
MAX_NOTE_TYPES = 10_000
MAX_DECKS = 50_000

CHUNK = MIB
"""Bytes that are read and written at a time."""

LAST_MS = 1 << 43
"""Milliseconds since 1970 are below this, in the year 2248; later moments are mistakes."""
