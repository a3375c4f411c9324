"""How long a build takes, beside its peers: `python -m bench.run`, from the project's folder. README.md tells more."""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.curve import curve, exponent
from bench.tools import HERE, OWN, TOOLS, Tool, path_with

SIZES = (100, 1_000, 10_000, 50_000)
SETTLE = 0.3
"""Seconds between a change and a run, so that the times of files differ."""

COLD, NOTHING, EDIT, CHECK, NEW, TEMPLATE = ("cold", "no change", "edit", "check", "new post", "template")
STEPS = (COLD, NOTHING, EDIT, CHECK, NEW, TEMPLATE)

HUGO, ELEVENTY, PELICAN, MKDOCS, DIRTY = ("Hugo", "Eleventy", "Pelican", "MkDocs", "MkDocs --dirty")


@dataclass(frozen=True, slots=True)
class Goal:
    """One step of ours, in how many times that step, or another, of a program."""

    step: str
    beside: str
    of: str
    at_most: dict[int, float]
    """For each number of posts."""


GOALS = (
    Goal(COLD, PELICAN, COLD, {1_000: 1.0}),
    Goal(COLD, MKDOCS, COLD, {1_000: 1.0, 10_000: 1.0}),
    Goal(COLD, ELEVENTY, COLD, {1_000: 2.5}),
    Goal(NOTHING, HUGO, NOTHING, {1_000: 0.15, 10_000: 0.03}),
    Goal(EDIT, HUGO, EDIT, {1_000: 0.6, 10_000: 0.1}),
    Goal(EDIT, DIRTY, EDIT, {1_000: 1.0}),
    Goal(NEW, OWN.name, EDIT, {1_000: 2.0, 10_000: 3.0}),
    Goal(TEMPLATE, OWN.name, COLD, {1_000: 0.6, 10_000: 0.6}),
    Goal(CHECK, OWN.name, EDIT, {1_000: 1.0, 10_000: 1.0}),
)
MOST_MEMORY = {1_000: 200.0, 10_000: 600.0}
"""Megabytes of the largest process."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took."""

    tool: str
    posts: int
    step: str
    seconds: float
    processor: float
    """Seconds of processor, of all its processes together."""
    memory: float
    """Megabytes of its largest process."""
    load: float
    """How many processes waited for a processor, on average, in the minute before."""
    at: str


class Failed(Exception):  # noqa: N818  what happened, as elsewhere in this project
    """A program ended with an error."""


def measured(tool: Tool, site: Path, posts: int, step: str, path: str) -> Run:
    """Run a program in its own process, as from the shell, and say what that took."""
    command = tool.command if step == COLD or not tool.again else tool.again
    if step == CHECK:
        command = (*command, "check")
    environment = {**os.environ, "PATH": path, "PYTHONUTF8": "1"}
    load = os.getloadavg()[0]
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=site, env=environment, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise Failed(f"{' '.join(command)}\n{said.read()[-2000:].decode(errors='replace')}")
    memory = used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    return Run(tool.name, posts, step, seconds, used.ru_utime + used.ru_stime, memory, load, at)


def prepare(tool: Tool, site: Path, posts: int, step: str, mark: int) -> None:
    """Change what a step is about; `mark` makes each change another.

    What was made is put aside and not deleted: ext4 looks at each inode that was freed within five minutes before it
    makes a file, which then takes it several times as long.
    """
    match step:
        case "cold":
            for name in filter(lambda name: (site / name).exists(), tool.made):
                (site / name).rename(site.with_name(f"{site.name}-{name}-before-{mark}"))
        case "edit" | "check":
            tool.edit(site, posts, f"{mark}{step[0]}")
        case "new post":
            tool.add(site, posts, mark)
        case "template":
            tool.restyle(site, mark)
    time.sleep(SETTLE)


