from pathlib import Path

import pytest

from marbre.errors import EditionError
from marbre.texts import Panel, Picture, Quote, read_article, read_articles

ROOT = Path(__file__).parent.parent
FULL = """---
kicker: Boudes
title: "La vallée des Saints : rouge"
standfirst: >-
  Vingt-sept hectares
  d'argile.
picture: {scene: vallee, season: summer, hour: evening, caption: Les cheminées, focus: [0.25, 0.5]}
facts:
  - [Distance, 6 km]
  - Durée: 2 h
boxes: [{title: Bon à savoir, text: De bonnes chaussures.}]
quote: {text: Tout est rouge., author: un marcheur}
items:
  - {name: Étape 1, km: 2.5, loop: true, phone: "0465710010"}
sources: territory-facts 71
see: [boudes, carte]
---

Le sentier part du village.

---

Il monte.
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "vallee.md"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(tmp_path: Path, text: str) -> str:
    with pytest.raises(EditionError) as caught:
        read_article(write(tmp_path, text), "fr", "texts/fr/vallee.md", tmp_path)
    return str(caught.value)


def test_everything_an_article_may_hold(tmp_path):
    article = read_article(write(tmp_path, FULL), "fr", "texts/fr/vallee.md")
    assert (article.name, article.language, article.kicker) == ("vallee", "fr", "Boudes")
    assert article.title == "La vallée des Saints : rouge"
    assert article.standfirst == "Vingt-sept hectares d'argile."
    assert article.picture == Picture("vallee", "summer", "evening", "Les cheminées", focus=(0.25, 0.5))
    assert article.facts == (("Distance", "6 km"), ("Durée", "2 h"))
    assert article.boxes == (Panel("Bon à savoir", "De bonnes chaussures."),)
    assert article.quote == Quote("Tout est rouge.", "un marcheur")
    assert article.items == ({"name": "Étape 1", "km": 2.5, "loop": True, "phone": "0465710010"},)
    assert (article.sources, article.see) == (("territory-facts 71",), ("boudes", "carte"))
    assert article.source == "texts/fr/vallee.md:1"


def test_the_body_is_kept_as_written_and_knows_its_line(tmp_path):
    article = read_article(write(tmp_path, FULL), "fr")
    assert article.body == "Le sentier part du village.\n\n---\n\nIl monte.\n"
    assert FULL.split("\n")[article.body_line - 1] == "Le sentier part du village."


def test_a_text_may_have_no_body(tmp_path):
    article = read_article(write(tmp_path, "---\ntitle: Seul\n---\n"), "fr")
    assert (article.title, article.body) == ("Seul", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Le sentier.\n", "texts/fr/vallee.md:1: the text has no front matter"),
        ("---\ntitle: x\n", "texts/fr/vallee.md:1: the text has no front matter"),
        ("---\nkicker: x\n---\n", "texts/fr/vallee.md:2: field `title` is missing"),
        ("---\ntitle: x\ntitel: y\n---\n", "texts/fr/vallee.md:3: unknown field `titel` (value: y)"),
        ("---\ntitle: x\npicture: {saeson: summer}\n---\n", "did you mean `season`?"),
        ("---\ntitle: x\npicture: {season: été}\n---\n", "field `season` cannot be `été`"),
        ("---\ntitle: x\npicture: {focus: [2, 0]}\n---\n", "must be at most 1"),
        (
            "---\ntitle: x\nfacts:\n  - [Distance]\n---\n",
            "texts/fr/vallee.md:4: field `facts`: a fact has a label",
        ),
        ("---\ntitle: a: b\n---\n", "texts/fr/vallee.md:2: a second `: ` on one line"),
        ("---\n- a\n---\n", "the front matter holds no fields"),
        (
            "---\ntitle: x\npicture: {file: a.jpg, credit: A}\n---\n",
            "the photograph `a.jpg` is not in assets/images/",
        ),
        ("---\ntitle: x\npicture: {file: vallee.md, credit: D.R.}\n---\n", "has no author"),
    ],
)
def test_mistakes_have_their_line(tmp_path, text, said):
    assert said in mistakes(tmp_path, text)


def test_mistakes_of_several_texts_come_together(tmp_path):
    (tmp_path / "fr").mkdir()
    for name in ("b", "a"):
        (tmp_path / "fr" / f"{name}.md").write_text("---\nkicker: x\n---\n", encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        read_articles(tmp_path, "fr", "editions/demo/texts")
    assert [line.split(":")[0] for line in caught.value.mistakes] == [
        "editions/demo/texts/fr/a.md",
        "editions/demo/texts/fr/b.md",
    ]


def test_every_text_of_the_project_can_be_read():
    found = 0
    for folder in sorted((ROOT / "editions").glob("*/texts/*")):
        articles = read_articles(folder.parent, folder.name, images=ROOT / "assets" / "images")
        assert all(article.title for article in articles.values())
        found += len(articles)
    assert found > 0
