"""Copyfitting: the same rung for all partners of a level, every rung reported, pictures that give way to words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from marbre.block import Block, Complaint
from marbre.build.copyfit import GIVEN, MOST, fitted, matter_of, sheets_fitted
from marbre.build.specimen import GUIDE, specimen_copy
from marbre.compose.copy import Copy
from marbre.edition import PageFormat, Section
from marbre.findings import Severity
from marbre.measures import Size
from marbre.page_shape import PageShape
from marbre.plan.model import Page
from marbre.plan.pile import Order, Run
from marbre.plan.shaped import PREFERRED, shaped_frames, shrunk
from marbre.plan.stack import stack
from marbre.press.pool import Job, Press, Pressed
from marbre.project import Project

A4 = PageFormat(Size(210, 297), 3, 15, 20, 18, 15, 4.4, 3, 6)


@dataclass
class Stub:
    """A press that says what runs over, and remembers what it was given."""

    over: Any
    seen: list[str] = field(default_factory=list)

    def press(self, jobs: Sequence[Job], progress: object = None) -> Pressed:
        self.seen += [job.html for job in jobs]
        return Pressed(tuple(block(self.over(job.html)) for job in jobs), len(jobs))


def block(over: float) -> Block:
    return Block("key", (), (Complaint("text_overset", f"{over:.1f} mm"),) if over else ())


@pytest.fixture(scope="module")
def guide_copy(project: Project) -> Copy:
    return specimen_copy(project, GUIDE, "fr")


@pytest.fixture(scope="module")
def magazine_copy(project: Project) -> Copy:
    return specimen_copy(project, "_specimen-magazine", "fr")


def test_all_partners_of_a_level_take_the_rung_that_one_of_them_needs(guide_copy: Copy) -> None:
    section = guide_copy.section("fiches")
    matter = matter_of(guide_copy, section, {})
    halves = [item for item in matter.items if item.template == "half"]
    blocks = {item.name: block(7.0 if item is halves[0] else 0.0) for item in matter.items}
    press = Stub(lambda html: 0.0 if "tight narrow" in html else 5.0)
    after, made, told, rendered = fitted(guide_copy, section, matter, blocks, cast(Press, press))
    assert len(halves) == 8
    assert set(made) == {item.name for item in halves}
    assert all("tight narrow" in item.html for item in after.items if item.template == "half")
    assert [item.html for item in after.items if item.template != "half"] == [
        item.html for item in matter.items if item.template != "half"
    ]
    assert rendered == 2 * len(halves)
    assert [(one.id, one.severity, one.value, one.limit) for one in told] == [("copyfitted", Severity.INFO, "2", "4")]


def test_nothing_is_set_anew_where_everything_fits(guide_copy: Copy) -> None:
    section = guide_copy.section("fiches")
    matter = matter_of(guide_copy, section, {})
    press = Stub(lambda html: 0.0)
    after, made, told, rendered = fitted(guide_copy, section, matter, {item.name: block(0) for item in matter.items}, cast(Press, press))
    assert (after, made, told, rendered, press.seen) == (matter, {}, (), 0, [])


def _fit_sheets(copy: Copy, id: str, over: Any) -> tuple[Any, Stub]:
    orders = [Order(f"sheet:{id}:0", "sheet", id, 0, (("number", 0),))]
    pages = [Page("7", 7, True, id, "")]
    press = Stub(over)

    def job(order: Order, section: Section) -> Job:
        return Job(f"{section.option('less')} {section.option('shorter')}", "", "fr", "sheet")

    return sheets_fitted(copy, orders, pages, {orders[0].key: block(over("0.0 0"))}, job, cast(Press, press)), press


def test_a_page_takes_room_from_its_picture_in_whole_lines_and_says_so(magazine_copy: Copy) -> None:
    def over(html: str) -> float:
        return max(0.0, 11.8 - float(html.split()[0]))

    made, press = _fit_sheets(magazine_copy, "leader", over)
    assert press.seen == ["12.1 0"]
    (told,) = made.findings
    assert (told.id, told.severity, told.page, told.value) == ("copyfitted", Severity.INFO, 7, "12.1 mm")
    assert "image réduite de 12,1 mm" in told.message


def test_a_picture_gives_no_more_than_its_share(magazine_copy: Copy) -> None:
    made, press = _fit_sheets(magazine_copy, "access", lambda html: 100.0)
    height = magazine_copy.section("access").option("picture_height")
    assert press.seen == [f"{min(MOST, GIVEN * height)} 0"]
    assert made.blocks["sheet:access:0"].complaints


def test_a_page_without_a_ladder_stays_as_it_is(magazine_copy: Copy) -> None:
    made, press = _fit_sheets(magazine_copy, "cover", lambda html: 5.0)
    assert (press.seen, made.findings) == ([], ())


def test_offers_of_a_page_are_shortened_together(project: Project) -> None:
    copy = specimen_copy(project, "_specimen-groupes", "fr")
    made, press = _fit_sheets(copy, "visits", lambda html: 4.0 if html.endswith(("0", "1")) else 0.0)
    assert press.seen == ["0.0 1", "0.0 2"]
    assert "descriptifs raccourcis (2 fois)" in made.findings[0].message


SHAPES = (PageShape("head", 40, 120, (0, 1, 2), words=True), PageShape("full"), PageShape("foot", 60, 140, (0, 1)))


def test_pictures_below_what_a_shape_prefers_are_known_and_shrink_alike() -> None:
    assert shrunk(shaped_frames(300, 20, SHAPES, 212), SHAPES) == ()
    frames = shaped_frames(640, 20, SHAPES, 212)
    found = shrunk(frames, SHAPES)
    assert [one.number for one in found] == [0, 2]
    assert [one.preferred for one in found] == [round(40 + PREFERRED * 80), round(60 + PREFERRED * 80)]
    shares = [(one.height - shape.least) / (shape.most - shape.least) for one, shape in zip(found, (SHAPES[0], SHAPES[2]), strict=True)]
    assert abs(shares[0] - shares[1]) < 0.02


def test_a_low_picture_of_an_article_is_reported_with_its_page() -> None:
    section = Section("recit", "article", "article", source="edition.yaml:9")
    run = Run(section, "article", "Un récit", text=740, words=20, shapes=SHAPES)
    pages, _, told = stack([Run(Section("une", "page", "une"), "sheets"), run], A4, (), 1)
    assert [(one.id, one.severity.value, one.page, one.source) for one in told] == [
        ("copyfitted", "info", 2, "edition.yaml:9"), ("copyfitted", "info", 4, "edition.yaml:9"),
    ]  # fmt: skip
    assert [page.section for page in pages[1:4]] == ["recit"] * 3
    assert told[0].value.endswith(" mm")
    assert float(told[0].value.split()[0]) < float(told[0].limit.split()[0])


def test_a_head_picture_without_a_shape_says_when_it_is_low() -> None:
    section = Section("court", "article", "article", pages=1)
    (pages, _, told) = stack([Run(section, "article", "Court", text=500, words=30)], A4, (), 1)
    assert [(one.page, one.id) for one in told] == [(1, "copyfitted")]
    assert not stack([Run(section, "article", "Court", text=200, words=30)], A4, (), 1)[2]
    assert len(pages) == 1
