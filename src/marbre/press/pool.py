"""Blocks from jobs: what the cache has is taken from it, the rest is laid out in worker processes with a time limit.

Execution is a `concurrent.futures.Executor`: local processes by default, any other by passing one.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from marbre.beside import can_fork
from marbre.block import Block, Complaint, Sheet
from marbre.press import cache
from marbre.press.engine import Galley, PressSetup, render_listening, start
from marbre.press.files import file_digests

BATCH = 24
#: So many blocks are laid out by the one worker that was opened early; more are worth a worker on each core.
FEW = 12
SECONDS_A_BLOCK = 20.0


@dataclass(frozen=True, slots=True)
class Job:
    """One block to compose: `html` the piece, `css` the shared stylesheet, `page` the named CSS page it is laid on,
    `style` rules of this block alone."""

    html: str
    css: str
    language: str
    page: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a run of the press gave: blocks in the order of the jobs, and how many of them were laid out anew."""

    blocks: tuple[Block, ...]
    rendered: int


@lru_cache(maxsize=4)
def setup_digest(setup: PressSetup) -> str:
    """The digest of what all jobs share: the engine, the faces and the inks."""
    from importlib.metadata import version

    faces = sorted(
        (path.name, path.stat().st_size, path.stat().st_mtime_ns)
        for path in setup.fonts.rglob("*")
        if path.suffix.lower() in (".ttf", ".otf")
    )
    names = [[name, size] for name, size, _ in faces]
    inks = [repr(setup.inks), _profile_digest(setup), setup.overprint_text, setup.overprint_line]
    parts = [_own_code(), version("weasyprint"), names, inks, setup.substitutes]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _profile_digest(setup: PressSetup) -> str:
    return hashlib.sha256(setup.separation.read_bytes()).hexdigest() if setup.separation else ""


