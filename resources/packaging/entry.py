"""Where the built program begins."""

import multiprocessing
import sys

if __name__ == "__main__":
    # First of all: a child process of the built program begins here too.
    multiprocessing.freeze_support()
    from stageplanner.cli import main

    sys.exit(main())
