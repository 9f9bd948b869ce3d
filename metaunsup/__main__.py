"""``python -m metaunsup``."""

import sys

from metaunsup.cli.main import main

if __name__ == "__main__":
    sys.exit(main(own_process=True))