def runs(tools: list[Tool], folder: Path, posts: int, repeats: int, path: str) -> Iterator[Run]:
    """Yield all runs for so many posts: each step of each round with every program in turn."""
    sites = {tool.name: folder / f"{posts}" / tool.name.replace(" ", "") for tool in tools}
    for tool in tools:
        shutil.rmtree(sites[tool.name], ignore_errors=True)
        tool.lay_out(sites[tool.name], posts)
        if tool is OWN:  # a site in use has a ledger of its addresses, which its very first build makes
            measured(tool, sites[tool.name], posts, COLD, path)
    for mark in range(1, repeats + 1):
        for step in STEPS:
            for tool in tools:
                if step != CHECK or tool is OWN:
                    prepare(tool, sites[tool.name], posts, step, mark)
                    yield measured(tool, sites[tool.name], posts, step, path)
    for aside in (folder / f"{posts}").glob("*-before-*"):
        shutil.rmtree(aside)


class Results:
    """All runs that were kept, and what follows from them."""

    def __init__(self, kept: Path) -> None:
        """Read what earlier runs kept."""
        self._kept = kept
        lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
        self._runs = [Run(**json.loads(line)) for line in lines]

    def add(self, run: Run) -> None:
        """Keep a run."""
        self._runs.append(run)
        with self._kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps({name: getattr(run, name) for name in Run.__slots__}) + "\n")

    def _median(self, what: Callable[[Run], float], **wanted: str | int) -> float:
        found = [what(run) for run in self._runs if all(getattr(run, key) == wanted[key] for key in wanted)]
        return statistics.median(found) if found else math.nan

    def seconds(self, tool: str, posts: int, step: str) -> float:
        """Return the median, or nan for what was not measured."""
        return self._median(_seconds, tool=tool, posts=posts, step=step)

    def memory(self, tool: str, posts: int) -> float:
        """Return the memory of the largest process of the largest run."""
        return max((run.memory for run in self._runs if (run.tool, run.posts) == (tool, posts)), default=math.nan)

    def tables(self) -> Iterator[str]:
        """Yield the report, as Markdown."""
        for posts in sorted({run.posts for run in self._runs}):
            ours = [run for run in self._runs if run.posts == posts]
            loads = [run.load for run in ours]
            yield (
                f"\n### {posts:,} posts\n\nRuns that ended from "
                f"{min(run.at for run in ours)[:16]} to {max(run.at for run in ours)[11:16]}, "
                f"load {min(loads):.1f} to {max(loads):.1f} (median {statistics.median(loads):.1f})\n"
            )
            names = [tool.name for tool in TOOLS if any(run.tool == tool.name for run in ours)]
            for title, what in (("seconds", _seconds), ("seconds of processor", _processor)):
                yield from self._table(posts, names, title, what)
            if HUGO in names:
                yield from self._times_hugo(posts, names)
            yield from self._goals(posts)
        yield from self._growth()

    def _table(self, posts: int, names: list[str], title: str, what: Callable[[Run], float]) -> Iterator[str]:
        yield f"| {title} | {' | '.join(STEPS)} | MB | runs |\n|---|{'---|' * (len(STEPS) + 2)}"
        for name in names:
            cells = [_shown(self._median(what, tool=name, posts=posts, step=step)) for step in STEPS]
            if not next(tool.redoes_all for tool in TOOLS if tool.name == name):
                cells[STEPS.index(TEMPLATE)] += " (not applied)"
            times = sum((run.tool, run.posts, run.step) == (name, posts, COLD) for run in self._runs)
            yield f"| {name} | {' | '.join(cells)} | {self.memory(name, posts):.0f} | {times} |"
        yield ""

    def _times_hugo(self, posts: int, names: list[str]) -> Iterator[str]:
        yield f"| times Hugo | {' | '.join(STEPS)} |\n|---|{'---|' * len(STEPS)}"
        for name in names:
            ratios = [self.seconds(name, posts, step) / self.seconds(HUGO, posts, step) for step in STEPS]
            yield f"| {name} | {' | '.join(map(_shown, ratios))} |"

    def _goals(self, posts: int) -> Iterator[str]:
        rows = []
        for goal in GOALS:
            taken, work = (
                self._median(what, tool=OWN.name, posts=posts, step=goal.step)
                / self._median(what, tool=goal.beside, posts=posts, step=goal.of)
                for what in (_seconds, _processor)
            )
            if posts in goal.at_most and not math.isnan(taken):
                limit = goal.at_most[posts]
                of = f"{goal.step} ÷ {goal.beside}, {goal.of}"
                rows.append(f"| {of} | {_shown(taken)} | {_shown(work)} | {limit} | {_met(taken, limit)} |")
        if posts in MOST_MEMORY and not math.isnan(found := self.memory(OWN.name, posts)):
            limit = MOST_MEMORY[posts]
            rows.append(f"| MB of the largest process | {found:.0f} | – | {limit:.0f} | {_met(found, limit)} |")
        if rows:
            yield "\n| avksite | is | of processor | goal | met |\n|---|---|---|---|---|"
            yield from rows

    def lines(self, what: Callable[[Run], float]) -> dict[str, dict[int, float]]:
        """Return what a cold build of each program takes, for each number of posts."""
        found: dict[str, dict[int, float]] = {}
        for tool in TOOLS:
            for posts in sorted({run.posts for run in self._runs if run.tool == tool.name}):
                taken = self._median(what, tool=tool.name, posts=posts, step=COLD)
                found.setdefault(tool.name, {})[posts] = taken
        return found

    def _growth(self) -> Iterator[str]:
        work = self.lines(_processor)
        rows = [(name, exponent(points), exponent(work[name])) for name, points in self.lines(_seconds).items()]
        rows = [row for row in rows if not math.isnan(row[1])]
        if rows:
            yield "\n### Growth of a cold build\n\nAs an exponent, from 1,000 posts on; 1 is linear.\n"
            yield "| | of seconds | of processor |\n|---|---|---|"
            yield from (f"| {name} | {_shown(taken)} | {_shown(busy)} |" for name, taken, busy in rows)


