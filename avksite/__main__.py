"""Runs the command line with `python -m avksite`."""

import os
import sys
import threading

from avksite.cli import main

if __name__ == "__main__":
    status = main(sys.argv[1:])
    if threading.active_count() > 1:  # a thread is still running: wait for it
        sys.exit(status)
    # All is written and closed. Freeing a hundred thousand objects would take a fifth of the time of an edit.
    os._exit(status)
