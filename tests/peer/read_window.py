"""A client of the accessibility bus: reads a window, presses a button, reads again.

Run by the system's Python, which has the bindings: ``read_window.py BUTTON WANTED`` presses the
button of that name in the window of Flashcards, waits until something named WANTED is shown, and
prints what was read before and after as JSON.
"""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 - the version is chosen first

PATIENCE_S = 60
SHOWN = Atspi.StateType.SHOWING


def window():
    """The window of the program, once the bus knows it."""
    desktop = Atspi.get_desktop(0)
    for at in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(at)
        if application is not None and application.get_name() == "Flashcards":
            return application
    return None


def walk(node):
    """Every node that is shown, the outer ones first."""
    yield node
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None and child.get_state_set().contains(SHOWN):
            yield from walk(child)


def read(node):
    """Role and name of all that is shown and named."""
    return [[one.get_role_name(), one.get_name()] for one in walk(node) if one.get_name()]


def until(look, what):
    """What a look finds, once it finds something."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            found = look()
        except gi.repository.GLib.Error:
            found = None  # a node went away while it was read
        if found:
            return found
        time.sleep(0.2)
    sys.exit(f"error: no {what}; what is there:\n{tree(window())}")


def tree(node, depth=0):
    """Everything below a node, shown or not, an indented line each; for who looks for a fault."""
    if node is None:
        return "nothing"
    shown = "" if node.get_state_set().contains(SHOWN) else " (not shown)"
    lines = [f"{' ' * depth}{node.get_role_name()} {node.get_name()!r}{shown}"]
    for at in range(node.get_child_count()):
        lines.append(tree(node.get_child_at_index(at), depth + 1))
    return "\n".join(lines)


def named(application, name):
    """The button of a name, if it is shown."""
    for node in walk(application):
        if node.get_name() == name and "button" in node.get_role_name():
            return node
    return None


def main(button, wanted):
    """Read, press, read."""
    Atspi.init()
    application = until(window, "window on the accessibility bus")
    target = until(lambda: named(application, button), f"button {button}")
    before = read(application)
    action = target.get_action_iface()
    names = [action.get_action_name(at) for at in range(action.get_n_actions())]
    pressed = action.do_action(names.index("Press"))

    def after():
        found = read(application)
        return found if any(name == wanted for _, name in found) else None

    print(json.dumps({"before": before, "pressed": pressed, "after": until(after, wanted)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
