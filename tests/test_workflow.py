"""What publishes the site on GitHub and GitLab is valid, pinned, allowed no more than it needs, and told to people."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.tools import lay_program
from tests.sites import lay_out

ROOT = Path(__file__).resolve().parent.parent
WORKFLOW = ROOT / ".github" / "workflows" / "publish.yml"
# With every scalar as text, since YAML takes the key `on` for a yes.
CONTENT: dict[str, Any] = yaml.load(WORKFLOW.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  text only
STEPS: list[dict[str, Any]] = [step for job in CONTENT["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("github-workflows", ".github/workflows/publish.yml"),
        ("dependabot", ".github/dependabot.yml"),
        ("gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_what_a_host_reads_fits_the_schema_that_it_publishes(schema: str, path: str) -> None:
    validate = ("-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}")
    done = subprocess.run([sys.executable, *validate, ROOT / path], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_is_one_workflow() -> None:
    assert [*WORKFLOW.parent.glob("*.y*ml")] == [WORKFLOW]


def test_nothing_that_github_runs_can_be_abused_in_a_way_that_is_known() -> None:
    zizmor = shutil.which("zizmor", path=Path(sys.executable).parent)
    assert zizmor
    command = [zizmor, "--offline", "--persona", "pedantic", "."]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_once_to_a_commit_with_its_version_beside_it() -> None:
    uses = re.findall(r"uses:.*", WORKFLOW.read_text(encoding="utf-8"))
    assert uses
    assert [it for it in uses if not re.fullmatch(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*", it)] == []
    pins = {step["uses"] for step in STEPS if "uses" in step}
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


def test_only_the_job_that_publishes_may_write_and_no_checkout_leaves_a_password_behind() -> None:
    assert CONTENT["permissions"] == {}
    granted = {name: job["permissions"] for name, job in CONTENT["jobs"].items()}
    writers = {name: right for name, right in granted.items() if "write" in right.values()}
    assert writers == {"publish": {"pages": "write", "id-token": "write"}}
    checkouts = [step for step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_no_expression_is_pasted_into_a_shell() -> None:
    assert [step["run"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_the_site_is_checked_on_pull_requests_and_published_from_main_and_every_night() -> None:
    assert "pull_request" in CONTENT["on"]
    assert CONTENT["on"]["push"] == {"branches": ["main"]}
    [night] = CONTENT["on"]["schedule"]
    assert re.fullmatch(r"\d+ [0-5] \* \* \*", night["cron"])
    events = {name: job.get("if") for name, job in CONTENT["jobs"].items()}
    assert events == {
        "check": "github.event_name == 'pull_request'",
        "check-elsewhere": "github.event_name == 'pull_request'",
        "test": "github.event_name != 'schedule'",
        "audit": "github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'",
        "build": "github.event_name != 'pull_request'",
        "publish": "${{ !cancelled() && needs.build.result == 'success' "
        """&& contains(fromJSON('["success", "skipped"]'), needs.test.result) }}""",
        "tell": "${{ !cancelled() && needs.build.outputs.code == '3' }}",
    }
    assert CONTENT["jobs"]["publish"]["needs"] == ["build", "test"]


def steps_that_run(job: str, words: str) -> list[dict[str, Any]]:
    """Return the steps of a job with these words in what they run."""
    return [step for step in CONTENT["jobs"][job]["steps"] if words in step.get("run", "")]


def test_what_somebody_changed_is_published_without_a_doubt_and_a_deadline_turns_all_the_same() -> None:
    [checked] = steps_that_run("check", "build.py build")
    assert "build --strict " in checked["run"]
    [made] = steps_that_run("build", "build.py build")
    assert "${STRICT:+--strict}" in made["run"]
    assert made["env"]["STRICT"] == "${{ github.event_name != 'schedule' && 'yes' || '' }}"
    [tested] = steps_that_run("test", ".ci/test")
    gitlab = yaml.load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  text only
    assert [tested["run"]] == gitlab["test"]["script"] == ["bash .ci/test .cache/getest"]


def test_the_tests_run_when_more_than_texts_changed_since_they_passed(tmp_path: Path) -> None:
    bash, git = str(shutil.which("bash")), str(shutil.which("git"))
    repository(tmp_path, days=1)
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "test", tmp_path / ".ci")
    (tmp_path / ".ci" / "run").write_text("", encoding="utf-8")

    def times(text: str, program: str) -> tuple[int, int]:
        """Return how the script ends for this text and this program, and how often the tests ran until now."""
        lay_out(
            tmp_path,
            f"-- content/index.md --\n{text}\n-- build.py --\nprint('ran', file=open('ran', 'a'))\n{program}\n",
        )
        subprocess.run([git, "add", "content", "build.py", ".ci"], cwd=tmp_path, check=True)
        done = subprocess.run([bash, str(tmp_path / ".ci" / "test"), "tested"], check=False, capture_output=True)
        return done.returncode, len((tmp_path / "ran").read_text(encoding="utf-8").split())

    assert times("Een", "") == (0, 1)
    assert times("Twee", "") == (0, 1)
    assert times("Twee", "# Anders") == (0, 2)
    assert times("Drie", "exit(1)") == (1, 3)
    assert times("Vier", "exit(1)") == (1, 4)
    assert times("Vier", "") == (0, 4)


def test_what_is_published_is_all_but_what_has_a_fault_and_a_change_is_checked_whole() -> None:
    [checked] = steps_that_run("check", "build.py build")
    assert "--hold-back" not in checked["run"]
    [made] = steps_that_run("build", "build.py build")
    assert "build --hold-back " in made["run"]
    assert CONTENT["jobs"]["build"]["steps"][0]["with"]["fetch-depth"] == "0"
    jobs = yaml.load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  text only
    assert any("build --hold-back " in line for line in jobs["pages"]["script"])
    assert jobs["pages"]["variables"]["GIT_DEPTH"] == "0"


def test_a_change_can_be_looked_at_before_it_is_taken() -> None:
    [shown] = [it for it in CONTENT["jobs"]["check"]["steps"] if "upload-artifact@" in it.get("uses", "")]
    assert shown["with"]["path"] == "output"


def test_what_a_run_says_is_told_whatever_became_of_it() -> None:
    for job in ("check", "build"):
        [told] = steps_that_run(job, ".ci/summary")
        assert told["if"] == "always()"
        assert told["env"]["OUTCOME"] == "${{ steps.make.outcome }}"


def repository(root: Path, days: int) -> None:
    """Make a repository whose last commit is so many days old."""
    git, then = shutil.which("git"), (datetime.now(UTC) - timedelta(days=days)).isoformat()
    assert git
    author = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.example", "GIT_AUTHOR_DATE": then}
    both = author | {name.replace("AUTHOR", "COMMITTER"): value for name, value in author.items()}
    for words in (("init", "-q"), ("commit", "-q", "--allow-empty", "-m", "Begin")):
        subprocess.run([git, *words], cwd=root, check=True, env=os.environ | both)


def summary(root: Path, report: str, outcome: str, code: str = "0", **environment: str) -> str:
    """Return what the script of the summary prints."""
    (root / "report.txt").write_text(report, encoding="utf-8")
    without = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    bash = shutil.which("bash")
    assert bash
    command = [bash, str(ROOT / ".ci" / "summary"), "report.txt", outcome, code]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, env=without | environment)
    return done.stdout.decode()


def test_the_summary_says_to_a_layman_that_nothing_changed_and_what_to_mend(tmp_path: Path) -> None:
    repository(tmp_path, days=1)
    told = summary(tmp_path, "content/a.md:3: fout[link-kapot]\n~~~\n", "failure", GITHUB_ACTIONS="true")
    assert told.startswith("## De site is niet veranderd\n\nEr is eerst iets te herstellen. ")
    assert told.endswith("~~~text\ncontent/a.md:3: fout[link-kapot]\n    ~~~\n~~~\n\n")
    assert summary(tmp_path, "Klaar.\n", "success").startswith("## De site is gemaakt\n\n~~~text\nKlaar.\n~~~")


@pytest.mark.parametrize(("code", "goes_on", "given"), [(0, True, "0"), (1, False, "1"), (3, True, "3")])
def test_a_site_from_which_something_was_left_out_is_published_and_then_told(
    tmp_path: Path, code: int, given: str, *, goes_on: bool
) -> None:
    (tmp_path / "build.py").write_text(f"print('Gebouwd')\nraise SystemExit({code})\n", encoding="utf-8")
    bash, outputs = shutil.which("bash"), tmp_path / "outputs"
    assert bash
    environment = {"RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(outputs), "BASE_URL": "https://a.example"}
    for job in ("check", "build"):
        outputs.unlink(missing_ok=True)
        [made] = steps_that_run(job, "build.py build")
        done = subprocess.run([bash, "-ec", made["run"]], cwd=tmp_path, check=False, env=os.environ | environment)
        assert (done.returncode == 0, outputs.read_text(encoding="utf-8")) == (goes_on, f"code={given}\n")
    [told] = CONTENT["jobs"]["tell"]["steps"]
    assert CONTENT["jobs"]["tell"]["needs"] == ["build", "publish"]
    assert subprocess.run([bash, "-ec", told["run"]], check=False).returncode == 1
    repository(tmp_path, days=1)
    assert summary(tmp_path, "", "success", "3").startswith("## De site is gemaakt, maar er is iets weggelaten\n")


def test_the_summary_says_in_time_that_the_nights_will_end(tmp_path: Path) -> None:
    repository(tmp_path, days=45)
    told = summary(tmp_path, "", "success", GITHUB_ACTIONS="true")
    assert "De laatste wijziging was 45 dagen geleden. GitHub stopt ermee na 60 dagen." in told
    assert "dagen" not in summary(tmp_path, "", "success")  # another host goes on


def test_a_change_is_compared_with_the_site_without_it_on_both_hosts(tmp_path: Path) -> None:
    def commit(text: str, settings: str = "") -> None:
        lay_out(tmp_path, f"-- content/index.md --\n---\ntitel: Welkom\n---\n{text}\n{settings}")
        subprocess.run([git, "add", "."], cwd=tmp_path, check=True)
        author = ("-c", "user.name=A", "-c", "user.email=a@b.example")
        subprocess.run([git, *author, "commit", "-qm", text], cwd=tmp_path, check=True)

    def told() -> str:
        python = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PREVIEW": "https://v.example",
        }
        command = [bash, str(ROOT / ".ci" / "compare"), "HEAD^1"]
        done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, env=os.environ | python)
        return done.stdout.decode()

    bash, git = str(shutil.which("bash")), str(shutil.which("git"))
    repository(tmp_path, days=1)
    lay_program(tmp_path)
    (tmp_path / ".gitignore").write_text("/output/\n/.cache/\n/.output-vorig/\n", encoding="utf-8")
    commit("Fijn dat je er bent.")
    commit("Fijn dat je kwam.")
    assert "- [Welkom](https://v.example/index.html): tekst" in told().splitlines()
    commit("Kapot.", "-- content/site.yaml --\nnaam: [\n")
    commit("Heel.")
    assert told().endswith("en dan valt er niets te vergelijken.\n")
    left = subprocess.run([git, "worktree", "list"], cwd=tmp_path, check=True, capture_output=True).stdout
    assert len(left.splitlines()) == 1


def test_both_hosts_tell_what_a_change_does() -> None:
    [step] = steps_that_run("check", ".ci/compare HEAD^1")
    assert CONTENT["jobs"]["check"]["steps"][0]["with"]["fetch-depth"] == "2"
    assert step["if"] == "${{ !cancelled() }}"
    script = (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")
    assert '- bash .ci/compare "$CI_MERGE_REQUEST_DIFF_BASE_SHA" | tee verschil.md' in script


def test_a_change_that_leaves_out_an_address_is_told_which_line_to_add(tmp_path: Path) -> None:
    def told(text: str) -> tuple[int, str]:
        (tmp_path / "content/adressen.txt").write_text(text, encoding="utf-8")
        done = subprocess.run([bash, script], cwd=tmp_path, check=False, capture_output=True, encoding="utf-8")
        return done.returncode, done.stdout

    repository(tmp_path, days=1)
    bash, git, script = str(shutil.which("bash")), str(shutil.which("git")), str(ROOT / ".ci" / "addresses")
    (tmp_path / "content").mkdir()
    failed, first = told("/ pagina\n")
    assert (failed, "~~~text\n/ pagina\n~~~" in first) == (1, True)
    subprocess.run([git, "add", "."], cwd=tmp_path, check=True)
    assert told("/ pagina\n") == (0, "")
    failed, more = told("/ pagina\n/over/ pagina sinds 2026-12-01\n")
    assert (failed, "~~~text\n/over/ pagina sinds 2026-12-01\n~~~" in more) == (1, True)
    subprocess.run([git, "add", "."], cwd=tmp_path, check=True)
    assert told("/over/ pagina sinds 2026-12-01\n/ pagina\n") == (0, "")  # as git joins what two branches added


def test_a_change_is_looked_at_for_its_addresses_on_both_hosts() -> None:
    [step] = steps_that_run("check", ".ci/addresses")
    assert step == CONTENT["jobs"]["check"]["steps"][-1]  # the site can be looked at even so
    assert "- bash .ci/addresses\n" in (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")


def test_what_is_remembered_is_made_at_night_from_nothing_and_used_by_day() -> None:
    """No run that somebody else can start writes it, and what may be wrong in it is gone after a night."""
    steps = [step for step in STEPS if "actions/cache/" in step.get("uses", "")]
    # What was tested is remembered too, but nothing that was made is.
    assert {step["with"]["path"] for step in steps if step in CONTENT["jobs"]["test"]["steps"]} == {".cache/getest"}
    made = [step for step in CONTENT["jobs"]["build"]["steps"] if step in steps]
    assert len(made) == len(steps) - 2
    restored, saved = made
    assert (restored["if"], saved["if"]) == ("github.event_name != 'schedule'", "github.event_name == 'schedule'")
    assert restored["with"] == {**saved["with"], "restore-keys": "onthouden-"}
    assert saved["with"] == {"path": ".cache", "key": "onthouden-${{ github.run_id }}"}


# ── Known holes in what the project is made of ────────────────────────────────────────────────────────────────────────


@contextmanager
def list_of_holes(answer: Callable[[dict[str, Any]], tuple[int, object]]) -> Iterator[str]:
    """Play the list on this machine, and yield its address; `answer` gets a question."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/querybatch"
            status, content = answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def audit(address: str) -> tuple[int, str]:
    """Return how the audit ends, and what it tells."""
    without = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment = {**without, "AVKSITE_OSV": address, "PYTHONUTF8": "1"}
    command = [sys.executable, str(ROOT / ".ci" / "audit.py")]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=environment)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_every_package_of_every_lock_is_asked_for_once_and_a_hole_is_told_with_where_it_is() -> None:
    asked: list[tuple[str, str, str]] = []

    def answer(question: dict[str, Any]) -> tuple[int, object]:
        found = [(it["package"]["ecosystem"], it["package"]["name"], it["version"]) for it in question["queries"]]
        asked.extend(found)
        leaks = {"pillow": [{"id": "PYSEC-1"}, {"id": "GHSA-2"}]}
        return 200, {"results": [{"vulns": leaks[name]} if name in leaks else {} for _, name, _ in found]}

    with list_of_holes(answer) as address:
        code, told = audit(address)
    assert len(asked) == len(set(asked))
    pinned = {f"{name}=={version}" for of, name, version in asked if of == "PyPI"}
    for lock in ROOT.glob("requirements*.txt"):
        assert set(re.findall(r"^[\w.-]+==[^\s;]+", lock.read_text(encoding="utf-8"), re.MULTILINE)) <= pinned
    assert {name for of, name, _ in asked if of == "npm"} == {"accessibility-checker-engine", "html_codesniffer"}
    [pillow] = {version for _, name, version in asked if name == "pillow"}
    assert code == 1
    assert told == (
        "## In een onderdeel van het programma zit een bekend lek\n\n"
        "De site blijft zoals ze is. Stuur dit naar wie het programma onderhoudt:\n\n"
        f"- pillow {pillow} (requirements-test.txt, requirements.txt): "
        "https://osv.dev/vulnerability/PYSEC-1, https://osv.dev/vulnerability/GHSA-2\n"
    )


