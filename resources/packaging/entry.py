"""Where the built program begins."""

import multiprocessing
import os
import sys


def leave_others_alone() -> None:
    """Let programs that we open files with use the libraries of the system, not those of ours.

    On Linux the start of the program puts our folder before theirs, for us and for all that we
    start; we have read it by now, and LibreOffice would not bear it.
    """
    if sys.platform.startswith("linux"):
        before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
        os.environ.pop("LD_LIBRARY_PATH", None)
        if before:
            os.environ["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    # First of all: a child process of the built program begins here too.
    multiprocessing.freeze_support()
    leave_others_alone()
    from stageplanner.cli import main

    sys.exit(main())
