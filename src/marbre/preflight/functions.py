"""PDF functions evaluated (ISO 32000-1, 7.10): sampled, exponential, stitching, PostScript calculator. Bounded."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise, product
from typing import Any

import pikepdf

from marbre.preflight.streams import TooLarge, Undecodable, decoded
from marbre.preflight.tokens import values

Parts = tuple[float, ...]
Function = Callable[[Parts], Parts]
_DEEPEST, _MOST_BYTES, _MOST_STACK = 8, 16 * 2**20, 100
_Pairs = list[tuple[float, float]]


class Unusable(Exception):
    """A function that is no function."""


def function(thing: Any, depth: int = 0) -> Function:
    """A PDF function, or an array of functions of one output each, as a Python function. Raises Unusable."""
    if isinstance(thing, pikepdf.Array):
        if depth or not 0 < len(thing) <= 64:
            raise Unusable("array")
        each = [function(one, depth + 1) for one in thing]
        return lambda parts: tuple(part for one in each for part in one(parts))
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) or depth > _DEEPEST:
        raise Unusable("function")
    try:
        kind = int(thing.get("/FunctionType", -1))
        domain = _pairs(numbers(thing.get("/Domain")))
        limits = _pairs(numbers(thing.get("/Range")))
        inner = _KINDS[kind](thing, domain, limits, depth)
    except (KeyError, TypeError, ValueError, ArithmeticError, IndexError, TooLarge, Undecodable) as error:
        raise Unusable(str(error)) from error
    return _bounded(inner, domain, limits)


def numbers(thing: Any, most: int = 4096) -> list[float]:
    """The numbers of an array; an empty list for anything else. Raises ValueError, TypeError for what is none."""
    if not isinstance(thing, pikepdf.Array) or len(thing) > most:
        return []
    found = [float(one) for one in thing]
    if not all(map(math.isfinite, found)):
        raise ValueError("not finite")
    return found


def _pairs(flat: Sequence[float]) -> _Pairs:
    return list(zip(flat[::2], flat[1::2], strict=False))


def _held(value: float, low: float, high: float) -> float:
    return low if value < low or value != value else high if value > high else value


def _bounded(inner: Function, domain: _Pairs, limits: _Pairs) -> Function:
    def run(parts: Parts) -> Parts:
        held = tuple(_held(part, *pair) for part, pair in zip(parts, domain, strict=False)) if domain else parts
        out = inner(held)
        return tuple(_held(part, *pair) for part, pair in zip(out, limits, strict=False)) if limits else out

    return run


def _between(x: float, x0: float, x1: float, y0: float, y1: float) -> float:
    return y0 if x1 == x0 else y0 + (x - x0) * (y1 - y0) / (x1 - x0)


def _exponential(thing: Any, domain: _Pairs, limits: _Pairs, depth: int) -> Function:
    low, high = numbers(thing.get("/C0")) or [0.0], numbers(thing.get("/C1")) or [1.0]
    power = float(thing.get("/N", 1))

    def run(parts: Parts) -> Parts:
        x = parts[0] if parts else 0.0
        raised = x if power == 1 else (x**power if x > 0 else 0.0 if power > 0 else 1.0)
        return tuple(a + raised * (b - a) for a, b in zip(low, high, strict=False))

    return run


def _stitching(thing: Any, domain: _Pairs, limits: _Pairs, depth: int) -> Function:
    many = thing["/Functions"]
    if not 0 < len(many) <= 512 or not domain:
        raise Unusable("stitching")
    each = [function(one, depth + 1) for one in many]
    edges = [domain[0][0], *numbers(thing.get("/Bounds")), domain[0][1]]
    spans, encode = list(pairwise(edges)), _pairs(numbers(thing.get("/Encode")))
    if len(spans) != len(each) or len(encode) < len(each):
        raise Unusable("stitching")

    def run(parts: Parts) -> Parts:
        x = parts[0] if parts else 0.0
        index = next((index for index, (_, end) in enumerate(spans) if x < end), len(spans) - 1)
        return each[index]((_between(x, *spans[index], *encode[index]),))

    return run


def _sampled(thing: Any, domain: _Pairs, limits: _Pairs, depth: int) -> Function:
    sizes = [int(size) for size in numbers(thing.get("/Size"))]
    bits, outs = int(thing["/BitsPerSample"]), len(limits)
    if not 0 < len(sizes) <= 16 or min(sizes) < 1 or not outs or len(domain) < len(sizes):
        raise Unusable("sampled")
    if bits not in (1, 2, 4, 8, 12, 16, 24, 32) or math.prod(sizes) * outs * bits > 8 * _MOST_BYTES:
        raise Unusable("sampled")
    data = decoded(thing, _MOST_BYTES)
    encode = _pairs(numbers(thing.get("/Encode"))) or [(0.0, size - 1.0) for size in sizes]
    decode = _pairs(numbers(thing.get("/Decode"))) or limits
    top = (1 << bits) - 1

    def sample(place: Sequence[int]) -> Parts:
        index = 0
        for where, size in zip(reversed(place), reversed(sizes), strict=True):
            index = index * size + where
        return tuple(
            _between(_bits(data, (index * outs + out) * bits, bits), 0, top, *decode[out]) for out in range(outs)
        )

    def run(parts: Parts) -> Parts:
        edges: list[list[tuple[int, float]]] = []
        for x, span, target, size in zip(parts, domain, encode, sizes, strict=False):
            spot = _held(_between(x, *span, *target), 0, size - 1)
            low = min(int(spot), max(size - 2, 0))
            rest = spot - low
            edges.append([(low, 1 - rest)] + ([(low + 1, rest)] if rest and low + 1 < size else []))
        if len(edges) < len(sizes):
            raise Unusable("inputs")
        if len(sizes) > 6:
            edges = [[max(pair, key=lambda one: one[1])] for pair in edges]
        total = [0.0] * outs
        for corner in product(*edges):
            weight = math.prod(part for _, part in corner)
            if weight:
                for out, value in enumerate(sample([place for place, _ in corner])):
                    total[out] += weight * value
        return tuple(total)

    return run


def _bits(data: bytes, start: int, count: int) -> int:
    first, last = start // 8, (start + count + 7) // 8
    chunk = data[first:last]
    value = int.from_bytes(chunk + bytes(last - first - len(chunk)), "big")
    return (value >> (last * 8 - start - count)) & ((1 << count) - 1)


def _calculator(thing: Any, domain: _Pairs, limits: _Pairs, depth: int) -> Function:
    program = next(values(decoded(thing, 2**20)), None)
    if not isinstance(program, list) or not limits:
        raise Unusable("calculator")

    def run(parts: Parts) -> Parts:
        stack: list[Any] = [*parts]
        _execute(program, stack, 0)
        out = stack[-len(limits) :]
        return tuple([0.0] * (len(limits) - len(out)) + [float(part) for part in out])

    return run


_PAIRWISE: dict[bytes, Callable[[Any, Any], Any]] = {
    b"add": lambda a, b: a + b, b"sub": lambda a, b: a - b, b"mul": lambda a, b: a * b,
    b"div": lambda a, b: a / b if b else 0.0, b"idiv": lambda a, b: float(int(a / b)) if b else 0.0,
    b"mod": lambda a, b: math.fmod(a, b) if b else 0.0, b"exp": lambda a, b: _power(a, b),
    b"atan": lambda a, b: math.degrees(math.atan2(a, b)) % 360,
    b"eq": lambda a, b: a == b, b"ne": lambda a, b: a != b, b"gt": lambda a, b: a > b, b"ge": lambda a, b: a >= b,
    b"lt": lambda a, b: a < b, b"le": lambda a, b: a <= b,
    b"and": lambda a, b: _logic(a, b, "and"), b"or": lambda a, b: _logic(a, b, "or"),
    b"xor": lambda a, b: _logic(a, b, "xor"),
    b"bitshift": lambda a, b: float(int(a) << min(int(b), 32) if b >= 0 else int(a) >> min(-int(b), 64)),
}  # fmt: skip
_ALONE: dict[bytes, Callable[[Any], Any]] = {
    b"abs": abs, b"neg": lambda a: -a, b"ceiling": lambda a: float(math.ceil(a)),
    b"floor": lambda a: float(math.floor(a)), b"round": lambda a: float(math.floor(a + 0.5)),
    b"truncate": lambda a: float(int(a)), b"cvi": lambda a: float(int(a)), b"cvr": float,
    b"sqrt": lambda a: math.sqrt(a) if a > 0 else 0.0, b"sin": lambda a: math.sin(math.radians(a)),
    b"cos": lambda a: math.cos(math.radians(a)), b"ln": lambda a: math.log(a) if a > 0 else 0.0,
    b"log": lambda a: math.log10(a) if a > 0 else 0.0,
    b"not": lambda a: not a if isinstance(a, bool) else float(~int(a)),
}  # fmt: skip


def _power(base: float, exponent: float) -> float:
    raised = base**exponent if base > 0 or (float(exponent).is_integer() and base) else 0.0
    return raised if isinstance(raised, float) and math.isfinite(raised) else 0.0


def _logic(one: Any, other: Any, kind: str) -> Any:
    a, b = int(one), int(other)
    result = a & b if kind == "and" else a | b if kind == "or" else a ^ b
    return bool(result) if isinstance(one, bool) else float(result)


def _execute(program: list[Any], stack: list[Any], depth: int) -> None:
    """A procedure run on a stack. There are no loops in this language, so it ends."""
    if depth > 16:
        raise Unusable("calculator")
    procedures: list[list[Any]] = []
    for step in program:
        if isinstance(step, list):
            procedures.append(step)
        elif not isinstance(step, tuple):
            stack.append(step)
        elif step[0] in _PAIRWISE:
            right, left = stack.pop(), stack.pop()
            stack.append(_PAIRWISE[step[0]](left, right))
        elif step[0] in _ALONE:
            stack.append(_ALONE[step[0]](stack.pop()))
        elif step[0] == b"if":
            if stack.pop():
                _execute(procedures[-1], stack, depth + 1)
        elif step[0] == b"ifelse":
            _execute(procedures[-2] if stack.pop() else procedures[-1], stack, depth + 1)
        else:
            _shuffle(step[0], stack)
        if len(stack) > _MOST_STACK:
            raise Unusable("stack")


def _shuffle(word: bytes, stack: list[Any]) -> None:
    if word == b"pop":
        stack.pop()
    elif word == b"exch":
        stack[-2:] = stack[-1], stack[-2]
    elif word == b"dup":
        stack.append(stack[-1])
    elif word == b"copy":
        count = int(stack.pop())
        stack += stack[-count:] if 0 < count <= _MOST_STACK else []
    elif word == b"index":
        stack.append(stack[-1 - int(stack.pop())])
    elif word == b"roll":
        turn, count = int(stack.pop()), int(stack.pop())
        if 0 < count <= len(stack):
            turn %= count
            part = stack[-count:]
            stack[-count:] = part[-turn:] + part[:-turn] if turn else part
    else:
        raise Unusable(word.decode("latin-1"))


_KINDS: dict[int, Callable[[Any, _Pairs, _Pairs, int], Function]] = {
    0: _sampled, 2: _exponential, 3: _stitching, 4: _calculator,
}  # fmt: skip
