"""Runs the command line with `python -m avksite`."""

import sys

from avksite.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
