"""Every picture of a plan, made once for its frame and kept: drawings as operators, photographs as derivatives.

A picture is asked for by its specification (`scene?kind=…`, `photo?file=…`, `qr?text=…`, or a drawing of the edition
by name); the frame's size comes from the layout. Results are cached by specification, size, inks and drawing code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from marbre.block import PictureUse
from marbre.drawing import Drawing, Ink, to_pdf
from marbre.findings import Finding, Severity
from marbre.finish.photos import Derivatives, derive
from marbre.inks import Cmyk, Rgb, SpotTone, operands, separation_text, tinted
from marbre.picture import FormPicture, JpegPicture, Picture
from marbre.press import cache

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

    `digest` stands for all code and data that drawings depend on.
    """

    palette: tuple[tuple[str, tuple[Rgb, Cmyk]], ...]
    draw: Draw
    digest: str
    media: Path
    profile: Path
    cache_file: Path
    spots: tuple[tuple[Rgb, SpotTone], ...] = ()


def make(uses: Iterable[PictureUse], room: Darkroom) -> Pictures:
    """Make every picture of `uses`. A photograph that cannot be read becomes a finding and a drawn scene."""
    wanted = {use.name: use for use in uses}
    keys = {name: _key(use, room) for name, use in wanted.items()}
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


def _key(use: PictureUse, room: Darkroom) -> str:
    stamp = ""
    kind, _, query = use.spec.partition("?")
    if kind == "photo":
        path = room.media / dict(parse_qsl(query)).get("file", "")
        stamp = f"{path.stat().st_size}-{path.stat().st_mtime_ns}" if path.is_file() else "missing"
    parts = (room.digest, repr(room.palette), repr(room.spots), room.profile.name, use.spec, f"{use.width}x{use.height}", stamp)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _made(use: PictureUse, room: Darkroom) -> bytes:
    kind, _, query = use.spec.partition("?")
    values = dict(parse_qsl(query))
    if kind == "photo":
        try:
            focus = float(values.get("x", ".5")), float(values.get("y", ".5"))
            found = derive(room.media / values["file"], use.width, use.height, focus, room.profile)
            return _encoded_photo(found)
        except (OSError, ValueError, KeyError):
            kind, values = "scene", {"kind": "ridges", "seed": values.get("record", "0")}
            return _encoded_drawing(room.draw(kind, values, use.width, use.height), room, failed=True)
    return _encoded_drawing(room.draw(kind, values, use.width, use.height), room)


def _encoded_drawing(drawing: Drawing, room: Darkroom, failed: bool = False) -> bytes:
    palette = dict(room.palette)
    spots = dict(room.spots)
    spaces: dict[str, str] = {}

    def on_paper(ink: Ink, stroking: bool) -> bytes:
        tone = spots.get(palette[ink.name][0])
        if tone is not None:
            space = separation_text(tone.ink)
            name = "K" + hashlib.sha256(space.encode()).hexdigest()[:16]
            spaces[name] = space
            over = b"/GSo gs " if tone.ink.varnish else b"/GSk gs "
            if stroking:
                return over + f"/{name} CS {ink.tint * tone.tint:g} SCN".encode()
            return over + f"/{name} cs {ink.tint * tone.tint:g} scn".encode()
        knock = b"/GSk gs " if spots else b""
        c, m, y, k = (part * ink.tint for part in palette[ink.name][1])
        return knock + operands((c, m, y, k)) + (b" K" if stroking else b" k")

    def on_screen(ink: Ink, stroking: bool) -> bytes:
        channels = tinted(palette[ink.name][0], ink.tint)
        return b" ".join(b"%.4g" % (channel / 255) for channel in channels) + (b" RG" if stroking else b" rg")

    streams = [to_pdf(drawing, on_paper), to_pdf(drawing, on_screen)]
    used = sorted(spaces.items())
    if spots and not used:
        streams[0] = streams[0].replace(b"/GSk gs ", b"")
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
                f"La photo « {values.get('file', '')} » manque ou ne peut pas être lue ; une illustration la remplace.",
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
                record=record, value=f"{ppi:.0f}", limit="180" if low else "220", who="photographe",
            )
        ]  # fmt: skip
    return []
