"""Small sites with hostile input everywhere, one for each seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from avksite.content.keys import keys_of
from avksite.kinds import kind_of
from tests.attacks import ATTACKS, TOP
from tests.content.test_damaged_media import FILES, damaged
from tests.everything import EVERYTHING
from tests.sites import MINIMAL, SAMPLES, parts
from tests.test_changed_fields import DATA

VARIANTS = 3
"""Copies of each text: each has little hostile input, so that the rest can be parsed."""
IN_A_BODY, IN_A_FILE, OF_MEDIA, OF_NAMES = 4, 6, 10, 4
"""Inputs in the body of a text and in a file of data, and files of each site that are no text or have an odd name."""
_LONGEST = 2_000
"""The most repetitions of a character."""

_LINES = (Path(__file__).parent / "typed/hostile.txt").read_text(encoding="utf-8").splitlines()
TYPED = tuple(line.encode("latin-1", "backslashreplace").decode("unicode_escape") for line in _LINES)
"""Hostile inputs: in the file a line each, with Python's escapes."""
_SIGNS = "\"'<>&[](){}|*_`~#:;,.!?/\\^$%@=+-\n\r\t \x0b\x1b\x85\u00a0\u200b\u202e\u2028\ufeff\ue000é٣\U0001d49c"
_VALUE = re.compile(r"^(?P<key>\s*(?:- )?[\w-]+:[ ]+)(?P<value>\S.*)$")
_TITLE = re.compile(r"^(titel|naam): (.*)$", re.MULTILINE)
_DATA = (".yaml", ".txt", ".vtt", ".csv")


