"""The form at `/beheer/`, with the real program: what it saves builds, and what nobody changed stays as it was typed.

Only the dialog in which a browser asks for a folder is stood in for: no test can press its buttons. What it would
return, a folder that may be written in, is one of the browser itself (the origin private file system), with the
project's files in it.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from avksite.content.front_matter import split
from avksite.content.front_matter.scalars import is_empty
from avksite.outputs.editor.program import fetch, find_npm, place_in
from tests.browser.measures import AXE, violations
from tests.desk.served import Served, serving
from tests.photos import saved, scene
from tests.sites import ROOT, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.engines]

SITE = (
    (Path(__file__).parents[1] / "desk" / "site.txt").read_text(encoding="utf-8")
    + """
-- content/personen/anna-bakker.md --
---
naam: Anna Bakker
rol: gezinscoach
mail: anna@voorbeeld.nl
---
-- content/nieuws/2024/met-zorg.md --
---
# Afgesproken met Anna: eerst lezen, dan plaatsen.
titel: Let op: de zaal is dicht
kort:   "Er wordt geverfd."
datum: 28-04-2024

# Wie bel je?
contact: [anna-bakker]
onderwerpen:
  - wonen
niet-melden:
  - link-kaal: zo staat het op de folder
---


De zaal is *dicht*. Bel 1 * per dag:

* met Anna
  * of met Jan
* of met mij

/// let-op | Andere zaal
We beginnen **later**.
///

//// uitklap | Waarom?
/// let-op
Er wordt geverfd.
///
////
"""
)
POST = "content/nieuws/2024/met-zorg.md"
PATIENCE = 20_000
PAUSE = 1_500
"""Milliseconds after which the editor takes over what was typed in a block."""
ELSEWHERE = ("cdn.jsdelivr.net", "www.githubstatus.com")
"""What the program would fetch too if the page let it: letters that it has itself, and how its host is doing."""

LAY_OUT = """async files => {
  const top = await navigator.storage.getDirectory();
  for (const [path, content] of Object.entries(files)) {
    let folder = top;
    const parts = path.split('/'), name = parts.pop();
    for (const part of parts) folder = await folder.getDirectoryHandle(part, {create: true});
    const file = await (await folder.getFileHandle(name, {create: true})).createWritable();
    await file.write(Uint8Array.from(atob(content), sign => sign.charCodeAt(0)));
    await file.close();
  }
  window.showDirectoryPicker = async () => top;
}"""
TAKE_OUT = """async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') { await walk(handle, `${path}${name}/`); continue; }
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
      found[path + name] = btoa(Array.from(bytes, one => String.fromCharCode(one)).join(''));
    }
  };
  await walk(await navigator.storage.getDirectory(), '');
  return found;
}"""
READ = """async files => {
  const {fromFile, toFile} = await import('./beheer.js');
  const {kinds} = await (await fetch('instellingen.json')).json();
  const tried = (text, changes) => {
    try {
      const read = fromFile(text.trim(), kinds);
      return [fromFile(text.trim(), {}), `${toFile({...read, ...changes}, kinds)}\\n`];
    } catch (error) { return [error.constructor.name, error.message]; }
  };
  return files.map(([text, changes]) => tried(text, changes));
}"""


@pytest.fixture(scope="module")
def program() -> Path:
    """Where the program is that this computer fetched."""
    return fetch(ROOT, find_npm())


@pytest.fixture
def desk(tmp_path: Path, program: Path) -> Iterator[Served]:
    """A desk with the form."""
    root = lay_out(tmp_path / "project", SITE)
    (root / ".git").mkdir()
    (root / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    shutil.copytree(program, place_in(root))
    with serving(root, memory=tmp_path / "memory") as served:
        yield served


@pytest.fixture
def page(browser: Browser, desk: Served) -> Iterator[Page]:
    """A window on the form; a script that complains fails the test, and so does anything fetched elsewhere."""
    context = browser.new_context(base_url=desk.origin, locale="nl-NL", viewport={"width": 1280, "height": 1000})
    page, said, fetched = context.new_page(), list[str](), list[str]()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("response", lambda response: fetched.append(response.url))
    yield page
    context.close()
    assert [it for it in said if not any(name in it for name in ELSEWHERE)] == []
    assert [it for it in fetched if not it.startswith((desk.origin, "blob:", "data:"))] == []


def open_folder(page: Page, desk: Served) -> dict[str, bytes]:
    """Open the form with the project's folder, and return the files in that."""
    paths = [path for path in desk.root.rglob("*") if path.is_file() and ".cache" not in path.parts]
    files = {path.relative_to(desk.root).as_posix(): path.read_bytes() for path in paths}
    page.goto("/beheer/")
    page.evaluate(LAY_OUT, {name: base64.b64encode(content).decode() for name, content in files.items()})
    page.get_by_role("button", name="Werken met een lokale repository").click()
    expect(page.get_by_role("treeitem", name=re.compile("^Nieuws\\b")).first).to_be_visible(timeout=PATIENCE)
    return files