def _seconds(run: Run) -> float:
    return run.seconds


def _processor(run: Run) -> float:
    return run.processor


def _shown(number: float) -> str:
    if math.isnan(number):
        return "–"
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"  # noqa: PLR2004


def _met(found: float, limit: float) -> str:
    return "yes" if found <= limit else "no"


def _wanted() -> argparse.Namespace:
    names = [tool.name for tool in TOOLS]
    parser = argparse.ArgumentParser(prog="python -m bench.run", description="Measure builds beside other programs.")
    add = parser.add_argument
    add("--sizes", type=int, nargs="*", default=[100, 1_000], help=f"numbers of posts, such as {SIZES}")
    add("--repeats", type=int, default=3, help="how many rounds; medians are of these")
    add("--tools", nargs="*", choices=names, default=names, metavar="TOOL", help=", ".join(names))
    add("--peers", type=Path, nargs="*", default=[], metavar="FOLDER", help="where the others are, beside PATH")
    add("--folder", type=Path, help="keeps the sites and what was measured; later runs add to it")
    add("--curve", type=Path, metavar="FILE", help="where the growth curve goes; an SVG")
    return parser.parse_args()


def main() -> None:
    """Measure what was asked for, and print the tables."""
    wanted = _wanted()
    path = path_with(folder.resolve() for folder in wanted.peers)
    tools = [tool for tool in TOOLS if tool.name in wanted.tools]
    missing = [tool for tool in tools if tool.program and not shutil.which(tool.program, path=path)]
    for tool in missing if wanted.sizes else ():
        print(f"{tool.name} is not installed: it is left out.", file=sys.stderr)
        tools.remove(tool)
    with tempfile.TemporaryDirectory(prefix="avksite-bench-") as temporary:
        folder = (wanted.folder or Path(temporary)).resolve()
        if folder.is_relative_to(HERE):
            sys.exit("Choose a folder outside the project.")
        folder.mkdir(parents=True, exist_ok=True)
        results = Results(folder / "runs.jsonl")
        for posts in wanted.sizes:
            for run in runs(tools, folder, posts, wanted.repeats, path):
                results.add(run)
                print(
                    f"{run.posts:>6} {run.step:<10} {run.tool:<15} {run.seconds:8.2f} s {run.memory:6.0f} MB",
                    file=sys.stderr,
                )
        print("\n".join(results.tables()))
        if wanted.curve:
            wanted.curve.write_text(curve(results.lines(_seconds)), encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except Failed as failed:
        sys.exit(str(failed))
