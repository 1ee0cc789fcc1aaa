"""axe-core on a page that is open: what it finds, without what is Streamlit's own and listed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
# Violations of Streamlit's own parts that nothing of ours can mend: rule, selector, reason.
LISTED = Path(__file__).with_name("streamlit_violations.csv")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The marks of a drawing hold no words and no controls; a map has 3,321 of them.
LEFT_OUT = [[".js-plotly-plot .points"]]
SIDEBAR = ["[data-testid=stSidebar]"]
_RUN = """
async ([tags, leftOut]) => {
    const found = await axe.run({ exclude: leftOut }, {
        runOnly: { type: 'tag', values: tags },
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
    });
    const listed = (all) => all.flatMap((rule) => rule.nodes.map((node) => ({
        rule: rule.id,
        selector: node.target.flat(Infinity).join(' '),
        html: node.html.slice(0, 200),
        why: (node.any.concat(node.all, node.none)[0] || {}).message || rule.help,
    })));
    return { violations: listed(found.violations), passed: found.passes.map((rule) => rule.id) };
}
"""
_MATCHES = "([selector, parts]) => parts.some((p) => document.querySelector(selector)?.closest(p))"


@dataclass(frozen=True)
class Violation:
    """One element that breaks one rule."""

    rule: str
    selector: str
    html: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """What axe found on a page, and the rules that it could hold something to."""

    violations: tuple[Violation, ...]
    passed: frozenset[str]


def check(page: Page, *, sidebar: bool = True) -> Outcome:
    """Run axe on the page as it is now, or on all of it but the sidebar."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(_RUN, [TAGS, LEFT_OUT + ([] if sidebar else [SIDEBAR])])
    violations = (Violation(**row) for row in found["violations"])
    ours = tuple(one for one in violations if not _is_listed(page, one))
    return Outcome(ours, frozenset(found["passed"]))


@cache
def listed() -> tuple[dict[str, str], ...]:
    """The rows of the list: `rule`, `selector` (of the element or of what holds it), `reason`."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _is_listed(page: Page, violation: Violation) -> bool:
    parts = [row["selector"] for row in listed() if row["rule"] == violation.rule]
    return bool(parts) and page.evaluate(_MATCHES, [violation.selector, parts])
