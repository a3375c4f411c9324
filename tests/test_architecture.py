"""The shape of the program holds: who imports whom, who prints, who asks for the time, how long a file may get."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from packaging.requirements import Requirement

from avksite.kinds import KINDS
from avksite.rendering.addresses import LISTED, MadePage

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "avksite"
MODULES = sorted(PACKAGE.rglob("*.py"))
LOCKS = ("requirements-build.txt", "requirements.txt", "requirements-test.txt", "requirements-mailman.txt")

LONGEST_FILE = 600
SMALL = 60
MOST_FILES = 217
BUDGET = {
    "checks": 5535,
    "commands": 1500,
    "content": 8685,
    "delivery": 1970,
    "desk": 3415,
    "doors": 2740,
    "dutch": 1205,
    "importing": 1430,
    "kinds": 1735,
    "memo": 1410,
    "outputs": 4380,
    "rendering": 4760,
}
"""Lines that each room may have. A room that needs more takes it from another, in a commit that says why."""
SPEAKERS = {"cli.py", "report.py"}
CLOCKS = {"datetime", "date", "datetime.datetime", "datetime.date", "time"}
READINGS = {
    *("now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "ctime"),
    *("monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time"),
}
EMPTY_NAMES = {"util", "utils", "utilities", "helper", "helpers", "common", "misc", "shared"}
MADE_BY_TOOLS = {"__pycache__", "output", "node_modules"}
OWN_HIDDEN_FOLDERS = {".ci", ".github"}


def within(file: Path) -> str:
    """Name a file the way a person finds it."""
    return file.relative_to(ROOT).as_posix()


def nodes(file: Path) -> Iterator[tuple[str, ast.AST]]:
    """List everything in a module, each with the place to look at."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        yield f"{within(file)}:{getattr(node, 'lineno', 1)}", node


def files(folder: Path) -> Iterator[Path]:
    """List every file that a person wrote, leaving out what was made or installed here."""
    for path in sorted(folder.iterdir()):
        if not path.is_dir():
            yield path
        elif path.name not in MADE_BY_TOOLS and (not path.name.startswith(".") or path.name in OWN_HIDDEN_FOLDERS):
            yield from files(path)


def pins(lock: str) -> dict[str, str]:
    """Read a lock file: the version of each package."""
    found = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    return dict(found)


def test_every_folder_is_a_package_so_that_its_imports_are_seen() -> None:
    assert [
        within(folder) for folder in {file.parent for file in MODULES} if not (folder / "__init__.py").exists()
    ] == []


