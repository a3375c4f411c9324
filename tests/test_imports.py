"""Nothing is imported that the command does not need: most of the time of a small change would go there."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import avksite
from tests.sites import lay_out

ROOT = Path(__file__).parents[1]
SELDOM = (
    # What only pictures, documents, calendars, feeds, mails, cards and texts of other programs need.
    *("PIL", "dateutil", "feedgen", "icalendar", "lxml", "mjml", "pypdf", "tomllib", "typst"),
    # What only an import of old texts needs.
    "mammoth",
    # What only much work, or a command of its own, is done with.
    *("concurrent.futures", "httpx", "http.client", "multiprocessing", "ssl", "urllib.request", "watchfiles"),
)
MODELS = ("email", "importlib.metadata", "zipfile")
"""What pydantic imports when it builds the first model."""
SITE = """-- content/index.md --
---
titel: Welkom
---
Tekst.
-- content/nieuws/2023/praatgroep.md --
---
titel: Wij beginnen een praatgroep
datum: 4 mei 2023
---
Kom erbij in het buurthuis. De koffie staat klaar.
"""


def imported(code: str, root: Path, *looked_for: str) -> list[str]:
    """Return which of these modules are there after some code ran in a process of its own."""
    told = f"{code}\nprint(*(name for name in {looked_for!r} if name in sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys\n{told}"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout.splitlines()[-1].split()


def test_a_build_begins_without_what_it_may_not_need() -> None:
    code = "import avksite.cli, avksite.pipeline, avksite.memo.memo, avksite.rendering.write"
    assert imported(code, ROOT, *SELDOM, "pyphen", *MODELS) == []


def test_a_change_of_one_text_imports_what_one_text_needs(tmp_path: Path) -> None:
    root = lay_out(tmp_path, SITE)
    code = "from avksite.cli import main\nmain(['build'])"
    assert set(imported(code, root, *SELDOM)) >= {"feedgen", "icalendar"}
    text = root / "content" / "index.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nEr is meer tekst.\n", encoding="utf-8")
    assert imported(code, root, *SELDOM) == []


def test_a_word_of_help_imports_nothing_to_build_with() -> None:
    code = "from avksite.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    assert imported(code, ROOT, *SELDOM, "avksite.pipeline", "jinja2", "markdown", "pydantic") == []


def test_a_pattern_at_the_top_of_a_module_is_compiled_when_it_is_first_used() -> None:
    at_start = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in sorted((ROOT / "avksite").rglob("*.py"))
        for node in outside_functions(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]
    assert at_start == []


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all of a module that runs when it is imported."""
    for below in ast.iter_child_nodes(node):
        if not isinstance(below, (ast.FunctionDef, ast.Lambda)):
            yield below
            yield from outside_functions(below)


def test_every_pattern_can_be_compiled() -> None:
    modules = [
        import_module(name) for _, name, _ in walk_packages(avksite.__path__, "avksite.") if "__main__" not in name
    ]
    found = [value for module in modules for value in vars(module).values() if type(value).__name__ == "_Regex"]
    assert len(found) > 200
    assert all(re.compile(pattern.pattern, pattern.flags) for pattern in found)