def test_without_a_hole_the_audit_says_what_it_asked() -> None:
    with list_of_holes(lambda question: (200, {"results": [{} for _ in question["queries"]]})) as address:
        code, told = audit(address)
    assert code == 0
    assert re.fullmatch(r"Geen bekende lekken in de 1\d\d onderdelen van het programma\.\n", told)


@pytest.mark.parametrize(
    "answer", [(500, b""), (200, b"<html>"), (200, b"[]"), (200, {"results": []}), (200, {"results": 3}), (404, {})]
)
def test_a_list_that_does_not_answer_says_nothing_of_the_packages_and_stops_nobody(answer: tuple[int, object]) -> None:
    with list_of_holes(lambda _: answer) as address:
        code, told = audit(address)
    assert code == 0
    assert told.startswith(f"## Niet nagekeken of er lekken zijn\n\nDe lijst van {address} gaf geen antwoord")
    assert audit(address)[1].startswith("## Niet nagekeken")  # nobody is there any more


def test_known_holes_are_asked_for_on_both_hosts_and_nothing_waits_for_it() -> None:
    assert steps_that_run("audit", "python3 .ci/audit.py")
    gitlab = yaml.load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  text only
    assert gitlab["audit"]["script"] == ["python3 .ci/audit.py"]
    for jobs in (CONTENT["jobs"], {name: job for name, job in gitlab.items() if "script" in job}):
        assert [name for name, job in jobs.items() if "audit" in job.get("needs", [])] == []


def test_on_gitlab_too_nothing_is_published_that_was_not_tested() -> None:
    jobs = yaml.load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  text only
    assert jobs["stages"] == [jobs["test"]["stage"], jobs["pages"]["stage"], jobs["tell"]["stage"]]
    assert any("${strict:-} --compress" in line for line in jobs["pages"]["script"])
    assert jobs["tell"]["needs"] == ["pages"]
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]
