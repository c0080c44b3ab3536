"""texts/<language>/*.md -> Article: front matter that the templates read, then Markdown, kept as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from marbre.errors import EditionError
from marbre.fields import Door, Free, Number, Switch, Word, WordList, as_list
from marbre.yamlfile import FieldError, Mistake, Node, parse_yaml, raise_mistakes, read_text, validate_partly


@dataclass(frozen=True, slots=True)
class Picture:
    """What an article shows: a `file` of assets/images/, or else a drawn `scene` in its `season` and `hour`.

    `focus` is the focal point as (x, y) fractions from the top left; `variant` asks for another drawing of the same scene.
    """

    scene: str = ""
    season: str = ""
    hour: str = ""
    caption: str = ""
    file: str = ""
    credit: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A box beside the text (« Bon à savoir »)."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A pull quote and who said it."""

    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One text in one language.

    `pictures` are those after the first, in the order of the pages; `facts` are (label, value) pairs;
    `items` free mappings for the template (steps, markets, sites); `see` names of sections to refer to;
    `body` Markdown, from line `body_line` of the file; `source` is `file:line`. `translation_of`: of a translation, the
    fingerprints of the French that it renders, by part.
    """

    name: str
    language: str
    title: str
    kicker: str = ""
    standfirst: str = ""
    picture: Picture | None = None
    pictures: tuple[Picture, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    boxes: tuple[Panel, ...] = ()
    quote: Quote | None = None
    items: tuple[Mapping[str, Any], ...] = ()
    sources: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    health: bool = False
    body: str = ""
    body_line: int = 1
    source: str = ""
    translation_of: tuple[tuple[str, str], ...] = ()


def _fact(value: Any) -> Any:
    if isinstance(value, dict) and len(value) == 1:
        return next(iter(value.items()))
    if isinstance(value, list) and len(value) == 2:
        return tuple(value)
    raise FieldError("a fact has a label and a value", "write - [Altitude, 578 m]")


def _focus(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 2:
        raise FieldError("must be two fractions", "write [0.5, 0.3], from the left and from the top")
    return tuple(value)


Fact = Annotated[tuple[Word, Word], BeforeValidator(_fact)]
Fraction = Annotated[Number, Field(ge=0, le=1)]


class PictureDoor(Door):
    """What the article shows."""

    scene: Word = Field("", description="A drawn scene, when there is no photograph.")
    season: Literal["", "spring", "summer", "autumn", "winter"] = Field(
        "", description="The season of the scene."
    )
    hour: Literal["", "dawn", "day", "evening", "night"] = Field("", description="The light of the scene.")
    caption: Word = Field("", description="The caption.")
    file: Word = Field("", description="A photograph in assets/images/.")
    credit: Word = Field("", description="Its author; never « DR ».")
    focus: Annotated[tuple[Fraction, Fraction], BeforeValidator(_focus)] = Field(
        (0.5, 0.5), description="What must stay in view: fractions from the left and from the top."
    )
    variant: Word = Field("", description="Any word or number: another drawing of the same scene.")


class PanelDoor(Door):
    """A box beside the text."""

    title: Word = Field(description="Its heading.", examples=["Bon à savoir"])
    text: Word = Field(description="Its text.", examples=["…"])


class QuoteDoor(Door):
    """A pull quote."""

    text: Word = Field(description="At most twenty words.", examples=["…"])
    author: Word = Field("", description="Who said it.")


class ArticleDoor(Door):
    """The front matter of a text."""

    title: Word = Field(description="The title.", examples=["La vallée des Saints"])
    kicker: Word = Field("", description="The line above the title.")
    standfirst: Word = Field("", description="The lead (chapô).")
    picture: PictureDoor | None = Field(None, description="What it shows.")
    pictures: list[PictureDoor] = Field(
        default_factory=list, description="What its following pages show, in order."
    )
    facts: Annotated[list[Fact], BeforeValidator(as_list)] = Field(
        default_factory=list, description="Pairs of label and value (repères)."
    )
    boxes: list[PanelDoor] = Field(default_factory=list, description="Boxes beside the text.")
    quote: QuoteDoor | None = Field(None, description="A pull quote.")
    items: list[dict[str, Free]] = Field(default_factory=list, description="What the template lists.")
    sources: WordList = Field((), description="Where the facts come from; not printed.")
    see: WordList = Field((), description="Sections to refer to.")
    health: Switch = Field(False, description="Whether it speaks of alcohol and must carry the health message.")
    translation_of: dict[str, Word] = Field(
        default_factory=dict,
        description="Of a translation: fingerprints of the French that it renders; `marbre translations --accept` writes them.",
    )


def read_articles(
    folder: Path, language: str, shown: str = "", images: Path | None = None
) -> dict[str, Article]:
    """The texts of a language, by name, from `folder`/`language`/*.md.

    `shown` is how the folder is called in messages, `images` where photographs must be. Raises EditionError
    with the mistakes of every file.
    """
    found: dict[str, Article] = {}
    mistakes: list[str] = []
    for path in sorted((folder / language).glob("*.md")):
        try:
            name = f"{shown or folder.as_posix()}/{language}/{path.name}"
            found[path.stem] = read_article(path, language, name, images)
        except EditionError as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise EditionError(mistakes)
    return found


def read_article(path: Path, language: str, shown: str = "", images: Path | None = None) -> Article:
    """One text. Raises EditionError with every mistake and its line; `images` is where its photograph must
    be.
    """
    file = shown or str(path)
    tree, body, line = _split(read_text(path, file), file)
    door, mistakes = validate_partly(ArticleDoor, tree)
    if door is not None:
        mistakes += _picture_mistakes(door.picture, tree, ("picture",), images)
        for index, one in enumerate(door.pictures):
            mistakes += _picture_mistakes(one, tree, ("pictures", index), images)
    raise_mistakes(mistakes)
    assert door is not None
    return _article(door, path.stem, language, body, line, file)


def _picture_mistakes(
    picture: PictureDoor | None, tree: Node, path: tuple[str | int, ...], images: Path | None
) -> list[Mistake]:
    if picture is None or not picture.file:
        return []
    mistakes = []
    where = tree.where(*path, "file")
    if images is not None and not (images / picture.file).is_file():
        text = f"the photograph `{picture.file}` is not in assets/images/"
        mistakes.append(Mistake(where, text, "put it there, or name a `scene`"))
    if picture.credit.strip(" .").upper() in ("", "DR", "D.R"):
        text = f"the photograph `{picture.file}` has no author"
        mistakes.append(Mistake(where, text, "write `credit:`; « DR » is not an author"))
    return mistakes


def _split(text: str, file: str) -> tuple[Node, str, int]:
    lines = text.split("\n")
    marks = [index for index, line in enumerate(lines) if line.rstrip() == "---"]
    if len(marks) < 2 or any(line.strip() for line in lines[: marks[0]]):
        hint = "begin the file with `---`, `title: …`, `---`"
        raise EditionError([str(Mistake(f"{file}:1", "the text has no front matter", hint))])
    first, last = marks[0], marks[1]
    tree = parse_yaml("\n".join(lines[first + 1 : last]) + "\n", file, first + 2)
    if tree.kind != "map":
        hint = "write one `name: value` a line between the two `---`"
        raise EditionError([str(Mistake(tree.where(), "the front matter holds no fields", hint))])
    rest = lines[last + 1 :]
    blank = next((index for index, line in enumerate(rest) if line.strip()), len(rest))
    return tree, "\n".join(rest[blank:]).rstrip() + ("\n" if rest[blank:] else ""), last + 2 + blank


def _article(door: ArticleDoor, name: str, language: str, body: str, line: int, file: str) -> Article:
    picture = door.picture
    return Article(
        name=name,
        language=language,
        title=door.title,
        kicker=door.kicker,
        standfirst=door.standfirst,
        picture=Picture(**picture.model_dump()) if picture else None,
        pictures=tuple(Picture(**one.model_dump()) for one in door.pictures),
        facts=tuple((label, value) for label, value in door.facts),
        boxes=tuple(Panel(box.title, box.text) for box in door.boxes),
        quote=Quote(door.quote.text, door.quote.author) if door.quote else None,
        items=tuple(door.items),
        sources=door.sources,
        see=door.see,
        health=door.health,
        body=body,
        body_line=line,
        source=f"{file}:1",
        translation_of=tuple(door.translation_of.items()),
    )
