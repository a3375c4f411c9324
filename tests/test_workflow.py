"""The workflow on GitHub is valid, pinned, and allowed no more than it needs."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOW = ROOT / ".github" / "workflows" / "publish.yml"
# With every scalar as text, since YAML takes the key `on` for a yes.
CONTENT: dict[str, Any] = yaml.load(WORKFLOW.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  text only
STEPS: list[dict[str, Any]] = [step for job in CONTENT["jobs"].values() for step in job["steps"]]


def test_there_is_one_workflow_and_it_fits_the_published_schema() -> None:
    assert [*WORKFLOW.parent.glob("*.y*ml")] == [WORKFLOW]
    validate = ("-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows")
    done = subprocess.run([sys.executable, *validate, WORKFLOW], check=False, capture_output=True, text=True)
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
    assert CONTENT["jobs"]["publish"]["needs"] == "build"
    events = {name: job.get("if") for name, job in CONTENT["jobs"].items()}
    assert events == {
        "check": "github.event_name == 'pull_request'",
        "check-elsewhere": "github.event_name == 'pull_request'",
        "build": "github.event_name != 'pull_request'",
        "publish": None,
    }
