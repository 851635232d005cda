"""From Markdown to what a card shows: sanitised HTML, plain text, faces, differences.

Nothing here knows Qt, the database or the clock. The modules are imported one by one, so that
a list or the terminal, which need plain text alone, load neither Markdown nor Pygments.
"""
