"""Where the built program begins."""

import multiprocessing
import os
import sys


def leave_others_alone() -> None:
    """Let programs that we open files with use the libraries of the system, not those of ours.

    On Linux the start of the program puts our folder before theirs, for us and for all that we
    start; we have read it by now, and LibreOffice would not bear it. Processes of our own are
    told to set themselves up, because they need that folder.
    """
    if not sys.platform.startswith("linux"):
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


if __name__ == "__main__":
    # First of all: a child process of the built program begins here too.
    multiprocessing.freeze_support()
    leave_others_alone()
    from stageplanner.cli.run import main

    sys.exit(main())
