"""Every picture of a plan, made once for its frame and kept: drawings as operators, photographs as derivatives.

A picture is asked for by its specification (`scene?kind=…`, `photo?file=…`, `qr?text=…`, or a drawing of the edition
by name); the frame's size comes from the layout. Results are cached by specification, size, inks and drawing code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from urllib.parse import parse_qsl

from marbre.block import PictureUse
from marbre.drawing import Drawing, Ink, path_texts, to_pdf
from marbre.findings import Finding, Severity
from marbre.finish.photos import Derivatives, derive
from marbre.inks import Cmyk, Rgb, SpotTone, operands, separation_text, tinted
from marbre.measures import px_to_mm
from marbre.picture import FormPicture, JpegPicture, Picture
from marbre.press import cache
from marbre.press.overprint import overprinted

Draw = Callable[[str, Mapping[str, str], float, float], Drawing]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures by the name the blocks use, for each target, and what was noticed."""

    print: dict[str, Picture]
    web: dict[str, Picture]
    findings: tuple[Finding, ...]
    made: int


@dataclass(frozen=True, slots=True)
class Darkroom:
    """What pictures are made with: the palette, how drawings are drawn, where photographs lie, the ICC profile.

    `digest` stands for all code and data that drawings depend on, `map_digest` for the map, which only its own pages show;
    `shelves` are folders of the office's own photographs, by the beginning of their names.
    """

    palette: tuple[tuple[str, tuple[Rgb, Cmyk]], ...]
    draw: Draw
    digest: str
    media: Path
    profile: Path
    cache_file: Path
    spots: tuple[tuple[Rgb, SpotTone], ...] = ()
    overprint_line: float = 2.0
    map_digest: str = ""
    shelves: tuple[tuple[str, Path], ...] = ()

    def file(self, name: str) -> Path:
        """Where a photograph lies: on the shelf that its name begins with, else among those that were imported."""
        found = (folder / name.removeprefix(prefix) for prefix, folder in self.shelves if name.startswith(prefix))
        return next(found, self.media / name)


def make(uses: Iterable[PictureUse], room: Darkroom) -> Pictures:
    """Make every picture of `uses`. A photograph that cannot be read becomes a finding and a drawn scene."""
    wanted = {use.name: use for use in uses}
    stamp = _stamp(room)
    keys = {name: _key(use, room, stamp) for name, use in wanted.items()}
    kept = cache.read_bytes(room.cache_file, keys.values())
    fresh: dict[str, bytes] = {}
    prints: dict[str, Picture] = {}
    webs: dict[str, Picture] = {}
    findings: list[Finding] = []
    for name, use in wanted.items():
        body = kept.get(keys[name])
        pair = _decoded(body) if body is not None else None
        if pair is None:
            body = _made(use, room)
            fresh[keys[name]] = body
            pair = _decoded(body)
            assert pair is not None
        prints[name], webs[name], ppi = pair
        findings += _about(use, ppi)
    cache.write_bytes(room.cache_file, fresh)
    return Pictures(prints, webs, tuple(findings), len(fresh))


def _stamp(room: Darkroom) -> str:
    """What all pictures of a room depend on: drawing code, inks, the profile's content, overprint."""
    profile = hashlib.sha256(room.profile.read_bytes()).hexdigest() if room.profile.is_file() else ""
    return "\0".join((room.digest, repr(room.palette), repr(room.spots), profile, repr(room.overprint_line)))


def _key(use: PictureUse, room: Darkroom, common: str) -> str:
    stamp = ""
    kind, _, query = use.spec.partition("?")
    if kind == "photo":
        path = room.file(dict(parse_qsl(query)).get("file", ""))
        stamp = f"{path.stat().st_size}-{path.stat().st_mtime_ns}" if path.is_file() else "missing"
    elif kind.rpartition("/")[2] == "map":
        stamp = room.map_digest
    parts = (common, use.spec, f"{use.width}x{use.height}", stamp)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _made(use: PictureUse, room: Darkroom) -> bytes:
    kind, _, query = use.spec.partition("?")
    values = dict(parse_qsl(query))
    if kind == "photo":
        try:
            focus = float(values.get("x", ".5")), float(values.get("y", ".5"))
            found = derive(room.file(values["file"]), use.width, use.height, focus, room.profile, values.get("spread", ""))
            return _encoded_photo(found)
        except (OSError, ValueError, KeyError):
            kind, values = "scene", {"kind": "ridges", "seed": values.get("record", "0")}
            size = use.width, use.height
            return _encoded_drawing(room.draw(kind, values, *size), room, size, failed=True)
    return _encoded_drawing(room.draw(kind, values, use.width, use.height), room, (use.width, use.height))


