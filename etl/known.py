"""What a file is read against: the catalogue, the register, the plans, and a person's answers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.answers import LEAVE_OUT, Answers, AnswersProblem
from etl.commune_names import Commune, CommuneQuestion, Communes, communes_of, find_commune
from etl.fact_files import RawTable
from etl.facts import Facts, load_facts
from etl.headings import fold
from etl.labels import Aliases, Match, aliases_of, normalise, unaccented
from etl.lineage import current_codes
from etl.notices import words
from etl.number_tokens import tidy

Row = Mapping[str, str | None]
ADDED = "new_"  # ids of indicators that people added begin so


@dataclass(frozen=True)
class Known:
    """The catalogue, the register and the plans that a file is read against.

    `mappings`: shape of a header row -> column letter -> role, as people corrected it before.
    """

    aliases: Aliases
    communes: Communes
    indicators: Mapping[str, Mapping[str, str]]  # indicator_id -> its row
    lead_units: Mapping[str, str]  # folded wording -> unit_id
    unit_names: Mapping[str, str] = field(default_factory=dict)  # unit_id -> its name
    groups: tuple[str, ...] = ()
    plans: tuple[Row, ...] = ()
    tasks: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)  # plan_id -> its tasks
    current_code: Mapping[str, str] = field(default_factory=dict)  # commune -> the unit of today
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)
    left_out: frozenset[str] = frozenset()  # normalised labels to leave out
    _found: dict[tuple[str, str], Commune | CommuneQuestion] = field(default_factory=dict)

    def find(self, text: str, province: str) -> Commune | CommuneQuestion:
        """The commune that a text means; where that is open, the one that a person answered."""
        found = self._find(text, province)
        given = self.answers.communes.get(fold(text))
        if isinstance(found, CommuneQuestion) and given and given != LEAVE_OUT:
            return self.communes.by_code[given]
        return found

    def leaves_out(self, text: str, province: str) -> bool:
        """Whether a person left out a name that may mean several communes, or none."""
        said = self.answers.communes.get(fold(text)) == LEAVE_OUT
        return said and isinstance(self._find(text, province), CommuneQuestion)

    def _find(self, text: str, province: str) -> Commune | CommuneQuestion:
        """The commune by the register alone; a long list names each of them many times."""
        if len(self._found) > 50_000:
            self._found.clear()
        key = (text, province)
        if key not in self._found:
            self._found[key] = find_commune(text, self.communes, province=province)
        return self._found[key]

    def identity(self, commune_code: str | None, plan_id: str = "") -> str:
        """The key that plans of one commune share, before and after a merger."""
        return self.current_code.get(commune_code or "", commune_code or plan_id)


def load_known(data: Path) -> Known:
    """What the shipped facts alone hold. Raises FactProblems when they cannot be used."""
    return known_of(load_facts(data))


def known_of(facts: Facts) -> Known:
    """What facts hold, with or without the rows of uploads among them."""
    tables = facts.tables
    indicators = {row["indicator_id"]: _filled(row) for row in rows_of(tables["indicator"])}
    names = [
        {"alias_vi": row["name_vi"], "indicator_id": key, "comparability": "exact"}
        for key, row in indicators.items()
    ]
    tasks: dict[str, list[Row]] = {}
    for row in rows_of(tables["task"]):
        tasks.setdefault(row["plan_id"], []).append(row)
    commune = tables["commune"].columns
    pairs = zip(commune["commune_code"], commune["successor_code"], strict=True)
    return Known(
        aliases_of([*rows_of(tables["alias"]), *names]),
        communes_of(_filled(row) for row in rows_of(tables["commune"])),
        indicators,
        {fold(row["alias_vi"]): row["unit_id"] for row in rows_of(tables["unit"])},
        {row["unit_id"]: row["name_vi"] for row in rows_of(tables["unit"])},
        tuple(tables["indicator_group"].columns["group_id"]),
        tuple(rows_of(tables["plan"])),
        {plan_id: tuple(rows) for plan_id, rows in tasks.items()},
        current_codes(dict(pairs)),
    )


def rows_of(table: RawTable) -> Iterator[dict[str, str | None]]:
    """The rows of a table, each as a mapping of column to text."""
    names = list(table.columns)
    for values in zip(*table.columns.values(), strict=True):
        yield dict(zip(names, values, strict=True))


def _filled(row: Row) -> dict[str, str]:
    return {name: text or "" for name, text in row.items()}


def answered(known: Known, answers: Answers) -> Known:
    """What is known once the answers count too: labels decided, indicators made, communes named.

    Raises AnswersProblem for an answer that names what does not exist.
    """
    for code in answers.communes.values():
        if code != LEAVE_OUT and code not in known.communes.by_code:
            raise AnswersProblem(words("answers.unknown_commune", code=code))
    new = {row["indicator_id"]: row for row in new_indicators(known, answers)}
    meanings = dict(known.aliases.meanings)
    left_out = set()
    for label, answer in answers.labels.items():
        key = normalise(label)
        if LEAVE_OUT in answer:
            left_out.add(key)
            continue
        indicator = indicator_of(answer)
        if indicator not in known.indicators and indicator not in new:
            raise AnswersProblem(words("answers.unknown_indicator", indicator=indicator))
        meanings[key] = frozenset({Match(indicator, _comparability(answer), label)})
    return replace(
        known,
        aliases=Aliases(meanings),
        indicators={**known.indicators, **new},
        answers=answers,
        left_out=frozenset(left_out),
        _found={},
    )


def _comparability(answer: Mapping[str, object]) -> str:
    return str(answer.get("comparability", "exact"))


def indicator_of(answer: Mapping[str, object]) -> str:
    """The indicator that an answer gives a label: one of the catalogue, or a new one's id."""
    if "new" in answer:
        return new_id(str(answer["new"]["name_vi"]))
    return str(answer.get("indicator_id", ""))


