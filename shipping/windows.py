"""What Windows shows of the program in the properties of its file."""

from __future__ import annotations

from pathlib import Path

from shipping.names import NAME, SUMMARY, VERSION

_TEMPLATE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("040904B0", [{strings}])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ],
)
"""


def version_text() -> str:
    """The version resource in the form that PyInstaller reads, a Python expression."""
    strings = {
        "CompanyName": "The Flashcards project",
        "FileDescription": SUMMARY,
        "FileVersion": VERSION,
        "InternalName": NAME,
        "LegalCopyright": "MIT licence; the decks CC BY 4.0",
        "OriginalFilename": f"{NAME}.exe",
        "ProductName": NAME,
        "ProductVersion": VERSION,
    }
    listed = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return _TEMPLATE.format(numbers=numbers(VERSION), strings=listed)


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows compares; a version has three of them."""
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    return major, minor, patch, 0


def version_resource(folder: Path) -> str:
    """Write the resource below a folder; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "version.txt"
    path.write_text(version_text(), encoding="utf-8")
    return str(path)
