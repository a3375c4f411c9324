"""What a drawing (SVG) may try: to run a script, `P()`, or to fetch something from https://elders.example/x."""

from __future__ import annotations

from pathlib import Path

TOP = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
ATTACKS = (Path(__file__).parent / "typed/attacks.txt").read_text(encoding="utf-8").splitlines()
"""What stands in a drawing, one attack on each line."""
WORDS = ["<title>&lt;/title>&lt;script>P()&lt;/script></title>", "<text><![CDATA[<script>P()</script>]]></text>"]
"""What only speaks of a script: it stays, and stays words."""
