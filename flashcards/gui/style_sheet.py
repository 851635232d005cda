"""The style sheet of what Qt draws itself: menus, tooltips, scroll bars, text fields."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

_TEMPLATE = Template("""
QToolTip {
  color: $bg; background: $text; border: 0; padding: 6px 8px; font-size: ${small}px;
}
QMenu {
  color: $text; background: $surface; border: 1px solid $border; padding: 5px;
}
QMenu::item { padding: 6px 16px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $hover; }
QMenu::item:pressed { background: $pressed; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::icon { padding-left: 10px; }
QMenu::separator { height: 1px; margin: 5px 8px; background: $border; }
QMenuBar { color: $text; background: $rail; padding: 2px 8px; }
QMenuBar::item { padding: 5px 9px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: $rail_hover; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: 12px; margin: 5px 0; }
QScrollBar:horizontal { height: 12px; margin: 0 5px; }
QScrollBar::handle { background: $keycap; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $control; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  width: 0; height: 0; background: transparent;
}
QLineEdit, QPlainTextEdit, QComboBox {
  color: $text; background: $surface; border: 1px solid $control; border-radius: 8px;
  selection-color: $on_accent; selection-background-color: $accent;
}
QLineEdit { padding: 0 11px; }
QPlainTextEdit { padding: 6px 8px; }
QComboBox { padding: 0 11px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $text2; }
QLineEdit:focus { border: 2px solid $focus; padding: 0 10px; }
QPlainTextEdit:focus { border: 2px solid $focus; padding: 5px 7px; }
QLineEdit[error="true"], QPlainTextEdit[error="true"] { color: $again; border-color: $again; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $text3; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
  color: $disabled; placeholder-text-color: $disabled; background: $hover; border-color: $border;
}
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 8px; }
QComboBox QAbstractItemView {
  color: $text; background: $surface; border: 1px solid $border;
  selection-color: $text; selection-background-color: $hover; outline: 0;
}
QTableView { background: $surface; border: 0; outline: 0; }
QHeaderView { background: $sunken; border: 0; }
QHeaderView::section {
  color: $text2; background: $sunken; border: 0; border-bottom: 1px solid $border; padding: 0 12px;
}
QHeaderView::section:hover { color: $text; }
QTextBrowser, QScrollArea { background: transparent; border: 0; }
""")


def style_sheet(colors: Mapping[str, str], text_scale: float) -> str:
    """The style sheet in these colours, for text of this scale."""
    return _TEMPLATE.substitute(colors, small=round(13 * text_scale))
