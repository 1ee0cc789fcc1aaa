"""Bytes of a workbook -> sheets with every cell, in a child process with limits.

Values come from python-calamine. What it turns into empty cells (errors, formulas without a
stored value) is found in the file itself, so that nothing is read as blank that is not blank.
The child speaks JSON: a file that takes it over could still only send data.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO, Any

import python_calamine

from etl.archive import kind_of_file
from etl.paths import PROJECT_DIR
from etl.workbook import Limits, Sheet, SheetFacts, Workbook, WorkbookProblem
from etl.workbook_messages import Message, messages

_ENVIRONMENT = ("PATH", "SYSTEMROOT", "PYTHONPATH", "LD_LIBRARY_PATH")  # no secrets
_ABORTED = (-6, -9, -11)  # how a process ends when the memory limit hits a native library
_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    separators=(",", ":"),
    default=lambda value: value.isoformat() if hasattr(value, "isoformat") else str(value),
)


def read(data: bytes, limits: Limits | None = None) -> Workbook:
    """A workbook read in this process: for tests and for callers that are already a child.

    Raises WorkbookProblem when the file is not taken in.
    """
    try:
        return _assemble(json.loads(_line(said)) for said in messages(data, limits or Limits()))
    except python_calamine.CalamineError:
        raise WorkbookProblem("damaged_file") from None


def read_in_child(data: bytes, name: str = "", limits: Limits | None = None) -> Workbook:
    """A workbook read in a child process with a memory and a time limit.

    `name` is what the sender calls the file; it decides nothing. On Windows only the time
    limit holds. Raises WorkbookProblem, always with the cause, when the file is not taken in.
    """
    limits = limits or Limits()
    kind_of_file(data, limits)  # what the first bytes tell needs no process
    command = [sys.executable, "-X", "utf8", "-m", "etl.read_workbook", _limits_text(limits)]
    with subprocess.Popen(
        command,
        cwd=PROJECT_DIR,
        env=_child_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        late = threading.Event()
        timer = threading.Timer(limits.seconds, lambda: (late.set(), child.kill()))
        timer.start()
        try:
            return _talk(child, data, limits, late)
        finally:
            timer.cancel()
            child.kill()


def _child_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    # Spare arenas of the allocator would count against the memory limit.
    return kept | {"MALLOC_ARENA_MAX": "1"}


def _limits_text(limits: Limits) -> str:
    return json.dumps(vars(limits))


def _talk(
    child: subprocess.Popen[bytes], data: bytes, limits: Limits, late: threading.Event
) -> Workbook:
    assert child.stdin and child.stdout
    try:
        child.stdin.write(data)
        child.stdin.close()
    except OSError:
        pass  # the child has ended; its status tells why
    try:
        return _assemble(_received(child.stdout, limits))
    except _Cut:
        pass
    status = child.wait()
    if late.is_set() or status == -24:  # SIGXCPU
        raise WorkbookProblem("too_slow", limit=limits.seconds)
    if status in _ABORTED:
        raise WorkbookProblem("too_much_memory", limit=limits.memory_bytes // 2**20)
    raise WorkbookProblem("damaged_file")


class _Cut(Exception):
    """The child stopped before it had said everything."""


def _received(stream: IO[bytes], limits: Limits) -> Iterator[Message]:
    size = 0
    while line := stream.readline(limits.text_bytes - size + 1):
        size += len(line)
        if size > limits.text_bytes:
            raise WorkbookProblem("too_much_text", limit=limits.text_bytes // 2**20)
        try:
            yield json.loads(line)
        except ValueError:
            raise _Cut from None
    raise _Cut


def _assemble(messages: Iterator[Message]) -> Workbook:
    sheets: list[Sheet] = []
    for message in messages:
        if "rows" in message:
            sheets[-1].values.extend(message["rows"])
        elif "sheet" in message:
            sheets.append(Sheet(message["sheet"], message["state"], [], _facts(message)))
        elif "problem" in message:
            raise WorkbookProblem(message["problem"], **message["params"])
        else:
            return Workbook(message["end"], sheets)
    raise _Cut


def _facts(message: Message) -> SheetFacts:
    special = {(row, column): (kind, text) for row, column, kind, text in message["special"]}
    areas = {key: [tuple(area) for area in message[key]] for key in message["areas"]}
    return SheetFacts(special, **areas)


def _limit_this_process(limits: Limits) -> None:
    """Bound memory and processor time; forbid files and processes. POSIX only."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    for nothing in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(nothing, (0, 0))


def _main() -> None:
    """The child: a workbook on standard input, JSON lines on standard output."""
    limits = Limits(**json.loads(sys.argv[1]))
    _limit_this_process(limits)
    gc.disable()  # the process ends before garbage matters
    out = sys.stdout.buffer
    try:
        for message in messages(sys.stdin.buffer.read(), limits):
            out.write(_line(message))
    except WorkbookProblem as problem:
        _say(out, problem.code, problem.params)
    except MemoryError:
        _say(out, "too_much_memory", {"limit": limits.memory_bytes // 2**20})
    except BaseException:  # a library's panic is no ordinary exception
        _say(out, "damaged_file", {})
    out.flush()
    os._exit(0)  # whatever thread is still at work


def _line(message: Message) -> bytes:
    return _ENCODER.encode(message).encode("utf-8", "replace") + b"\n"


def _say(out: IO[bytes], code: str, params: dict[str, Any]) -> None:
    out.write(json.dumps({"problem": code, "params": params}).encode() + b"\n")


if __name__ == "__main__":
    _main()
