"""Run ``python -m stageplanner.cli``."""

import sys

from stageplanner.cli import main

if __name__ == "__main__":
    sys.exit(main())
