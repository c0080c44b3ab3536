"""YAML files of the demonstration, read by the rules of YAML 1.2: only `true` and `false` are booleans.

PyYAML follows YAML 1.1, for which the keys `on` and `no` of the records would be booleans too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml


class Loader(yaml.SafeLoader):
    """PyYAML's safe loader with the booleans of YAML 1.2."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def read(path: Path) -> Any:
    """The content of one file; raises yaml.YAMLError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
