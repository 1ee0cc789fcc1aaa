"""The command line: each command returns a `Report`; printing and exit statuses are here.

Exit status 0: all is well; 1: problems were found; 2: the command could not run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import duckdb

from etl.build import build_edition
from etl.editions import (
    current_edition,
    open_edition,
    pin,
    resolve,
)
from etl.history import EditionInfo, list_editions
from etl.paths import data_dir, store_dir
from etl.problems import CheckProblems, EtlError, FactProblems, Problem, words
from etl.store import edition_path, store_lock

OK, PROBLEMS, CANNOT_RUN = 0, 1, 2
_SHOWN_PROBLEMS = 50


@dataclass(frozen=True)
class Report:
    """What a command found: its exit status, its result as data, and the same for a person."""

    status: int
    data: dict[str, object]
    lines: list[str] = field(default_factory=list)


Command = Callable[[argparse.Namespace], Report]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Never shows a traceback."""
    # A pipe on Windows would otherwise be written in a code page without Vietnamese.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    report = _run(options)
    _print(report, as_json=options.json)
    return report.status


def _run(options: argparse.Namespace) -> Report:
    try:
        return options.run(options)
    except (FactProblems, CheckProblems) as error:
        return _problems(error.problems, str(error))
    except EtlError as error:
        return _cannot_run(str(error))
    except (OSError, duckdb.Error, MemoryError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        return _cannot_run(words("cli.unexpected", reason=reason))
    except KeyboardInterrupt:
        return _cannot_run(words("cli.interrupted"))


def _problems(problems: Sequence[Problem], summary: str) -> Report:
    lines = [found.text() for found in problems[:_SHOWN_PROBLEMS]]
    if len(problems) > _SHOWN_PROBLEMS:
        lines.append(words("more_problems", count=len(problems) - _SHOWN_PROBLEMS))
    found = [found.as_dict() for found in problems]
    return Report(PROBLEMS, {"problems": found, "message_vi": summary}, [*lines, summary])


def _cannot_run(message: str) -> Report:
    return Report(CANNOT_RUN, {"problems": [], "message_vi": message}, [message])


def _print(report: Report, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report.data, ensure_ascii=False, indent=2))
        return
    stream = sys.stdout if report.status == OK else sys.stderr
    print("\n".join(report.lines), file=stream)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description=words("cli.description"))
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    build = add_command(commands, "build", _build)
    build.add_argument("--if-needed", action="store_true", help=words("cli.if_needed"))
    build.add_argument("--why", default=words("why.build"), help=words("cli.why"))
    add_command(commands, "editions", _editions)
    pinning = add_command(commands, "pin", _pin)
    pinning.add_argument("name", metavar="TÊN", help=words("cli.pin_name"))
    pinning.add_argument("--edition", metavar="MÃ", help=words("cli.pin_edition"))
    add_command(commands, "where", _where)
    checking = add_command(commands, "check", _check)
    checking.add_argument("files", nargs="+", metavar="TỆP", help=words("cli.check_files"))
    checking.add_argument("--annotated", metavar="TỆP", help=words("cli.check_annotated"))
    checking.add_argument("--answers", metavar="TỆP", help=words("cli.answers"))
    loading = add_command(commands, "load", _load)
    loading.add_argument("files", nargs="*", metavar="TỆP", help=words("cli.load_files"))
    loading.add_argument("--answers", metavar="TỆP", help=words("cli.answers"))
    loading.add_argument("--mode", choices=("replace", "add"), help=words("cli.mode"))
    loading.add_argument("--who", metavar="TÊN", help=words("cli.who"))
    taking = add_command(commands, "withdraw", _withdraw)
    taking.add_argument("upload", metavar="MÃ", help=words("cli.upload_id"))
    taking.add_argument("--restore", action="store_true", help=words("cli.restore"))
    add_command(commands, "uploads", _uploads)
    form = add_command(commands, "template", _template)
    form.add_argument("out", metavar="TỆP", help=words("cli.template_out"))
    return parser


def add_command(
    commands: argparse._SubParsersAction, name: str, run: Command
) -> argparse.ArgumentParser:
    """Add a command whose help is `etl.cli.<name>` in the catalogue, with `--json`."""
    text = words(f"cli.{name}")
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument("--json", action="store_true", help=words("cli.json"))
    command.set_defaults(run=run)
    return command


def who() -> str:
    """The person at the command line, as the system knows them."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or "cli"


def _build(options: argparse.Namespace) -> Report:
    started = time.monotonic()
    store = store_dir()
    manifest, is_new = build_edition(
        store, data_dir(), who=who(), why=options.why, if_needed=options.if_needed
    )
    path = edition_path(store, manifest.edition_id)
    data: dict[str, object] = {
        "edition_id": manifest.edition_id,
        "path": str(path),
        "built": is_new,
        "problems": [],
    }
    if not is_new:
        return Report(OK, data, [words("cli.unchanged", edition_id=manifest.edition_id)])
    plans, statements = _counts(manifest.edition_id)
    line = words(
        "cli.built",
        edition_id=manifest.edition_id,
        plans=plans,
        statements=statements,
        seconds=f"{time.monotonic() - started:.1f}".replace(".", ","),
    )
    return Report(OK, data, [line])


def _counts(edition_id: str) -> tuple[int, int]:
    with open_edition(store_dir(), edition_id) as connection:
        plans, statements = connection.execute(
            "SELECT (SELECT count(*) FROM core.plan), (SELECT count(*) FROM core.statement)"
        ).fetchall()[0]
    return plans, statements


def _editions(options: argparse.Namespace) -> Report:
    editions = list_editions(store_dir())
    data = {
        "editions": [
            {
                **info.manifest.as_dict(),
                "current": info.current,
                "published": info.published,
                "on_disk": info.on_disk,
                "pins": list(info.pins),
            }
            for info in editions
        ]
    }
    lines = [_edition_line(info) for info in editions]
    return Report(OK, data, lines or [words("cli.no_editions")])


def _edition_line(info: EditionInfo) -> str:
    notes = words("cli.edition_pins", names=", ".join(info.pins)) if info.pins else ""
    notes += "" if info.on_disk else words("cli.edition_pruned")
    notes += "" if info.published else words("cli.edition_not_published")
    manifest = info.manifest
    return words(
        "cli.edition_line",
        mark="*" if info.current else " ",
        edition_id=manifest.edition_id,
        created_at=manifest.created_at,
        who=manifest.who,
        why=manifest.why,
        notes=notes,
    )


def _pin(options: argparse.Namespace) -> Report:
    store = store_dir()
    edition_id = resolve(store, options.edition) if options.edition else current_edition(store)
    with store_lock(store) as lock:
        made = pin(lock, options.name, edition_id, who())
    line = words("cli.pinned", edition_id=made.edition_id, name=made.name)
    return Report(OK, {"pin": vars(made)}, [line])


def _where(options: argparse.Namespace) -> Report:
    store = store_dir()
    edition_id = current_edition(store)
    path = str(edition_path(store, edition_id))
    return Report(OK, {"edition_id": edition_id, "path": path}, [path])


def _check(options: argparse.Namespace) -> Report:
    from etl.check import check  # reading workbooks is loaded for this command alone

    return check(options)


def _template(options: argparse.Namespace) -> Report:
    from etl.template import write_template

    return write_template(options)


def _load(options: argparse.Namespace) -> Report:
    from etl.load import load

    return load(options)


def _withdraw(options: argparse.Namespace) -> Report:
    from etl.load import withdraw

    return withdraw(options)


def _uploads(options: argparse.Namespace) -> Report:
    from etl.load import uploads

    return uploads(options)