def go(page: Page, to: str) -> None:
    """Open a screen of the form."""
    page.evaluate("to => { location.hash = to; }", f"#/collections/{to}")


def field(page: Page, name: str) -> Locator:
    """Return the field of a text itself by its name: a block within the text, which comes later, may have one too."""
    return page.locator(f"[data-key-path='{name.lower()}']").get_by_label(name, exact=True)


def save(page: Page, desk: Served, before: dict[str, bytes]) -> dict[str, str]:
    """Save, put what changed in the project's folder, and return that by path: the lines, or only that it is there."""
    done = page.get_by_text("Item opgeslagen").locator("visible=true")
    expect(done).to_have_count(0, timeout=PATIENCE)
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(done.first).to_be_visible(timeout=PATIENCE)
    after = {name: base64.b64decode(content) for name, content in page.evaluate(TAKE_OUT).items()}
    assert before.keys() <= after.keys()
    changed = {name: content for name, content in after.items() if before.get(name) != content}
    for name, content in changed.items():
        (desk.root / name).parent.mkdir(parents=True, exist_ok=True)
        (desk.root / name).write_bytes(content)
    desk.keeper.refresh()
    return {name: content.decode() if name.endswith(".md") else "" for name, content in changed.items()}


def errors(desk: Served) -> list[str]:
    """Return what stops the site, once it was checked."""
    return [f"{it.place.path}: {it.message}" for it in desk.desk.preview.checked().stopping(is_strict=False)]


def test_a_post_with_a_picture_is_made_in_the_form_and_builds(page: Page, desk: Served, tmp_path: Path) -> None:
    (tmp_path / "IMG 0001.JPG").write_bytes(saved(scene((800, 600))))
    before = open_folder(page, desk)
    page.get_by_role("treeitem", name=re.compile("^Nieuws\\b")).first.click()
    page.get_by_role("button", name="Nieuw item aanmaken").filter(has_text="Nieuw").click()
    for button in ("Invoegen", "Bewerken in Markdown"):
        expect(page.get_by_role("button", name=button)).to_be_visible()
    expect(page.get_by_label("Concept").first).to_be_visible()
    field(page, "Titel").fill("De zaal is klaar: kom kijken")
    field(page, "Kort").fill("Je kunt er weer terecht.")
    page.locator("[data-key-path='datum'] input").fill("2024-04-28")
    page.get_by_role("checkbox", name="Anna Bakker").click()
    page.get_by_role("checkbox", name=re.compile("Afbeelding.* toevoegen")).click()
    page.locator("[data-key-path='afbeelding.bestand'] input[type=file]").first.set_input_files(
        tmp_path / "IMG 0001.JPG"
    )
    expect(page.get_by_text("/media/img-0001.jpg", exact=False)).to_be_visible()
    text = page.locator("[data-key-path='body'] [contenteditable=true]").first
    text.click()
    page.keyboard.type("De zaal is geverfd.")
    page.keyboard.press("Enter")
    page.keyboard.type("## Kom kijken")
    page.keyboard.press("Enter")
    page.keyboard.type("De deur staat open.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(
        page.locator("[data-key-path='afbeelding.alt'] [role=alert], [data-key-path='afbeelding.alt'] .error").first
    ).to_be_visible()
    page.locator("[data-key-path='afbeelding.alt'] input").fill("Een lege zaal met stoelen langs de muur.")
    made = save(page, desk, before)
    assert made == {
        "content/nieuws/2024/de-zaal-is-klaar-kom-kijken.md": "---\n"
        'titel: "De zaal is klaar: kom kijken"\n'
        "kort: Je kunt er weer terecht.\n"
        "datum: 28 april 2024\n"
        "afbeelding:\n"
        "  bestand: /media/img-0001.jpg\n"
        "  alt: Een lege zaal met stoelen langs de muur.\n"
        "contact: anna-bakker\n"
        "---\n\n"
        "De zaal is geverfd.\n\n## Kom kijken\n\nDe deur staat open.\n",
        "content/media/img-0001.jpg": "",
    }
    assert errors(desk) == []
    response, html = desk.ask("/nieuws/2024/de-zaal-is-klaar-kom-kijken/")
    assert response.status == 200
    assert "Een lege zaal met stoelen langs de muur." in html


