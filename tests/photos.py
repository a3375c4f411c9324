"""Generates photos as phones and programs make them, with metadata; none is stored as a file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from tests.sites import built, folder

if TYPE_CHECKING:
    from avksite.rendering.artifact import Build

CORNERS = {"red": (200, 30, 30), "green": (30, 160, 60), "blue": (30, 60, 200), "yellow": (220, 200, 40)}
"""Left above, right above, left below, right below."""

PLACE = b"".join(part.to_bytes(4, "big") for part in (52, 1, 59, 1, 1, 1))
"""52 degrees, 59 minutes and 1 second as EXIF has it: whole numbers above whole numbers."""
SECRETS = (
    b"Geheimtel",
    b"Tialda",
    PLACE,
    b"Zwarte Weg 7",
    b"Exif",
    b"xmpmeta",
    b"Photoshop 3.0",
    b"ICC_PROFILE",
)
"""What stands in `told()`: a camera, a name, a place, and the marks of every kind of metadata."""

_LAID_DOWN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""EXIF's orientation → how the pixels lie in the file when the picture itself stands upright."""


def scene(size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Return a picture with another colour in each corner, and soft edges between them: no two rows are the same."""
    small = Image.new("RGB", (2, 2))
    for place, colour in zip(((0, 0), (1, 0), (0, 1), (1, 1)), CORNERS.values(), strict=True):
        small.putpixel(place, colour)
    return small.resize(size, Image.Resampling.BICUBIC)


def saved(picture: Image.Image, form: str = "JPEG", **settings: object) -> bytes:
    """Return a picture as a file."""
    file = BytesIO()
    more: dict[str, Any] = {**({"quality": 92} if form != "PNG" else {}), **settings}
    picture.save(file, form, **more)
    return file.getvalue()


def laid_down(orientation: int, form: str = "JPEG", size: tuple[int, int] = (400, 300)) -> bytes:
    """Return the scene as a rotated phone saves it: on its side, with an EXIF orientation."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    scenery = scene(size)
    lying = scenery.transpose(_LAID_DOWN[orientation]) if orientation in _LAID_DOWN else scenery
    return saved(lying, form, exif=exif)


def told(form: str = "JPEG", size: tuple[int, int] = (400, 300)) -> bytes:
    """Return the scene with all metadata that a camera and its owner can write."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x010E] = "Geheimtel", "Tialda", "Zwarte Weg 7"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 59.0, 1.0), "E", (6.0, 5.0, 2.0)
    settings: dict[str, Any] = {"exif": exif, "icc_profile": swapped_profile()}
    if form in {"JPEG", "WEBP", "AVIF"}:
        settings["xmp"] = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Tialda, Zwarte Weg 7</x:xmpmeta>'
    if form == "JPEG":
        settings["comment"] = b"Tialda, Zwarte Weg 7"
    if form == "PNG":
        words = PngInfo()
        words.add_text("Author", "Tialda")
        words.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Zwarte Weg 7</x:xmpmeta>")
        settings["pnginfo"] = words
    data = saved(scene(size), form, **settings)
    if form != "JPEG":
        return data
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x50\0\x06Tialda"
    return data[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc + data[2:]


def swapped_profile() -> bytes:
    """Return a profile with red and green swapped: it changes every image that is colour managed."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace("sRGB".encode("utf-16-be"), "eigen"[:4].encode("utf-16-be")).replace(b"sRGB", b"eige")
    return profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")


def opened(data: bytes) -> Image.Image:
    """Return the pixels of a file as RGB, as they lie in it."""
    with Image.open(BytesIO(data)) as picture:
        return picture.convert("RGBA").convert("RGB")


def corners(data: bytes) -> list[str]:
    """Return the nearest colour of the scene in each corner of a picture: left above first, right below last."""
    picture = opened(data)
    width, height = picture.size
    places = ((2, 2), (width - 3, 2), (2, height - 3), (width - 3, height - 3))
    return [_nearest(picture.getpixel(place)) for place in places]


def _nearest(found: object) -> str:
    assert isinstance(found, tuple)
    return min(CORNERS, key=lambda name: sum((a - b) ** 2 for a, b in zip(CORNERS[name], found, strict=True)))


def site_with(text: str, files: dict[str, bytes], today: str = "1 mei 2024") -> Build:
    """Build a site from a string and the bytes of some files."""
    with folder(text) as root:
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        return built(root, today)


def showing(*targets: str, front: str = "") -> str:
    """Return a site whose home page shows pictures."""
    shown = "\n\n".join(f"![Een straat vol kleuren.]({target})" for target in targets)
    return f"-- content/index.md --\n---\ntitel: Welkom\n{front}---\nDag.\n\n{shown}\n"


def files_of(made: Build, start: str) -> dict[str, bytes]:
    """Return the made files whose path starts so."""
    return {artifact.path: artifact.content for artifact in made.artifacts if artifact.path.startswith(start)}


def _sky(size: tuple[int, int], above: tuple[int, int, int], below: tuple[int, int, int]) -> Image.Image:
    """Return a ground that fades from one colour to another, as air and land do in a photo."""
    small = Image.new("RGB", (1, 2), above)
    small.putpixel((0, 1), below)
    return small.resize(size, Image.Resampling.BICUBIC)


def _people(picture: Image.Image, number: int, skin: tuple[int, int, int] = (214, 160, 126)) -> Image.Image:
    """Draw people side by side whose faces are in the upper third, as they are in most photos."""
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    step, head = width / (number + 1), min(width / (number * 4), height / 7)
    for at in range(1, number + 1):
        x, y = at * step, height * 0.3
        coat = (40 + 25 * at % 200, 70 + 40 * at % 130, 90 + 15 * at % 120)
        draw.rounded_rectangle((x - 1.7 * head, y + 0.8 * head, x + 1.7 * head, height), head, coat)
        draw.ellipse((x - head, y - head, x + head, y + head), skin)
    return picture


def _sheet_of_paper() -> Image.Image:
    """Return a scan of a page of A4."""
    paper = _sky((1000, 1414), (252, 251, 246), (240, 238, 230))
    draw = ImageDraw.Draw(paper)
    draw.rectangle((110, 120, 640, 170), (40, 40, 45))
    for line in range(24):
        draw.rectangle((110, 260 + 42 * line, 890 - 97 * (line % 4), 276 + 42 * line), (90, 90, 95))
    return paper


def _with_holes() -> Image.Image:
    """Return a sign of many colours on nothing."""
    sign = scene((600, 600)).convert("RGBA")
    mask = Image.new("L", sign.size)
    ImageDraw.Draw(mask).ellipse((40, 40, 560, 560), 255)
    sign.putalpha(mask)
    return sign


def of_every_shape() -> dict[str, bytes]:
    """Return pictures as staff send them, by file name: each asks something else of a page."""
    day, land = (168, 205, 232), (106, 140, 70)
    return {
        "staand.jpg": saved(_people(_sky((900, 1350), day, land), 1)),
        "liggend.jpg": saved(_people(_sky((1600, 1067), day, land), 2)),
        "panorama.jpg": saved(_people(_sky((2400, 500), day, land), 9)),
        "vierkant.jpg": saved(_people(_sky((1000, 1000), day, land), 1)),
        "klein.jpg": saved(_people(_sky((160, 120), day, land), 1)),
        "doorzichtig.png": saved(_with_holes(), "PNG"),
        "donker.jpg": saved(_people(_sky((1600, 1000), (18, 20, 30), (8, 8, 10)), 3, (70, 52, 44))),
        "groep.jpg": saved(_people(_sky((1800, 1200), (196, 190, 180), (120, 100, 90)), 7)),
        "papier.jpg": saved(_sheet_of_paper()),
    }