def _own_code() -> str:
    """The digest of the press itself: a change here makes every block anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=64)
def _css_digest(css: str, root: Path | None) -> str:
    return hashlib.sha256((css + file_digests(css, root)).encode()).hexdigest()


def job_key(job: Job, setup: PressSetup) -> str:
    """The digest of all that a block is made from."""
    css, shown = _css_digest(job.css, setup.root), file_digests(job.html, setup.root)
    parts = (setup_digest(setup), css, job.style, job.language, job.page, job.html, shown)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(slots=True)
class Press:
    """A press for one run: opens its workers only when there is something to lay out.

    `early` opens one at once, when something probably will be: it gets ready while copy is still being read.
    """

    setup: PressSetup
    cache_file: Path
    workers: int = 0
    executor: Executor | None = None
    early: bool = False
    _early: ProcessPoolExecutor | None = None

    def __enter__(self) -> Press:
        if self.early and self.executor is None:
            self._early = self._opened(1)
            self._early.submit(os.getpid)
        return self

    def __exit__(self, *_: object) -> None:
        for executor in (self.executor, self._early):
            if isinstance(executor, ProcessPoolExecutor):
                _stop(executor)
            elif executor is not None:
                executor.shutdown(wait=False, cancel_futures=True)

    def press(self, jobs: Sequence[Job], progress: Callable[[int, int], None] | None = None) -> Pressed:
        """Blocks for `jobs`, from the cache or laid out. `progress` is told (done, all)."""
        keys = [job_key(job, self.setup) for job in jobs]
        blocks = cache.read(self.cache_file, keys)
        missing = {key: job for key, job in zip(keys, jobs, strict=True) if key not in blocks}
        done = len(set(keys)) - len(missing)
        total = len(set(keys))
        for batch in self._laid_out(missing):
            cache.write(self.cache_file, batch)
            blocks.update({block.key: block for block in batch})
            done += len(batch)
            if progress:
                progress(done, total)
        return Pressed(tuple(blocks[key] for key in keys), len(missing))

    def _laid_out(self, missing: dict[str, Job]) -> Iterator[list[Block]]:
        if not missing:
            return
        waiting = list(_batches(missing.items()))
        if self.executor is None and self._early is not None and (len(missing) <= FEW or self.workers == 1):
            self.executor, self._early = self._early, None
        futures = [(batch, self._submit(batch)) for batch in waiting]
        for batch, future in futures:
            try:
                yield future.result(timeout=SECONDS_A_BLOCK * (1 + len(futures)))
            except (OutOfTime, BrokenProcessPool):
                self._replace_workers()
                yield [self._alone(key, job) for key, job in batch]

    def _alone(self, key: str, job: Job) -> Block:
        """One block by itself, after its batch took too long or brought its worker down."""
        try:
            (block,) = self._submit([(key, job)]).result(timeout=SECONDS_A_BLOCK)
            return block
        except (OutOfTime, BrokenProcessPool):
            self._replace_workers()
            return Block(key, (_blank(),), (Complaint("block_timeout", f"{SECONDS_A_BLOCK:g} s"),))

    def _submit(self, batch: list[tuple[str, Job]]) -> Future[list[Block]]:
        if self.executor is None:
            self.executor = self._opened(self.workers or os.cpu_count() or 1)
        return self.executor.submit(lay_out, batch, self.setup)

    def _opened(self, workers: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("fork" if can_fork() else "spawn")
        return ProcessPoolExecutor(workers, context, initializer=start, initargs=(self.setup,))

    def _replace_workers(self) -> None:
        if isinstance(self.executor, ProcessPoolExecutor):
            _stop(self.executor)
        self.executor = None


def _stop(executor: ProcessPoolExecutor) -> None:
    """End workers at once, whatever they are at, and wait for the threads that watched them: a fork may follow."""
    for process in list((executor._processes or {}).values()):
        process.kill()
    executor.shutdown(wait=True, cancel_futures=True)


def _batches(jobs: Iterable[tuple[str, Job]]) -> Iterator[list[tuple[str, Job]]]:
    """Jobs that share stylesheet and language, a dozen at a time; a job with rules of its own goes alone."""
    alike: dict[tuple[str, str], list[tuple[str, Job]]] = {}
    for key, job in jobs:
        if job.style:
            yield [(key, job)]
        else:
            alike.setdefault((job.css, job.language), []).append((key, job))
    for group in alike.values():
        for first in range(0, len(group), BATCH):
            yield group[first : first + BATCH]


def lay_out(batch: list[tuple[str, Job]], setup: PressSetup) -> list[Block]:
    """In a worker: the blocks of one batch. A complaint that names no piece sends the batch through again, one by one, to know
    whose it is."""
    first = batch[0][1]
    galley = Galley(tuple((job.page, job.html) for _, job in batch), first.css, first.style, first.language)
    try:
        pieces, own, unplaced = render_listening(galley, setup)
    except Exception as error:
        if len(batch) > 1:
            return [block for pair in batch for block in lay_out([pair], setup)]
        return [_without_effects(batch[0][0], galley, setup, f"{type(error).__name__}: {error}")]
    if unplaced and len(batch) > 1:
        return [block for pair in batch for block in lay_out([pair], setup)]
    return [
        Block(key, sheets or (_blank(),), (*unplaced, *said)) for (key, _), sheets, said in zip(batch, pieces, own, strict=True)
    ]


#: What is left out of a block that the engine could not paint: gradients, shadows, transparency.
_PLAIN = "*{background-image:none!important;box-shadow:none!important;opacity:1!important}"


def _without_effects(key: str, galley: Galley, setup: PressSetup, said: str) -> Block:
    """A block that failed, once more without its effects; if that fails too, an empty one that says why."""
    try:
        pieces, own, unplaced = render_listening(replace(galley, style=galley.style + _PLAIN), setup)
    except Exception:
        return Block(key, (_blank(),), (Complaint("block_failed", said),))
    return Block(key, pieces[0] or (_blank(),), (Complaint("paint_not_carried", said), *unplaced, *own[0]))


def _blank() -> Sheet:
    return Sheet(0, 0, b"", b"")


def with_complaint(block: Block, complaint: Complaint) -> Block:
    """A block with one more complaint."""
    return replace(block, complaints=(*block.complaints, complaint))