class Hostile:
    """A site as files, by path, with the number of hostile inputs in it."""

    def __init__(self, number: int) -> None:
        """Generate the site of a seed, which is always the same."""
        self._draw = random.Random(number)  # noqa: S311  it need not be hard to guess, but the same each time
        self.inputs = 0
        self.files = {name: text.encode() for name, text in MINIMAL.items()}
        for path, encoding, _, text in parts(EVERYTHING):
            self.files[path] = SAMPLES.get(encoding) or text.encode()
        for path in [*self.files]:
            if path.endswith(".md"):
                self._texts(path)
            elif path.endswith(_DATA):
                self.files[path] = self._data(path, self.files[path].decode()).encode()
        self._media()
        self._names()

    def _more(self, path: str, text: str) -> str:
        """Return another key, with a hostile value."""
        model = DATA.get(path) or (kind_of(path).entry if path.endswith(".md") else None)
        names = [name for name in keys_of(model) if not re.search(rf"^{name}:", text, re.MULTILINE)] if model else []
        return f"\n{self._draw.choice(names)}: {self._typed()}" if names and self._draw.random() < 0.3 else ""

    def _texts(self, path: str) -> None:
        text = self.files[path].decode()
        for variant in range(VARIANTS):
            stem, name = path.removesuffix(".md"), f"-{variant}" if variant else ""
            is_one = path.endswith("/index.md") or path == "content/index.md"
            if is_one and variant:
                return
            titled = _TITLE.sub(rf"\1: \2 {variant}", text, count=1) if variant else text
            self.files[f"{stem}{name}.md"] = self._text(path, titled).encode()

    def _text(self, path: str, text: str) -> str:
        """Return a text with at most one hostile value in its front matter, and a few hostile passages."""
        front, fence, body = text.partition("\n---\n")
        if self._draw.random() < 0.7:
            front = self._with_values(front, 1) + self._more(path, front)
        passages = body.split("\n\n")
        for _ in range(IN_A_BODY):
            passages.insert(self._draw.randrange(len(passages) + 1), self._typed())
        return front + fence + "\n\n".join(passages)

    def _data(self, path: str, text: str) -> str:
        """Return a data file with a few hostile values or lines."""
        lines = (self._with_values(text, self._draw.randrange(3)).rstrip() + self._more(path, text)).split("\n")
        for _ in range(self._draw.randrange(IN_A_FILE)):
            line = self._typed() if self._draw.random() < 0.5 else f"/{self._typed()}/ nieuws {self._typed()}"
            lines.insert(self._draw.randrange(len(lines) + 1), line)
        return "\n".join(lines)

    def _with_values(self, text: str, number: int) -> str:
        lines = text.split("\n")
        places = [at for at, line in enumerate(lines) if _VALUE.match(line)]
        for at in self._draw.sample(places, min(number, len(places))):
            found = _VALUE.match(lines[at])
            assert found is not None
            value = self._typed(found["value"])
            below = value.replace("\n", "\n    ")
            form = self._draw.choice(
                ["{0}", "{0}", "{0}", '"{0}"', "'{0}'", "[{0}]", "|\n    {1}", "\n  - {1}", "{2} {0}"]
            )
            lines[at] = found["key"] + form.format(value, below, found["value"])
        return "\n".join(lines)

    def _typed(self, instead: str = "Een woord.") -> str:
        """Return a hostile input."""
        self.inputs += 1
        draw = self._draw
        match draw.randrange(10):
            case 0:  # punctuation
                return "".join(draw.choice(_SIGNS) for _ in range(draw.randrange(1, 30)))
            case 1:  # a valid value, with punctuation in it
                typed = [*instead]
                for _ in range(draw.randrange(1, 4)):
                    at = draw.randrange(len(typed) + 1)
                    typed[at : at + draw.randrange(2)] = draw.choice(_SIGNS)
                return "".join(typed)
            case 2:  # random characters
                return draw.choice(["", " ", "\n"]).join(draw.choice(TYPED) for _ in range(draw.randrange(2, 6)))
            case 3 if draw.random() < 0.2:
                return str(draw.choice([*TYPED, *_SIGNS])) * draw.randrange(_LONGEST // 10, _LONGEST)
            case 4:  # after a valid value
                form = draw.choice(("{0}{1}", "{1}{0}", "{1} {0}", "**{0}** {1}", "[{1}]({0})", "[{0}](/over.md)"))
                return str(form.format(draw.choice(TYPED), instead))
            case _:
                return draw.choice(TYPED)

    def _media(self) -> None:
        """Add hostile files, and a text that names them all."""
        lines = []
        for number in range(OF_MEDIA):
            name = self._draw.choice([*FILES, *["tekening.svg"] * 6])
            data = TOP.format(self._draw.choice(ATTACKS)).encode() if name == "tekening.svg" else FILES[name]
            for _ in range(self._draw.randrange(3)):
                kind = self._draw.choice(["flip", "cut", "drop", "zero", "ones", "repeat", "noise"])
                data = damaged(
                    data, kind, self._draw.random(), self._draw.randrange(1, 300), self._draw.randrange(1, 256)
                )
            path = f"media/{number}-{name}"
            self.files[f"content/{path}"] = data
            is_picture = name.rpartition(".")[2] in {"jpg", "png", "webp", "avif", "gif", "svg"}
            lines.append(f"![Iets van {number}](/{path})" if is_picture else f"[Het bestand {number}](/{path})")
            self.inputs += 1
        self.files["content/bestanden.md"] = "\n\n".join(["---\ntitel: Bestanden\n---", *lines]).encode()

    def _names(self) -> None:
        """Add files with invalid names."""
        for _ in range(OF_NAMES):
            typed = re.sub(r"[/\0]", "_", self._typed()).encode("utf-8", "ignore").decode()
            folder = self._draw.choice(["", "nieuws/2024/", "media/", "onderwerpen/"])
            self.files[f"content/{folder}{typed[:40]}{self._draw.choice(['.md', '.svg', '', '.txt'])}"] = (
                f"---\ntitel: {typed[:60]}\nkort: Iets.\ndatum: 1 mei 2024\n---\nTekst.\n".encode()
            )

    def lay_out(self, root: Path) -> Path:
        """Write the site into a folder, as far as its disk takes the names."""
        for path, content in self.files.items():
            place = root / path
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            except (OSError, ValueError):
                continue
        return root


def sites(first: int, last: int) -> Iterator[Hostile]:
    """Yield the sites of these seeds."""
    return map(Hostile, range(first, last))
