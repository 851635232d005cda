#!/usr/bin/env python3
"""Sets up everything that Flashcards needs and runs it: python3 run.py.

Works with the standard library alone and with the checkout in any folder. The packages go into
``.venv`` beside this file, each checked against the hashes in ``requirements/``.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - older versions must get a sentence, not a SyntaxError
    found = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    sys.exit("error: Flashcards needs Python 3.11 or later, and this is {}. {}".format(
        sys.version.split()[0], "Start it with: {} run.py".format(found[0]) if found else "Install one and start it with that."))
