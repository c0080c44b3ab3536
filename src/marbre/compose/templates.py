"""The one door to Jinja: layouts found by name, one template a block, undefined names are errors.

A layout is a folder `layouts/<name>/` with `blocks/*.html`, each with its CSS beside it where it has any, `*.css`
(templates too: they see the brand's tokens and the design system's) and
`layout.yaml` (the named CSS pages and what each block template needs). Nothing here knows French or any edition.
"""

from __future__ import annotations

import hashlib
import os
import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket

from marbre.compose.system_tokens import UnknownTokenError
from marbre.compose.typography import raised
from marbre.errors import InputError


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout ready for use: `css` with the tokens filled in."""

    name: str
    environment: jinja2.Environment
    css: str


def open_layout(
    folders: Sequence[Path], tokens: Mapping[str, Any], filters: Mapping[str, Callable[..., Any]],
    compiled: Path | None = None,
) -> Layout:  # fmt: skip
    """Read a layout from its folder and those that it extends, nearest first: a file of the nearer one stands for the
    one of that name further off. Stylesheets come in order, the furthest layout first, in each its own and then those
    beside its blocks, by name; one beside a block is laid over that of the same name further off and does not replace
    it. Compiled templates are kept in `compiled`, which may be deleted at any time. Raises InputError naming file and
    line of a template that cannot be read."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*(place for one in folders for place in (one / "blocks", one)), folders[0].parent]),
        autoescape=lambda name: bool(name) and str(name).endswith(".html"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Bytecode(compiled) if compiled is not None else None,
    )
    environment.filters.update(filters)
    environment.globals.update(tokens)
    css = "".join(_rendered(environment, name, {}) for name in _sheets(folders))
    return Layout(folders[0].name, environment, css)


def _sheets(folders: Sequence[Path]) -> tuple[str, ...]:
    """The names of all stylesheets in the order of the cascade."""
    names: dict[str, None] = {}
    for one in reversed(folders):
        names |= dict.fromkeys(path.name for path in sorted(one.glob("*.css")))
        names |= dict.fromkeys(f"{one.name}/blocks/{path.name}" for path in sorted(one.glob("blocks/*.css")))
    return tuple(names)


class _Bytecode(jinja2.BytecodeCache):
    """Compiled templates in a folder, each with its checksum: what was damaged is compiled again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            total, _, body = (self._folder / bucket.key).read_bytes().partition(b"\n")
        except OSError:
            return
        if hashlib.sha256(body).hexdigest().encode() == total:
            bucket.bytecode_from_string(body)

    def dump_bytecode(self, bucket: Bucket) -> None:
        body = bucket.bytecode_to_string()
        aside = self._folder / f"{bucket.key}.{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            aside.replace(self._folder / bucket.key)
        except OSError:
            return


def fill(layout: Layout, template: str, values: Mapping[str, Any]) -> str:
    """The HTML of one block, French ordinals raised. Raises InputError with template and line."""
    html = _rendered(layout.environment, f"{template}.html", values)
    return raised(html) if layout.environment.globals.get("lang") == "fr" else html


def has_template(layout: Layout, template: str) -> bool:
    """Whether the layout has a block of that name."""
    return f"{template}.html" in layout.environment.list_templates()


def filled_templates(layout: Layout) -> frozenset[str]:
    """The templates that were filled or brought in since the layout was opened, without their ending."""
    cache = layout.environment.cache
    names = (str(key[1]) for key in cache) if cache is not None else ()
    return frozenset(name.removesuffix(".html") for name in names if name.endswith(".html"))


#: What brings another template into one.
_BRINGS = re.compile(r'{%-?\s*(?:from|import|include|extends)\s+"([^"]+)"')


@lru_cache(maxsize=512)
def asks_for(layout: Layout, template: str, name: str) -> bool:
    """Whether a block, or a template that it brings in, prints the value of that name (`o.text`)."""
    loader = layout.environment.loader
    if loader is None:
        return False
    todo, seen = [f"{template}.html"], set[str]()
    while todo:
        file = todo.pop()
        if file in seen:
            continue
        seen.add(file)
        try:
            source = loader.get_source(layout.environment, file)[0]
        except jinja2.TemplateNotFound:
            continue
        if name in source:
            return True
        todo += _BRINGS.findall(source)
    return False


def _rendered(environment: jinja2.Environment, name: str, values: Mapping[str, Any]) -> str:
    try:
        return environment.get_template(name).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise InputError(f"{_shown(Path(error.filename or name))}:{error.lineno}: {error.message}") from error
    except jinja2.UndefinedError as error:
        raise InputError(
            f"{_place(error, name)}: {error.message}", "the template asks for a name that the block does not have"
        ) from error
    except UnknownTokenError as error:
        raise InputError(f"{_place(error, name)}: {error.message}", error.hint) from error
    except jinja2.TemplateNotFound as error:
        raise InputError(
            f"layouts: no template {error.name}", "see the blocks/ folder of the layout"
        ) from error


def _place(error: BaseException, name: str) -> str:
    """File and line of the template that an error comes from: Jinja puts them into its trace."""
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        path = Path(frame.f_code.co_filename)
        if path.suffix in (".html", ".css", ".j2") and "layouts" in path.parts:
            return f"{_shown(path)}:{line}"
    return f"layouts: {name}"


def _shown(path: Path) -> str:
    """A template's file from layouts/ on."""
    parts = path.parts
    return "/".join(parts[len(parts) - 1 - parts[::-1].index("layouts") :] if "layouts" in parts else ("layouts", *parts))
