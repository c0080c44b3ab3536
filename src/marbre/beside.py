"""Calls side by side, each in a forked process of its own: what takes long and shares nothing.

A forked process starts with all that is already read, so nothing is sent there; only results come back. Where the
system cannot fork, calls run one after another with the same results.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

Result = TypeVar("Result")
#: What a call says while it runs; heard in the process that asked for it.
Say = Callable[[object], None]
Call = Callable[[Say], Result]
#: Seconds that a call which is told to stop has for leaving.
LEAVE = 10.0


def can_fork() -> bool:
    """Whether this system has a fork that is safe to use."""
    return os.name == "posix" and sys.platform != "darwin"


def side_by_side(calls: Sequence[Call[Result]], hear: Callable[[int, object], None] | None = None) -> list[Result]:
    """The results of `calls`, in their order. `hear` is told (index of the call, what it said).

    Raises what the first failing call raised, once all others were stopped; RuntimeError where one was killed.
    """
    hear = hear or (lambda index, said: None)
    if len(calls) < 2 or not can_fork():
        return [call(lambda said, index=index: hear(index, said)) for index, call in enumerate(calls)]  # type: ignore[misc]
    fork = multiprocessing.get_context("fork")
    ends = [fork.Pipe(duplex=False) for _ in calls]
    processes = [
        fork.Process(target=_run, args=(call, end[1]), daemon=False) for call, end in zip(calls, ends, strict=True)
    ]
    results: dict[int, Result] = {}
    try:
        for process, (_, there) in zip(processes, ends, strict=True):
            process.start()
            there.close()
        waiting = {here: index for index, (here, _) in enumerate(ends)}
        while waiting:
            for here in wait(list(waiting)):
                assert isinstance(here, Connection)
                index = waiting[here]
                kind, value = _received(here)
                if kind == "said":
                    hear(index, value)
                    continue
                if kind == "raised":
                    raise value
                results[index] = value
                del waiting[here]
    finally:
        for process in processes:
            if process.is_alive() and len(results) < len(calls):
                process.terminate()
        for process in processes:
            process.join(LEAVE)
            if process.is_alive():
                process.kill()
                process.join()
    return [results[index] for index in range(len(calls))]


def _received(here: Connection) -> tuple[str, Any]:
    try:
        message: tuple[str, Any] = here.recv()
        return message
    except EOFError:
        return "raised", RuntimeError("a process ended before it had a result")


def _run(call: Call[Result], there: Connection) -> None:
    """In the forked process: the call, its words and its result. A parent that is gone ends it. When it is told to stop it
    leaves as from an exception, so that workers of its own are not left behind."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    try:
        there.send(("returned", call(lambda said: there.send(("said", said)))))
    except BrokenPipeError:
        os._exit(1)
    except KeyboardInterrupt:
        os._exit(130)
    except BaseException as error:
        there.send(("raised", _portable(error)))


def _portable(error: BaseException) -> BaseException:
    """An error that survives the way back; its trace goes along as a note."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError("".join(traceback.format_exception(error)))
    return error