def test_every_import_goes_down_and_no_sibling_knows_another(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert code == 0, capsys.readouterr().out


def test_no_file_is_too_long_to_read() -> None:
    lengths = {
        within(file): len(file.read_text(encoding="utf-8").splitlines()) for file in [*MODULES, ROOT / "build.py"]
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def room_of(file: Path) -> str:
    """Name the room that a module is in: a folder of the package, or "doors" for what stands beside the folders."""
    parts = file.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else "doors"


def test_no_room_is_larger_than_its_budget() -> None:
    lines = Counter[str]()
    for file in MODULES:
        lines[room_of(file)] += len(file.read_text(encoding="utf-8").splitlines())
    assert {room: number for room, number in lines.items() if number > BUDGET[room]} == {}
    assert len(MODULES) <= MOST_FILES


def test_a_small_file_with_one_importer_is_in_its_importer() -> None:
    modules = {within(file).removesuffix(".py").removesuffix("/__init__").replace("/", "."): file for file in MODULES}
    importers: dict[str, set[str]] = {}
    for module, file in modules.items():
        for _, node in nodes(file):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    importers.setdefault(whole if whole in modules else node.module, set()).add(module)
    crumbs = [
        module
        for module, file in modules.items()
        if file.name != "__init__.py"
        and len(file.read_text(encoding="utf-8").splitlines()) < SMALL
        and len(importers.get(module, ())) == 1
        # The package that a module is in lists it: that is no use of it.
        and not any(module.startswith(f"{importer}.") for importer in importers[module])
    ]
    assert crumbs == []


def test_only_the_report_and_the_command_line_print() -> None:
    def speaks(node: ast.AST) -> bool:
        return (isinstance(node, ast.Name) and node.id == "print") or (
            isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.stdout", "sys.stderr"}
        )

    speakers = [PACKAGE / name for name in SPEAKERS]
    assert [at for file in MODULES if file not in speakers for at, node in nodes(file) if speaks(node)] == []


def test_every_exception_is_caught_where_a_library_works_on_a_file_of_an_author_and_nowhere_else() -> None:
    def catches_all(node: ast.AST) -> bool:
        return isinstance(node, ast.ExceptHandler) and (
            node.type is None
            or not {"Exception", "BaseException"}.isdisjoint(re.findall(r"\w+", ast.unparse(node.type)))
        )

    caught = [at.rpartition(":")[0] for file in MODULES for at, node in nodes(file) if catches_all(node)]
    assert caught == ["avksite/problems.py"]


def test_nothing_below_the_command_line_asks_for_the_time() -> None:
    def asks(file: Path, node: ast.AST) -> bool:
        if isinstance(node, ast.ImportFrom):
            return node.module == "time" and any(name.name in READINGS for name in node.names)
        if not isinstance(node, ast.Attribute) or node.attr not in READINGS:
            return False
        waits = within(file) == "avksite/commands/serve.py" and node.attr == "monotonic"
        return ast.unparse(node.value) in CLOCKS and not waits

    below = [file for file in MODULES if file != PACKAGE / "cli.py"]
    assert [at for file in below for at, node in nodes(file) if asks(file, node)] == []


OUTSIDE_KINDS = [file for file in MODULES if PACKAGE / "kinds" not in file.parents]
KIND_NAMES = {kind.name for kind in KINDS} | {kind.folder for kind in KINDS if kind.folder}


def test_no_module_but_its_own_asks_for_a_kind_by_its_name() -> None:
    def asked(node: ast.AST) -> list[ast.expr]:
        """List what something is compared with, matched with or looked up by."""
        match node:
            case ast.Compare(left=left, comparators=others):
                return [left, *(part for one in others for part in getattr(one, "elts", [one]))]
            case ast.MatchValue(value):
                return [value]
            case ast.Dict(keys=keys):
                return [key for key in keys if key]
            case ast.Call(func=ast.Name("frozenset" | "set"), args=[ast.Set(parts)]):
                return parts
            case _:
                return []

    def names(node: ast.AST) -> bool:
        parts = [part.value if isinstance(part, ast.Constant) else None for part in asked(node)]
        told = [part in KIND_NAMES for part in parts]
        # A table that has other keys too is of words that people type, or of a record.
        return any(told) if isinstance(node, ast.Compare) else bool(told) and all(told)

    assert [at for file in OUTSIDE_KINDS for at, node in nodes(file) if names(node)] == []


def test_the_address_of_a_list_is_written_once() -> None:
    address = re.compile("|".join(rf"{re.escape(listed)}(?![\w.-])" for listed in LISTED))

    def names(node: ast.AST) -> bool:
        return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(address.match(node.value))

    places = [at.partition(":")[0] for file in OUTSIDE_KINDS for at, node in nodes(file) if names(node)]
    assert set(places) == {"avksite/rendering/addresses.py"}
    assert len(places) == len(MadePage)


def test_every_module_opens_with_one_sentence() -> None:
    def opens_well(file: Path) -> bool:
        docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        return bool(re.fullmatch(r"(?:(?![.!?] [A-Z]).)+[.!?]", docstring.partition("\n")[0]))

    assert [within(file) for file in [*MODULES, ROOT / "build.py"] if not opens_well(file)] == []


def test_no_name_says_nothing() -> None:
    names = [path for path in files(ROOT) if path.suffix == ".py"]
    assert [
        within(path) for path in names if not EMPTY_NAMES.isdisjoint({path.stem, *path.relative_to(ROOT).parts})
    ] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_every_package(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    pinned = re.compile(
        r"[\w.-]+==[\w.!+]+(?: ; [^\n\\]+)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+(?:    #.*\n?)*"
    )
    assert [block for block in blocks if not pinned.fullmatch(block)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"https?:|--(?:extra-)?index-url|--find-links|(?<!\S)/\S*|file:", text) == []


def test_the_tests_run_on_the_very_packages_that_build_the_site() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-test.txt").items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-test.txt": project["project"]["optional-dependencies"]["test"],
        "requirements-build.txt": project["dependency-groups"]["build"],
        "requirements-mailman.txt": project["dependency-groups"]["mailman"],
    }
    wrong = [
        line
        for lock, lines in asked.items()
        for line in lines
        if not Requirement(line).specifier.contains(pins(lock).get(Requirement(line).name, "0"))
    ]
    assert wrong == []


def test_of_every_package_that_is_asked_for_it_is_decided_why_and_what_if_it_dies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    asked = {Requirement(line).name for lines in [*lists, *project["dependency-groups"].values()] for line in lines}
    decision = (ROOT / "docs/decisions/0046-why-each-dependency.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| [^|]+ \| (?:yes|\*\*no\*\*, since [^|]+) \| [^|]+ \|$", decision, re.MULTILINE)
    assert sorted(rows) == sorted(asked)


def test_no_file_mentions_a_place_on_one_machine() -> None:
    places = re.compile(r"(?<![\w./-])/(?:work|root|tmp|home/\w+|Users/\w+)(?![\w-])")
    mentions = [
        f"{within(file)}: {place}"
        for file in files(ROOT)
        for place in places.findall(file.read_text(encoding="utf-8", errors="replace"))
    ]
    assert mentions == []
