"""What Python made of a template is kept, and never in the way."""

from pathlib import Path

import jinja2
import pytest

from avksite.rendering import templates as rendering_templates
from avksite.rendering.templates import Compiled


def rendered(folder: Path) -> str:
    """Fill in the template as a new process would."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True, bytecode_cache=Compiled(str(folder))
    )
    return environment.get_template("a.html").render(name="Jan")


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "a.html").write_text("Dag {{ name }}")
    return folder


def kept(templates: Path) -> list[Path]:
    return sorted((templates.parent / ".cache" / "templates").iterdir())


def test_a_template_is_compiled_once(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(templates) == "Dag Jan"
    monkeypatch.setattr(jinja2.Environment, "compile", None)
    assert rendered(templates) == "Dag Jan"


def test_a_template_that_changed_is_compiled_anew_in_the_same_place(templates: Path) -> None:
    rendered(templates)
    (templates / "a.html").write_text("Hallo {{ name }}")
    assert rendered(templates) == "Hallo Jan"
    assert len(kept(templates)) == 1


def test_other_settings_compile_a_template_anew(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(templates)
    before = kept(templates)[0].read_bytes()
    monkeypatch.setattr(rendering_templates, "_stamp", lambda: b"another Jinja")
    assert rendered(templates) == "Dag Jan"
    assert kept(templates)[0].read_bytes() != before


@pytest.mark.parametrize("left", [b"", b"j2", b"not what it was", slice(0, 30), slice(0, 80)])
def test_a_damaged_file_is_compiled_anew(templates: Path, left: bytes | slice) -> None:
    rendered(templates)
    (file,) = kept(templates)
    file.write_bytes(file.read_bytes()[left] if isinstance(left, slice) else left)
    assert rendered(templates) == "Dag Jan"


def test_a_disk_that_refuses_changes_nothing(templates: Path) -> None:
    (templates.parent / ".cache").write_text("no folder")
    assert rendered(templates) == "Dag Jan"
