#!/bin/sh
# Dubbelklik hierop: de redactie opent in je browser.
cd "$(dirname "$0")" || exit 1
exec python3 build.py serve