def test_a_text_that_is_changed_keeps_every_line_that_was_not(page: Page, desk: Served) -> None:
    before = open_folder(page, desk)
    go(page, "nieuws/entries/2024/met-zorg")
    field(page, "Kort").fill("De zaal is dicht. Er wordt geverfd.")
    changed = save(page, desk, before)
    was = before[POST].decode()
    assert changed == {POST: was.replace('kort:   "Er wordt geverfd."', "kort: De zaal is dicht. Er wordt geverfd.")}
    assert errors(desk) == []


def test_a_text_that_changed_elsewhere_is_not_written_over(page: Page, desk: Served) -> None:
    before = open_folder(page, desk)
    go(page, "nieuws/entries/2024/met-zorg")
    field(page, "Kort").fill("De zaal is dicht.")
    desk.write(POST, before[POST].decode().replace("met Anna", "met Joke"))
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Deze tekst is veranderd sinds je het formulier opende.")).to_be_visible()
    assert base64.b64decode(page.evaluate(TAKE_OUT)[POST]) == before[POST]
    desk.write(POST, before[POST].decode())
    page.keyboard.press("Escape")
    assert list(save(page, desk, before)) == [POST]
    go(page, "nieuws/entries/2024/met-zorg")
    field(page, "Kort").fill("De zaal is nog dicht.")
    again = save(page, desk, before)
    was = before[POST].decode()
    assert again == {POST: was.replace('kort:   "Er wordt geverfd."', "kort: De zaal is nog dicht.")}


def test_a_block_is_changed_as_a_form_and_the_text_around_it_stays(page: Page, desk: Served) -> None:
    before = open_folder(page, desk)
    go(page, "nieuws/entries/2024/met-zorg")
    title = page.locator("[data-key-path='body'] input").first
    expect(title).to_have_value("Andere zaal")
    title.fill("Een andere zaal")
    page.wait_for_timeout(PAUSE)
    changed = save(page, desk, before)
    was = before[POST].decode()
    assert changed == {POST: was.replace("/// let-op | Andere zaal", "/// let-op | Een andere zaal")}
    assert errors(desk) == []


def test_every_text_of_the_site_comes_out_as_it_went_in(page: Page) -> None:
    page.goto("/beheer/")
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.md"))}
    read = page.evaluate(READ, [[text, {}] for text in texts.values()])
    for (path, text), (values, again) in zip(texts.items(), read, strict=True):
        assert again == text, path
        front, _ = split(path.name, text)
        typed = {key: value for key, value in values.items() if key not in {"body", "hele-bestand"}}
        assert typed == json.loads(json.dumps(front.values)), path


HEADS = re.compile(r"^---\n.*?\n---$", re.MULTILINE | re.DOTALL)


def test_front_matter_of_any_sort_is_read_as_the_project_reads_it_or_not_at_all(page: Page) -> None:
    specs = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "specs").glob("*.md")))
    texts = sorted({f"{head}\nTekst.\n" for spec in specs for head in HEADS.findall(spec)})
    page.goto("/beheer/")
    read = dict(zip(texts, page.evaluate(READ, [[text, {}] for text in texts]), strict=True))
    known = {text: values for text, (values, _) in read.items() if values != "Unread"}
    assert len(known) > len(texts) / 2
    for text, values in known.items():
        typed = {key: value for key, value in values.items() if key not in {"body", "hele-bestand"}}
        ours = json.loads(json.dumps(split("tekst.md", text)[0].values))
        assert filled(typed) == filled(ours), text


