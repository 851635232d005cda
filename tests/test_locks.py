"""The pinned dependencies agree with what the project declares and with one another."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import run

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = {"app": (), "test": ("test",), "dev": ("test", "dev", "build")}


def text_of(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.lock").read_text("utf-8")


def blocks_of(lock: str) -> list[str]:
    """One block a package: its pin and, on lines that continue it, its hashes."""
    return re.split(r"\n(?=\S)", text_of(lock).strip())


def pins_of(lock: str) -> dict[str, str]:
    """The pinned version of each package."""
    requirements = (Requirement(block.split("\\")[0]) for block in blocks_of(lock))
    return {pin.name: str(pin.specifier).removeprefix("==") for pin in requirements}


def declared(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in EXTRAS[lock]:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", run.LOCKS)
class TestALock:
    def test_pins_all_that_is_declared_within_its_bounds(self, lock: str) -> None:
        pins = pins_of(lock)
        for requirement in declared(lock):
            assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)])

    def test_has_hashes_for_every_package(self, lock: str) -> None:
        assert [block for block in blocks_of(lock) if "--hash=sha256:" not in block] == []

    def test_names_no_registry(self, lock: str) -> None:
        assert "://" not in text_of(lock)
        assert "index-url" not in text_of(lock)


@pytest.mark.parametrize(("smaller", "larger"), [("app", "test"), ("test", "dev")])
def test_a_larger_lock_holds_all_of_the_smaller_one(smaller: str, larger: str) -> None:
    assert pins_of(smaller).items() <= pins_of(larger).items()
