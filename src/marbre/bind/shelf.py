"""Streams as they were packed for an earlier file: packing is a third of binding, and most pages stay as they were."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from pikepdf import Name, Pdf, Stream


@dataclass(slots=True)
class Shelf:
    """Packed streams by the digest of what is in them: `before` from earlier files, `now` those of this one."""

    before: Mapping[str, bytes] = field(default_factory=dict)
    now: dict[str, bytes] = field(default_factory=dict)

    def packed(self, pdf: Pdf, data: bytes) -> Stream:
        """A stream object with `data` in Flate (ISO 32000-1, 7.4.4)."""
        digest = hashlib.sha256(data).hexdigest()
        body = self.now.get(digest) or self.before.get(digest) or zlib.compress(data)
        self.now[digest] = body
        stream = Stream(pdf, body)
        stream.Filter = Name.FlateDecode
        return stream
