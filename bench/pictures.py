"""What photos cost: `python -m bench.pictures [photos]`, from the project's folder, prints the time and the bytes."""

from __future__ import annotations

import resource
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from PIL import Image

from avksite.memo.memo import Memo
from avksite.pipeline import Project, build
from avksite.rendering.write import write

NOW = datetime(2024, 5, 1, tzinfo=ZoneInfo("Europe/Amsterdam"))
SIZE = (4000, 3000)
"""Twelve million pixels, as phones take them."""
SHARPEST = 12
"""How different neighbouring pixels are, out of 255: it brings a photo to the three megabytes that a phone makes."""


def photo(seed: int) -> bytes:
    """Return a photo of large shapes with the grain of a phone; the same seed looks the same."""
    shapes = Image.frombytes("RGB", (16, 12), bytes((seed * 37 + n * n * 11 + n * 5) % 256 for n in range(16 * 12 * 3)))
    grain = Image.effect_noise((1000, 750), 60).resize(SIZE, Image.Resampling.BICUBIC).convert("RGB")
    fine = Image.effect_noise(SIZE, SHARPEST).convert("RGB")
    whole = Image.blend(Image.blend(shapes.resize(SIZE, Image.Resampling.BICUBIC), grain, 0.25), fine, 0.15)
    file = BytesIO()
    whole.save(file, "JPEG", quality=92)
    return file.getvalue()


def lay_out(root: Path, count: int) -> int:
    """Write a site with so many photos, each in a post of its own; return how many bytes they are."""
    (root / "content/media").mkdir(parents=True)
    (root / "content/nieuws/2024").mkdir(parents=True)
    (root / "content/site.yaml").write_text("naam: Alliantie\nadres: https://voorbeeld.example\n")
    (root / "content/index.md").write_text("---\ntitel: Welkom\n---\nFijn dat je er bent.\n")
    few = [photo(seed) for seed in range(4)]
    total = 0
    for number in range(count):
        remark = f"foto {number}".encode()  # no two files are the same, though they look it
        data = few[number % len(few)]
        data = data[:2] + b"\xff\xfe" + (len(remark) + 2).to_bytes(2, "big") + remark + data[2:]
        total += (root / f"content/media/foto-{number}.jpg").write_bytes(data)
        (root / f"content/nieuws/2024/bericht-{number}.md").write_text(
            f"---\ntitel: Bericht nummer {number}\nkort: Er is iets gebeurd op plek {number}.\ndatum: 3 april 2024\n"
            f"afbeelding:\n  bestand: /media/foto-{number}.jpg\n  alt: Een huis met nummer {number}\n---\nTekst.\n"
        )
    return total


def built(root: Path, what: str) -> None:
    """Build and write the site, and print what that took."""
    begin, worked = perf_counter(), process_time()
    with Memo(root / ".cache", b"bench") as memo:
        made = build(Project(root), NOW, memo)
        between = perf_counter()
        write(made.artifacts, root / "output")
        taken = f"{memo.made} made, {memo.remembered} remembered"
    end, worked = perf_counter(), process_time() - worked
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = f"{between - begin:6.2f} s build, {end - between:5.2f} s write, {worked:6.2f} s of processor"
    print(f"{what:<6} {spent}; {taken}; at most {most:.0f} MB")


def main() -> None:
    """Build a site of photos cold, warm, and warm with one photo more."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with TemporaryDirectory(prefix="avksite-") as name:
        root = Path(name)
        given = lay_out(root, count)
        print(f"{count} photos of 12 megapixels, {given / 1e6:.0f} MB")
        built(root, "cold")
        built(root, "warm")
        sizes: dict[str, list[int]] = {}
        for path in (root / "output/media").iterdir():
            sizes.setdefault(".".join(path.name.split(".")[-2:]) if path.name.count(".") > 1 else "jpg", []).append(
                path.stat().st_size
            )
        for form, found in sorted(sizes.items()):
            print(f"  {form:<10} {sum(found) / len(found) / 1000:6.0f} kB each")
        cache = sum(path.stat().st_size for path in (root / ".cache").iterdir())
        print(f"  cache {cache / 1e6:.0f} MB, output {sum(map(sum, sizes.values())) / 1e6:.0f} MB of pictures")


if __name__ == "__main__":
    main()
