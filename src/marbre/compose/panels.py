"""What a page template may place by itself: the panels of its sheet, several texts, and chosen offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from marbre.compose import profile
from marbre.compose.agenda import when
from marbre.compose.articles import article_of, credit_of, line, picture_of, plain, prose, side_values
from marbre.compose.copy import Copy
from marbre.compose.group_offers import group_values
from marbre.compose.items import filled, items_of, pictures_of
from marbre.compose.listings import listing
from marbre.compose.matter import level_of, shortened
from marbre.compose.numerals import number
from marbre.compose.themes import chapter_of
from marbre.compose.tokens import picture_url
from marbre.compose.tongues import marked, ours, tongue, voiced
from marbre.compose.typography import bind_html_runts
from marbre.compose.village_plan import Spot, lay_out, names_at, written
from marbre.compose.week_table import week_rows
from marbre.edition import Section
from marbre.offers.alcohol import sells_alcohol
from marbre.offers.model import Offer
from marbre.offers.selecting import plain_key
from marbre.texts import Article

#: White between a plan and the profile under it, in mm.
_AIR = 3.3


def panel_values(copy: Copy, section: Section, recto: bool, folios: Mapping[str, int]) -> dict[str, Any]:
    """For the templates of full pages: `panels`, boxes in mm from the head left of the bleed, as seen on this side;
    `texts`, every text that the section names, by its name; `offers`, those that it selects; `choices`, those of the
    choices that it shows, by name; `week`, what comes round, by weekday; `communes` with their grid references."""
    bleed = copy.edition.format.bleed
    climb = profile_values(copy, section)
    below = climb["height"] + _AIR if climb and climb["drawing"] else 0.0
    return {
        "panels": [
            {"x": box.x + bleed, "y": box.y + bleed, "width": box.width, "height": box.height}
            for box in copy.edition.format.panels.boxes(verso=not recto)
        ],
        "texts": {
            article.name if (article := copy.articles.get(name)) else name: text_values(copy, section, article, folios)
            for name in section.texts
        },
        "plan": plan_values(copy, section, recto, below),
        "profile": climb,
        "offers": [
            _offer(copy, section, offer) | {"folio": folios.get(str(offer.id), "")}
            for offer in copy.chosen.get(section.id, ())
        ],
        "week": _week(copy, section),
        "choices": {
            one.id: [_offer(copy, one, offer) for offer in _in_order(copy, one)]
            for one in copy.edition.flatplan
            if one.kind == "choice" and one.option("on", one.id) == section.id
        },
        "communes": [
            {"name": plain(copy, name), "grid": cell} for name, cell in sorted(copy.commune_grid.items(), key=_alphabet)
        ],
    }  # fmt: skip


def _week(copy: Copy, section: Section) -> list[dict[str, Any]]:
    if section.option("events") != "weekly":
        return []
    days = week_rows(copy.chosen.get(section.id, ()), copy.setting.life, copy.words)
    return [
        {
            "day": day,
            "rows": [_offer(copy, section, row.offer) | {"hours": row.hours, "when": row.when} for row in rows],
        }
        for day, rows in days
    ]


def _alphabet(entry: tuple[str, str]) -> str:
    return plain_key(entry[0])


def _in_order(copy: Copy, section: Section) -> Sequence[Offer]:
    """A choice by its map numbers, else as it was selected."""
    chosen = copy.chosen[section.id]
    numbers = [copy.numbers.get(offer.id, "") for offer in chosen]
    if not all(numbers):
        return chosen
    return sorted(chosen, key=lambda offer: (len(copy.numbers[offer.id]), copy.numbers[offer.id]))


def plan_values(copy: Copy, section: Section, recto: bool, below: float = 0.0) -> dict[str, Any] | None:
    """The plan that a section asks for (`plan: {text, width, height, left, ground, hill, built, rivers}` in its options): the
    walk is the items of `text` that name a record, the letters are the section's offers; with `numbers`, these are numbered
    instead. `left` mm from the trim, for the folds. `below` mm of its height are left to what stands under it."""
    wish = section.option("plan")
    if not isinstance(wish, Mapping):
        return None
    article = copy.articles.get(str(wish.get("text", "")))
    stops = [copy.offers.get(int(item.get("record") or 0)) for item in (article.items if article else ())]
    known = [(str(index), offer) for index, offer in enumerate(stops, 1) if offer and offer.place.latitude]
    walk = [_spot(text, offer) for text, offer in known]
    shown = [(n, offer) for n, offer in enumerate(copy.chosen.get(section.id, ()), 1) if offer.place.latitude]
    loose = bool(wish.get("numbers"))
    letters = [] if loose else [_spot(chr(96 + n), offer) for n, offer in shown]
    walk = [_spot(str(n), offer) for n, offer in shown] if loose else walk
    left = float(wish.get("left", 0))
    folds = [place - left for place in copy.edition.format.panels.folds(verso=not recto)[0]]
    width, height = float(wish["width"]), float(wish["height"]) - below - float(section.option("less", 0))
    folds = [place for place in folds if 0 < place < width]
    rivers = [river.points for river in copy.territory.rivers] if wish.get("rivers") else []
    sheet = lay_out(walk, letters, width, height, folds, rivers=rivers)
    titles = [plain(copy, str(item.get("title", ""))) for item in (article.items if article else ())]
    named = [] if loose else [titles[int(text) - 1] for text, _ in known]
    places = dict(zip([text for text, _ in known], zip(named, names_at(sheet, named, folds), strict=False), strict=False))
    chapter = copy.edition.chapter(section.chapter)
    url = picture_url(
        "plan", sheet=written(sheet), ground=str(wish.get("ground", "sable")), colour=chapter.colour if chapter else "rouge",
        shape=chapter.mark if chapter else "circle", hill="1" if wish.get("hill") else "", loose="1" if loose else "",
        built="1" if wish.get("built") else "",
    )  # fmt: skip
    signs = [
        {"text": text, "x": x, "y": y, "walk": text.isdigit(), **_name(places.get(text))}
        for text, x, y, _, _ in (*sheet.walk, *sheet.addresses)
    ]
    bar = round(sheet.metres * sheet.scale, 2)
    return {"drawing": url, "width": width, "height": height, "signs": signs, "metres": sheet.metres, "bar": bar}


def profile_values(copy: Copy, section: Section) -> dict[str, Any] | None:
    """The profile that a section asks for (`profile: {text, width, height}` in its options). `legs` says for each item of
    the text how far it is from the start and how high, where that is known; `drawing` is empty where too little is."""
    wish = section.option("profile")
    if not isinstance(wish, Mapping):
        return None
    article = copy.articles.get(str(wish.get("text", "")))
    stops = [_stop(copy, item) for item in (article.items if article else ())]
    points = profile.heights(stops)
    width, height = float(wish["width"]), float(wish["height"])
    chapter = copy.edition.chapter(section.chapter)
    drawing = picture_url(
        "profile", points=profile.written(points), colour=chapter.colour if chapter else "rouge",
        shape=chapter.mark if chapter else "circle",
    )  # fmt: skip
    placed = profile.placed(points, width, height) if points else []
    return {
        "drawing": drawing if points else "", "width": width, "height": height,
        "legs": [_leg(copy, far, stop) for far, stop in zip(profile.kilometres(stops), stops, strict=True)],
        "stops": [
            {"x": x, "y": y, "altitude": _metres(copy, metres), "low": low}
            for (x, y), (_, metres), low in zip(placed, points, profile.crowded(placed), strict=True)
        ],
    }  # fmt: skip


def _stop(copy: Copy, item: Mapping[str, Any]) -> profile.Stop:
    """A stop of an itinerary: the place of its record; its altitude as the text says it, else that of the record."""
    offer = copy.offers.get(int(item.get("record") or 0))
    said = item.get("altitude")
    altitude = int(said) if said is not None else (offer.place.altitude if offer else None)
    return profile.Stop(offer.place.latitude, offer.place.longitude, altitude) if offer else profile.Stop(None, None, altitude)


def _leg(copy: Copy, far: float, stop: profile.Stop) -> dict[str, str]:
    said = str(copy.layout_words.words.get("straight", "{km} km"))
    return {
        "km": plain(copy, said.replace("{km}", number(Decimal(round(far)), copy.language))) if round(far) else "",
        "altitude": _metres(copy, stop.altitude) if stop.altitude is not None else "",
    }


def _metres(copy: Copy, metres: int) -> str:
    said = number(Decimal(metres), copy.language)
    return plain(copy, f"{said[:-3]} {said[-3:]} m" if metres > 999 and said.isdigit() else f"{said} m")


def _name(place: tuple[str, tuple[float, float] | None] | None) -> dict[str, Any]:
    if place is None or place[1] is None:
        return {"name": ""}
    return {"name": place[0], "name_x": round(place[1][0], 2), "name_y": round(place[1][1], 2)}


def _spot(text: str, offer: Offer) -> Spot:
    return Spot(text, offer.place.latitude or 0.0, offer.place.longitude or 0.0)


def text_values(copy: Copy, section: Section, article: Article | None, folios: Mapping[str, int]) -> dict[str, Any]:
    """A text as a template sees it."""
    if article is None:
        return {}
    own = tongue(copy, article)
    values = {
        "name": article.name,
        "kicker": plain(own, article.kicker),
        "title": plain(own, article.title),
        "standfirst": bind_html_runts(plain(own, article.standfirst)),
        "body": prose(own, filled(own, article.body), folios) if article.body else "",
        "intro": bind_html_runts(line(own, filled(own, article.body), folios)) if article.body else "",
        "picture": picture_of(copy, article),
        "credit": credit_of(copy, article),
        "scene": article.picture.scene if article.picture else "",
        "season": article.picture.season if article.picture else "",
        "hour": article.picture.hour if article.picture else "",
        "caption": plain(own, article.picture.caption if article.picture else ""),
        "pictures": pictures_of(copy, article),
        "items": items_of(copy, section, article, folios),
        "health": copy.brand.mention("alcohol", copy.language) if article.health else "",
        **side_values(copy, article, folios),
        "boxes": [
            {"title": plain(copy, box.title), "text": prose(copy, filled(copy, box.text), folios)} for box in article.boxes
        ],
    }
    told = voiced(copy, article, article_of(copy, section), values)
    return told | {"title": marked(copy, article, told["title"])}


def _offer(copy: Copy, section: Section, offer: Offer) -> dict[str, Any]:
    level = shortened(level_of(offer, copy.edition), int(section.option("shorter", 0)))
    made = listing(
        offer, level, chapter_of(offer, section, copy.edition), copy.setting, copy.numbers.get(offer.id, ""),
        copy.places.grid.get(offer.id, ""), 3, False,
    )  # fmt: skip
    day = when(offer, copy.setting.life)
    if not isinstance(made.values["text"], Markup):
        made.values["text"] = ours(copy, article_of(copy, section), made.values["text"])
    return {
        "id": offer.id, "folio": "", "first": day.first.isoformat() if day else "",
        "month": copy.words.months[day.first.month - 1] if day else "", "lasting": day is None or day.lasting,
        "group": group_values(offer, copy.setting),
        "health": copy.brand.mention("alcohol", copy.language) if sells_alcohol(offer) else "", **made.values,
    }  # fmt: skip
