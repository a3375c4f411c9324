"""Runs the command line with `python -m avksite`."""

import os
import sys
import threading

from avksite.cli import main

if __name__ == "__main__":
    status = main(sys.argv[1:])
    if threading.active_count() > 1:  # something is still at work, and is waited for
        sys.exit(status)
    # All is written and closed by now. To take a hundred thousand values apart would cost a fifth of an edit.
    os._exit(status)