def filled(values: dict[str, object]) -> dict[str, object]:
    """Return what was filled in: `null` and `~` of a program are nothing."""
    return {key: value for key, value in values.items() if not is_empty(value)}


CHANGES: tuple[tuple[str, dict[str, object], str], ...] = (
    ("titel: A\ndatum: 1 mei 2024", {"datum": "2024-05-02"}, "titel: A\ndatum: 2 mei 2024"),
    ("begin: 1 mei 2024 10.00 uur", {"begin": "2024-05-01T13:30"}, "begin: 1 mei 2024 13.30 uur"),
    ("begin: 1-5-2024\neind: 12.00", {"begin": "2024-05-02T00:00"}, "begin: 2 mei 2024\neind: 12.00"),
    ("titel: A\nconcept: ja", {"concept": False}, "titel: A"),
    ("titel: A", {"concept": True, "titel": "A"}, "titel: A\nconcept: ja"),
    ("titel: A\nconcept: nee", {}, "titel: A\nconcept: nee"),
    ("contact: [a, b] ", {"contact": ["a", "b", "c"]}, "contact:\n  - a\n  - b\n  - c"),
    ("contact:\n- a\n# nog een\n- b", {"contact": ["a"]}, "contact: a"),
    ("contact: a\n# over wat volgt\nkort: B", {"contact": []}, "# over wat volgt\nkort: B"),
    ("titel: A\nkotr: B\n", {"titel": 'C: "d"'}, 'titel: "C: \\"d\\""\nkotr: B\n'),
    ("titel: 's Avonds", {"titel": "'s Morgens"}, 'titel: "\'s Morgens"'),
    ("kort: >\n  een\n  twee", {"titel": "A"}, "kort: >\n  een\n  twee\ntitel: A"),
    (
        "afbeelding:\n  bestand: /media/a.jpg\n  decoratief: ja",
        {"afbeelding": {"bestand": "/media/b.jpg", "alt": "Een huis", "decoratief": True}},
        "afbeelding:\n  bestand: /media/b.jpg\n  alt: Een huis\n  decoratief: ja",
    ),
    (
        "programma:\n  - tijd: 10.00\n    titel: Koffie",
        {"programma": [{"tijd": "10.30", "titel": "Thee: met koek"}, {"titel": "Einde", "wie": ["a", "b"]}]},
        'programma:\n  - tijd: 10.30\n    titel: "Thee: met koek"\n  - titel: Einde\n    wie:\n      - a\n      - b',
    ),
)
UNREAD = (
    "begin: morgen",
    "datum: 31-2-2024",
    "datum: 1 mei 2024 om 10 uur",
    "concept: misschien",
    "titel: A\ntitel: B",
    "titel: {a: b}",
    'titel: "A',
    "contact: a\n  - b",
    "afbeelding: /media/a.jpg",
    "titel A",
    "kort: |\n  een\n\n  twee",
)


def test_a_change_touches_its_own_lines_and_what_cannot_be_read_is_left_to_the_desk(page: Page) -> None:
    page.goto("/beheer/")
    typed = [(f"---\n{front}\n---\nTekst.\n", changes) for front, changes, _ in CHANGES]
    made = [again for _, again in page.evaluate(READ, typed)]
    assert made == [f"---\n{wanted}\n---\nTekst.\n" for _, _, wanted in CHANGES]
    refused = page.evaluate(READ, [(f"---\n{front}\n---\nTekst.\n", {}) for front in UNREAD])
    assert [what for what, _ in refused] == ["Unread"] * len(UNREAD)


def test_a_text_at_the_desk_leads_to_its_own_place_in_the_form_where_that_can_read_it(page: Page, desk: Served) -> None:
    page.add_init_script("window.showDirectoryPicker = () => navigator.storage.getDirectory();")
    open_folder(page, desk)
    link = page.get_by_role("link", name="Verander dit in een formulier")
    for path, title in ((POST, "Let op: de zaal is dicht"), ("content/index.md", "Welkom in Eexterzandvoort")):
        page.goto(f"/.redactie/tekst?pad={path}")
        link.click()
        expect(page.locator("[data-key-path='titel'] input")).to_have_value(title, timeout=PATIENCE)
    desk.write(
        "content/nieuws/2024/los.md", "---\ntitel: Los\nkort: |\n  een\n\n  twee\ndatum: 1-5-2024\n---\nTekst.\n"
    )
    desk.write("content/doen/index.md", "---\ntitel: Doen\nkort: Doe mee.\n---\nTekst.\n")
    desk.keeper.refresh()
    for path in ("content/nieuws/2024/los.md", "content/doen/index.md", "content/site.yaml"):
        page.goto(f"/.redactie/tekst?pad={path}")
        expect(page.locator("#in-formulier")).to_have_count(0)
    page.add_init_script("delete window.showDirectoryPicker;")
    page.goto(f"/.redactie/tekst?pad={POST}")
    expect(page.locator("#in-formulier")).to_have_count(0)


