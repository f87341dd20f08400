"""What every child process of ours needs, whatever it does."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def without_main() -> Iterator[None]:
    """Start a process without importing the program's main module into it.

    A child that serves requests does not need that module, and a script without the usual main
    guard would run itself again.

    Yields
    ------
    None
        While the main module looks as if it came from no file.
    """
    main = sys.modules["__main__"]
    spec, file = getattr(main, "__spec__", None), getattr(main, "__file__", None)
    main.__spec__ = None
    if file is not None:
        del main.__file__
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file
