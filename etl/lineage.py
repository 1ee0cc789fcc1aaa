"""Mergers of communes, flattened: which unit is each one today?

Done here because the SQL of an edition has no recursion.
"""

from __future__ import annotations

from collections.abc import Mapping

Successors = Mapping[str | None, str | None]


def find_cycle(code: str | None, successors: Successors) -> list[str]:
    """The codes from `code` back to itself, or an empty list; cycles elsewhere are not its own."""
    path = [code] if code else []
    seen = set(path)
    step = successors.get(code)
    while step and step not in seen:
        path.append(step)
        seen.add(step)
        step = successors.get(step)
    return [*path, step] if step and step == code else []


def current_codes(successors: Successors) -> dict[str, str]:
    """For every code the last unit of its chain of successors.

    Raises ValueError on a cycle, which the checks of the facts report first, with file and line.
    """
    return {code: _last(code, successors) for code in successors if code}


def _last(code: str, successors: Successors) -> str:
    seen = {code}
    while successors.get(code):
        code = str(successors[code])
        if code in seen:
            raise ValueError(f"succession of communes is circular at {code}")
        seen.add(code)
    return code
