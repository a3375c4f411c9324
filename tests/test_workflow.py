"""The workflows on GitHub are valid, pinned, and allowed no more than they need."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))


def loaded(workflow: Path) -> dict[str, Any]:
    """Read a workflow with every scalar as text, since YAML takes the key `on` for a yes."""
    text = workflow.read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes text only
    return content


def steps(workflow: Path) -> list[dict[str, Any]]:
    """List the steps of all the jobs in a workflow."""
    return [step for job in loaded(workflow)["jobs"].values() for step in job["steps"]]


def test_there_is_a_workflow() -> None:
    assert [workflow.name for workflow in WORKFLOWS] == ["publish.yml"]


def test_every_workflow_fits_the_published_schema() -> None:
    validate = ("-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows")
    done = subprocess.run([sys.executable, *validate, *WORKFLOWS], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(workflow: Path) -> None:
    uses = re.findall(r"uses:.*", workflow.read_text(encoding="utf-8"))
    unpinned = [line for line in uses if not re.fullmatch(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*", line)]
    assert uses
    assert unpinned == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)
def test_one_action_has_one_pin(workflow: Path) -> None:
    pins = {step["uses"] for step in steps(workflow) if "uses" in step}
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)
def test_only_the_job_that_publishes_may_write(workflow: Path) -> None:
    content = loaded(workflow)
    assert content["permissions"] == {}
    granted = {name: job["permissions"] for name, job in content["jobs"].items()}
    writers = {name: right for name, right in granted.items() if "write" in right.values()}
    assert writers == {"publish": {"pages": "write", "id-token": "write"}}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)
def test_no_checkout_leaves_a_password_behind(workflow: Path) -> None:
    checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)
def test_no_expression_is_pasted_into_a_shell(workflow: Path) -> None:
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


def test_the_site_is_checked_on_pull_requests_and_published_from_main_and_every_night() -> None:
    content = loaded(ROOT / ".github" / "workflows" / "publish.yml")
    assert "pull_request" in content["on"]
    assert content["on"]["push"] == {"branches": ["main"]}
    [night] = content["on"]["schedule"]
    assert re.fullmatch(r"\d+ [0-5] \* \* \*", night["cron"])
    assert content["jobs"]["publish"]["needs"] == "build"
    events = {name: job.get("if") for name, job in content["jobs"].items()}
    assert events == {
        "check": "github.event_name == 'pull_request'",
        "check-elsewhere": "github.event_name == 'pull_request'",
        "build": "github.event_name != 'pull_request'",
        "publish": None,
    }
