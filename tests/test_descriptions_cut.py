"""Where a description that is too long ends, and which blocks print one at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from marbre.compose.listings import cut_at_sentence
from marbre.compose.templates import asks_for, open_layout


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Trois boucles pour trois allures.", 40, "Trois boucles pour trois allures."),
        ("Un four banal. Les pains sortent à dix heures.", 30, "Un four banal."),
        ("Améthystes et quartz du Livradois ; on vous dit le nom de la pierre.", 60, "Améthystes et quartz du Livradois."),
        ("Deux heures avec une guide : la terre rouge, la taille.", 44, "Deux heures avec une guide."),
        ("Les salers traversent le bourg, café à sept heures, cloches à midi", 60, "Les salers traversent le bourg, café à sept heures…"),
        ("Une longue phrase sans aucune pause qui ne finit pas", 30, "Une longue phrase sans aucune…"),
        ("Si ; la suite est bien plus longue que le début de la phrase", 30, "Si ; la suite est bien plus…"),
    ],
)  # fmt: skip
def test_a_cut_falls_where_a_reader_pauses(text: str, limit: int, cut: str) -> None:
    assert cut_at_sentence(text, limit) == cut
    assert len(cut) <= limit + 1


def test_which_blocks_print_a_description(tmp_path: Path) -> None:
    blocks = tmp_path / "blocks"
    blocks.mkdir()
    (blocks / "_m.html").write_text("{% macro say(o) %}{{ o.text }}{% endmacro %}", encoding="utf-8")
    (blocks / "card.html").write_text('{% from "_m.html" import say %}{{ say(o) }}', encoding="utf-8")
    (blocks / "line.html").write_text("{{ o.name }}", encoding="utf-8")
    layout = open_layout([tmp_path], {}, {})
    assert asks_for(layout, "card", "o.text")
    assert not asks_for(layout, "line", "o.text")
    assert not asks_for(layout, "nowhere", "o.text")
