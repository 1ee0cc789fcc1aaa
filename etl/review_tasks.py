"""Reported statuses -> the tasks of a plan they are about; a wording that is not one is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rapidfuzz import fuzz, process

from etl.answers import LEAVE_OUT
from etl.intake_words import table
from etl.known import Known, Row
from etl.labels import CUTOFF, MOST_SUGGESTIONS, normalise
from etl.notices import ERROR, QUESTION, Notice, asks, notice
from etl.number_tokens import tidy
from etl.review import Review
from etl.review_plans import PlanKey, PlanUse

Text = str | None
_PLACE = ("section", "ordinal", "part")


def task_rows(
    review: Review, keys: list[PlanKey], uses: Mapping[PlanKey, PlanUse], known: Known
) -> tuple[list[dict[str, Text]], list[Notice]]:
    """One row a status: plan, place of the task, status, date, source; and what is asked.

    `keys`: of each statement, from `plan_keys`.
    """
    found: list[dict[str, Text]] = []
    notices: list[Notice] = []
    first: dict[tuple[str, str], Mapping[str, object]] = {}
    kinds = review.statements.column("kind")
    for place in [place for place, kind in enumerate(kinds) if kind == "task_status"]:
        row, use = review.statements[place], uses.get(keys[place])
        if row["status"] is None or use is None:
            continue
        tasks = _meant(row, known.tasks.get(use.plan_id, ()), use.plan_id, known)
        if tasks is None:
            notices.append(_question(row, use.plan_id, known))
        for task in tasks or ():
            earlier = first.setdefault((use.plan_id, task_key(task)), row)
            if earlier["status"] != row["status"]:
                notices.append(_two_statuses(earlier, row))
            found.append(_status(row, task, use.plan_id))
    return found, notices


def _two_statuses(earlier: Mapping[str, object], row: Mapping[str, object]) -> Notice:
    other = f"{earlier['sheet']}!{earlier['cell']}"
    said = {"first": _status_name(earlier), "second": _status_name(row)}
    label = str(row["label_vi"])[:120]
    return notice("two_values", ERROR, row["sheet"], row["cell"], label=label, other=other, **said)


def _status_name(row: Mapping[str, object]) -> str:
    """The first wording of a status in Vietnamese."""
    wordings = (one["word"] for one in table("statuses") if one["status"] == row["status"])
    return next(word for word in wordings if word != row["status"])


def task_key(task: Mapping[str, object]) -> str:
    """A task's place in its plan: section, bullet and part."""
    return "|".join(str(task[name] or "") for name in _PLACE)


def _meant(
    row: Mapping[str, object], tasks: tuple[Row, ...], plan_id: str, known: Known
) -> list[Row] | None:
    """The task a wording names; none where it is left out; None where it has to be asked."""
    answer = known.answers.tasks.get(f"{plan_id}|{row['label_vi']}")
    if answer == LEAVE_OUT:
        return []
    if answer:
        return [task for task in tasks if task_key(task) == answer] or None
    wanted = normalise(str(row["label_vi"]))
    same = [task for task in tasks if normalise(str(task["label_vi"])) == wanted]
    return same if len(same) == 1 else None


def _status(row: Mapping[str, object], task: Row, plan_id: str) -> dict[str, Text]:
    return {
        "plan_id": plan_id,
        **{name: task[name] for name in _PLACE},
        "status": str(row["status"]),
        "status_date": str(row["as_of"]) if row["as_of"] else None,
        "status_source": tidy(f"{row['file']} ({row['sheet']}!{row['cell']})"),
    }


def _question(row: Mapping[str, object], plan_id: str, known: Known) -> Notice:
    tasks = {task_key(task): str(task["label_vi"]) for task in known.tasks.get(plan_id, ())}
    wanted = normalise(str(row["label_vi"]))
    alike = process.extract(
        wanted,
        {key: normalise(label) for key, label in tasks.items()},
        scorer=fuzz.token_sort_ratio,
        score_cutoff=CUTOFF,
        limit=MOST_SUGGESTIONS,
    )
    items = [
        {"task": key, "label_vi": tasks[key], "confidence": round(score, 1)}
        for _, score, key in alike
    ]
    label = str(row["label_vi"])
    details = {"label": label, "plan_id": plan_id, "suggestions": items}
    details |= asks("tasks", f"{plan_id}|{label}")
    choices = "; ".join(f"{item['label_vi']} ({item['confidence']:.0f}%)" for item in items[:3])
    code = "unknown_task" if items else "no_such_task"
    place = (row["sheet"], row["cell"])
    found = notice(code, QUESTION, *place, details, label=label[:120], choices=choices)
    return replace(found, code="unknown_task")