def _encoded_drawing(
    drawing: Drawing, room: Darkroom, size: tuple[float, float], failed: bool = False
) -> bytes:
    """A drawing for both targets; `size` of its frame in mm."""
    palette = dict(room.palette)
    spots = dict(room.spots)
    spaces: dict[str, str] = {}
    varnishes: set[bytes] = set()

    def on_paper(ink: Ink, stroking: bool) -> bytes:
        tone = spots.get(palette[ink.name][0])
        if tone is not None:
            space = separation_text(tone.ink)
            name = "K" + hashlib.sha256(space.encode()).hexdigest()[:16]
            spaces[name] = space
            if tone.ink.varnish:
                varnishes.add(f"/{name}".encode())
            space, colour = ("CS", "SCN") if stroking else ("cs", "scn")
            return f"/{name} {space} {ink.tint * tone.tint:g} {colour}".encode()
        c, m, y, k = (part * ink.tint for part in palette[ink.name][1])
        return operands((c, m, y, k)) + (b" K" if stroking else b" k")

    def on_screen(ink: Ink, stroking: bool) -> bytes:
        channels = tinted(palette[ink.name][0], ink.tint)
        return b" ".join(b"%.4g" % (channel / 255) for channel in channels) + (b" RG" if stroking else b" rg")

    texts = path_texts(drawing)
    streams = [to_pdf(drawing, on_paper, texts), to_pdf(drawing, on_screen, texts)]
    if varnishes or b"0 0 0 1 K" in streams[0]:
        scale = sqrt(size[0] * size[1]) / px_to_mm(1)
        streams[0] = overprinted(streams[0], 0, room.overprint_line, scale, frozenset(varnishes))
    used = sorted(spaces.items())
    lengths = [len(stream) for stream in streams]
    head = {"kind": "form", "lengths": lengths, "ppi": -1 if failed else 0, "spaces": used}
    return json.dumps(head).encode() + b"\n" + b"".join(streams)


def _encoded_photo(found: Derivatives) -> bytes:
    pictures = (found.print, found.web)
    head = {
        "kind": "jpeg",
        "lengths": [len(picture.data) for picture in pictures],
        "sizes": [[picture.width, picture.height] for picture in pictures],
        "ppi": found.ppi,
    }
    return json.dumps(head).encode() + b"\n" + b"".join(picture.data for picture in pictures)


def _decoded(body: bytes) -> tuple[Picture, Picture, float] | None:
    line, _, rest = body.partition(b"\n")
    try:
        head = json.loads(line)
        first, second = head["lengths"]
        one, two = rest[:first], rest[first : first + second]
        if head["kind"] == "form":
            spaces = tuple((str(name), str(text)) for name, text in head.get("spaces", ()))
            return FormPicture(one, spaces), FormPicture(two), head["ppi"]
        (w1, h1), (w2, h2) = head["sizes"]
        return (
            JpegPicture(one, w1, h1, "DeviceCMYK", True),
            JpegPicture(two, w2, h2, "DeviceRGB"),
            head["ppi"],
        )
    except (ValueError, KeyError, TypeError):
        return None


def _about(use: PictureUse, ppi: float) -> list[Finding]:
    kind, _, query = use.spec.partition("?")
    values = dict(parse_qsl(query))
    if kind != "photo":
        return []
    record = int(values["record"]) if values.get("record", "").isdigit() else None
    if ppi < 0:
        return [
            Finding(
                "picture_unreadable", Severity.ERROR,
                f"La photo « {values.get('file', '')} » manque, est tronquée ou illisible ; une illustration la remplace.",
                "Fournissez le fichier JPEG d'origine avec l'import.", record=record, who="office",
            )
        ]  # fmt: skip
    if ppi < 220:
        low = ppi < 180
        return [
            Finding(
                "picture_resolution_low", Severity.ERROR if low else Severity.WARNING,
                f"La photo « {values.get('file', '')} » n'a que {ppi:.0f} ppi dans son cadre de "
                f"{use.width:g} × {use.height:g} mm.",
                "Demandez l'original en plus grand, ou donnez-lui un cadre plus petit.",
                record=record, value=f"{ppi:.0f}", limit="180" if low else "220", who="photographer",
            )
        ]  # fmt: skip
    return []