def new_id(name: str) -> str:
    """The id of an indicator that a person adds: its words, and a hash that tells it apart."""
    slug = re.sub(r"[^a-z0-9]+", "_", unaccented(name.lower())).strip("_")[:40]
    return f"{ADDED}{slug}_{hashlib.sha256(normalise(name).encode()).hexdigest()[:6]}"


def new_indicators(known: Known, answers: Answers) -> list[dict[str, str]]:
    """Rows of the catalogue for labels that were answered with "new indicator"."""
    made = {}
    for answer in answers.labels.values():
        if "new" not in answer:
            continue
        new = {key: str(text) for key, text in answer["new"].items()}
        units = {row["unit"] for row in known.indicators.values()}
        fits = new["group_id"] in known.groups and new["unit"] in units
        if not fits or new["direction"] not in ("higher", "lower") or not normalise(new["name_vi"]):
            raise AnswersProblem(words("answers.bad_indicator", name=new["name_vi"]))
        indicator_id = new_id(new["name_vi"])
        meant = known.aliases.meanings.get(normalise(new["name_vi"]), ())
        if any(match.indicator_id != indicator_id for match in meant):
            # Two indicators of one name: nobody could tell them apart, and neither would match.
            raise AnswersProblem(words("answers.indicator_exists", name=new["name_vi"]))
        made[indicator_id] = _indicator_row(new)
    return list(made.values())


def _indicator_row(new: Mapping[str, str]) -> dict[str, str]:
    name, share = tidy(new["name_vi"]), new["unit"] == "percent"
    indicator_id = new_id(name)
    return {
        "indicator_id": indicator_id,
        "family_id": indicator_id,
        "name_vi": name,
        "name_en": name,  # nobody has translated it yet
        "short_vi": name,
        "short_en": name,
        "group_id": new["group_id"],
        "unit": new["unit"],
        "direction": new["direction"],
        "floor": "0" if share else "",
        "ceiling": "100" if share else "",
        "numerator_vi": "",
        "denominator_vi": "",
    }


def confirmed_aliases(answers: Answers, used: Iterable[str]) -> list[dict[str, str]]:
    """The labels that a person confirmed and a file used (normalised): aliases from now on."""
    wanted = set(used)
    found = {
        normalise(label): {
            "alias_vi": tidy(label),
            "indicator_id": indicator_of(answer),
            "comparability": _comparability(answer),
        }
        for label, answer in answers.labels.items()
        if LEAVE_OUT not in answer and normalise(label) in wanted
    }
    return list(found.values())