WCAG = {**AXE, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
"""Without what axe advises beyond it: the program of others has a landmark too few, and one too many."""


def at_rest(page: Page) -> None:
    """Wait until nothing moves: words that are half there have half their contrast."""
    page.evaluate("() => Promise.allSettled(document.getAnimations().map(it => it.finished))")


def test_the_form_itself_shuts_nobody_out(page: Page, desk: Served) -> None:
    open_folder(page, desk)
    at_rest(page)
    found = violations(page, WCAG)
    go(page, "nieuws/entries/2024/met-zorg")
    expect(field(page, "Titel")).to_have_value("Let op: de zaal is dicht")
    expect(page.locator("[data-key-path='body'] input").first).to_be_visible()
    at_rest(page)
    assert found + violations(page, WCAG) == []


def test_the_screen_that_leads_to_the_form_shuts_nobody_out(page: Page, desk: Served) -> None:
    page.goto("/.redactie/")
    page.get_by_role("link", name="Schrijven in een formulier").click()
    assert violations(page, AXE) == []
    page.get_by_role("link", name="Open het formulier").click()
    expect(page.get_by_role("button", name="Werken met een lokale repository")).to_be_visible(timeout=PATIENCE)
    shutil.rmtree(place_in(desk.root))
    page.goto("/.redactie/formulier")
    assert violations(page, AXE) == []
    expect(page.get_by_role("button", name="Haal het op")).to_be_visible()


def test_an_event_with_a_button_and_a_picture_in_its_text_is_made_in_the_form_and_builds(
    page: Page, desk: Served, tmp_path: Path
) -> None:
    (tmp_path / "zaal.jpg").write_bytes(saved(scene((800, 600))))
    before = open_folder(page, desk)
    go(page, "bijeenkomst/new")
    field(page, "Titel").fill("Open huis")
    field(page, "Kort").fill("Kom kijken hoe het is geworden.")
    page.locator("[data-key-path='begin'] input").fill("2024-06-12T13:30")
    page.get_by_role("radio", name="bijeenkomst", exact=True).click()
    body = page.locator("[data-key-path='body']")
    body.locator("[contenteditable=true]").first.click()
    page.keyboard.type("Je bent welkom.")
    page.keyboard.press("Enter")
    body.get_by_role("button", name="Invoegen").click()
    page.get_by_role("menuitem", name="Knop").click()
    body.get_by_role("textbox", name="Titel").fill("Meld je aan")
    body.get_by_role("textbox", name="Naar").fill("https://aanmelden.example/")
    body.locator("[contenteditable=true] > p").last.click()
    body.get_by_role("button", name="Invoegen").click()
    page.get_by_role("menuitem", name="Afbeelding").click()
    body.locator("input[type=file]").first.set_input_files(tmp_path / "zaal.jpg")
    body.get_by_role("textbox", name="Beschrijving").fill("Een lege zaal met stoelen langs de muur.")
    page.wait_for_timeout(PAUSE)
    made = save(page, desk, before)
    assert made == {
        "content/media/zaal.jpg": "",
        "content/bijeenkomsten/2024/open-huis.md": "---\ntitel: Open huis\nkort: Kom kijken hoe het is geworden.\n"
        "begin: 12 juni 2024 13.30 uur\nsoort: bijeenkomst\n---\n\nJe bent welkom.\n\n"
        "/// knop | Meld je aan\n    naar: https://aanmelden.example/\n///\n\n"
        "![Een lege zaal met stoelen langs de muur.](/media/zaal.jpg)\n",
    }
    assert errors(desk) == []
