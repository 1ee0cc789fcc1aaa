"""A deck has the figures of the marts, words of one language, and says how far it reaches."""

import re
from datetime import date

import pytest

import messages
from dashboard import data, deck_request
from dashboard.address import Selection
from dashboard.deck import MAX_ROWS, Bars, Dots, Grid, Slopes, as_table, rows_that_fit
from dashboard.deck_scene import EVERYWHERE, STORIES, Request
from dashboard.deck_stories import build

VIETNAMESE = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")
    yield
    messages.set_language("vi")


def request_for(story="province", **changes):
    choices = {
        "selection": Selection(edition=data.current_edition()),
        "story": story,
        "area": "37",
        "unit": "14161",
        "group": "government",
        "day": date(2027, 10, 10),
        "place": "Ninh Bình",
        "link": "http://127.0.0.1:8501/tong-quan",
    }
    return Request(**{**choices, **changes})


def slide(deck, key):
    return next(one for one in deck.slides if one.key == key)


def texts(deck):
    """Every text of a deck, notes and tables included."""
    found = [deck.title, deck.subtitle, deck.source]
    for one in deck.slides:
        found += [one.title, one.summary, one.caption, *one.body, *one.notes]
        table = as_table(one.chart, "") if one.chart is not None else one.table
        for row in [table.columns, *table.rows] if table else []:
            found += row
    found += [text for one in deck.left_out for text in (one.title, one.reason)]
    return [text for text in found if text]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("story", STORIES)
def test_a_story_opens_says_its_basis_and_ends_with_sources_and_closing(story):
    deck = build(request_for(story))
    keys = [one.key for one in deck.slides]
    assert keys[:2] == ["opening", "basis"]
    assert keys[-2:] == ["sources", "closing"]
    assert len(deck.slides) >= 8
    assert all(one.notes for one in deck.slides)
    assert len(set(keys)) == len(keys)
    for one in deck.slides:
        if one.chart is not None:
            assert 1 <= len(as_table(one.chart, "").rows) <= MAX_ROWS
        if one.table is not None:
            assert len(one.table.rows) <= MAX_ROWS


@pytest.mark.usefixtures("store")
def test_the_opening_names_day_and_place_and_the_basis_its_share():
    deck = build(request_for())
    assert slide(deck, "opening").body[:2] == (
        "Ngày Chuyển đổi số quốc gia 10/10/2027",
        "Ninh Bình, 10/10/2027",
    )
    assert slide(deck, "basis").title == "Bài trình bày dựa trên 2/129 xã, phường của Ninh Bình"
    other = build(request_for(day=date(2027, 3, 1)))
    assert not any("Ngày Chuyển đổi số" in line for line in slide(other, "opening").body)


@pytest.mark.parametrize("reference", ["best_peer", "official"])
def test_gaps_are_those_of_the_mart(edition, reference):
    selection = Selection(edition=data.current_edition(), reference=reference)
    deck = build(request_for("group", area=EVERYWHERE, selection=selection))
    chart = slide(deck, "gaps").chart
    assert isinstance(chart, Dots)
    there, own = chart.series
    for identity, value, held in zip(own.ids, own.values, there.values, strict=True):
        row = (
            edition.cursor()
            .execute(
                "SELECT value, reference_value, gap FROM mart.gap WHERE statement_id = ? "
                "AND reference = ? AND basis = 'exact_near' AND scope = 'all' "
                "AND years = 'same_or_earlier'",
                [identity, reference],
            )
            .fetchone()
        )
        assert (value, held) == (float(row[0]), float(row[1]))
        assert float(row[2]) > 0


@pytest.mark.usefixtures("store")
def test_near_pairs_are_marked_wherever_they_stand_and_go_when_switched_off():
    one = slide(build(request_for()), "gaps")
    assert "40 điểm phần trăm: ≈\u00a0CSDL liên thông" in one.title
    assert any(label.startswith("≈ ") for label in one.chart.labels)
    exact = Selection(edition=data.current_edition(), near=False)
    strict = slide(build(request_for(selection=exact)), "gaps")
    assert not any("≈" in text for text in (strict.title, *strict.chart.labels))


def test_slopes_are_those_of_the_mart(edition):
    chart = slide(build(request_for()), "slopes").chart
    assert isinstance(chart, Slopes)
    rows = (
        edition.cursor()
        .execute(
            "SELECT from_statement_id, to_statement_id, from_value, to_value, change "
            "FROM mart.growth WHERE link = 'same_province' "
            "AND from_plan_id = 'binh-giang-2025' AND to_plan_id = 'giao-minh-2026'"
        )
        .fetchall()
    )
    known = {(a, b): (float(x), float(y), change) for a, b, x, y, change in rows if x is not None}
    drawn = zip(
        chart.start.ids, chart.end.ids, chart.start.values, chart.end.values, chart.changes,
        strict=True,
    )  # fmt: skip
    for first, second, x, y, change in drawn:
        assert known[first, second] == (x, y, change)
    assert "Phủ sóng 5G" in chart.labels
    place = chart.labels.index("Phủ sóng 5G")
    assert (chart.start.texts[place], chart.end.texts[place]) == ("trên 30%", "tối thiểu 70%")


def test_coverage_ambition_and_pairs_are_those_of_the_marts(edition):
    deck = build(request_for())
    cursor = edition.cursor()
    sums = dict(
        cursor.execute("SELECT plan_id, sum(set) FROM mart.coverage GROUP BY plan_id").fetchall()
    )
    grid = slide(deck, "coverage").chart
    assert isinstance(grid, Grid)
    shown = {label: cells[-1].text for label, cells in zip(grid.rows, grid.cells, strict=True)}
    assert shown == {
        "Giao Minh 2026": f"{sums['giao-minh-2026']}/31",
        "Bình Giang 2025": f"{sums['binh-giang-2025']}/31",
    }
    scores = dict(
        cursor.execute(
            "SELECT component, score FROM mart.ambition WHERE plan_id = 'giao-minh-2026'"
        ).fetchall()
    )
    chart = slide(deck, "profile").chart
    assert isinstance(chart, Bars)
    place = chart.labels.index("Giao Minh 2026")
    values = [one.values[place] for one in chart.series]
    assert values == [float(scores[name]) for name in ("level", "breadth", "firmness")]
    pair = cursor.execute(
        "SELECT a_more, same, b_more FROM mart.head_to_head "
        "WHERE plan_a = 'giao-minh-2026' AND plan_b = 'binh-giang-2025'"
    ).fetchone()
    duel = slide(deck, "duel").chart
    assert [one.values[0] for one in duel.series] == [float(count) for count in pair]


@pytest.mark.usefixtures("store")
def test_too_few_plans_to_rank_is_said_and_no_rank_is_shown():
    deck = build(request_for())
    assert "Chưa đủ kế hoạch để xếp hạng (mới có 3)." in slide(deck, "profile").summary
    reasons = {one.key: one.reason for one in deck.left_out}
    assert "mới có 3" in reasons["ranks"]
    assert "ranks" not in [one.key for one in deck.slides]


@pytest.mark.usefixtures("store")
def test_a_commune_that_is_only_inferred_is_off_until_it_is_asked_for():
    hidden = build(request_for("group", area=EVERYWHERE))
    on_slides = [
        text
        for one in hidden.slides
        for text in (one.title, one.summary, *one.body, *texts_of(one))
    ]
    assert not any("Nghi Xuân" in text for text in on_slides)
    assert any("Nghi Xuân" in note for note in slide(hidden, "basis").notes)  # told to the speaker
    shown = build(request_for("group", area=EVERYWHERE, inferred=True))
    assert any("Nghi Xuân" in text for text in texts_of(slide(shown, "basis")))


def texts_of(one):
    table = as_table(one.chart, "") if one.chart is not None else one.table
    return [text for row in table.rows for text in row] if table else []


@pytest.mark.parametrize("story", STORIES)
def test_an_english_deck_has_no_vietnamese_word_of_ours(edition, story):
    messages.set_language("en")
    deck = build(request_for(story, area=EVERYWHERE))
    cursor = edition.cursor()
    known = [
        value
        for sql in (
            "SELECT commune_name FROM mart.plan",
            "SELECT province_vi FROM mart.plan",
            "SELECT number FROM mart.plan",
            "SELECT label_vi FROM mart.statement",
            "SELECT document FROM mart.official",
            "SELECT clause FROM mart.official",
            "SELECT name_vi FROM mart.commune WHERE current_code IN "
            "(SELECT identity_key FROM mart.plan)",
        )
        for (value,) in cursor.execute(sql).fetchall()
        if value
    ]
    known += [name[:1].lower() + name[1:] for name in known]
    known.sort(key=len, reverse=True)  # whole names before their parts
    left = []
    for text in texts(deck):
        for value in known:
            text = text.replace(value, "")
        if VIETNAMESE.search(text):
            left.append(text)
    assert left == []


@pytest.mark.usefixtures("store")
def test_notes_say_where_each_figure_stands():
    notes = slide(build(request_for()), "slopes").notes
    assert "Nguồn gốc từng con số:" in notes
    assert any(
        "Phủ sóng 5G: tối thiểu 70%; Giao Minh 2026, 77/KH-UBND, mục" in note for note in notes
    )


def test_labels_of_several_lines_leave_room_for_fewer_rows():
    assert rows_that_fit(["x" * 30] * 12, 12) == 12
    assert rows_that_fit(["x" * 80] * 12, 12) == 7
    assert rows_that_fit(["x" * 120] * 12, 12) == 5


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 9), date(2026, 10, 10)),
        (date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 10, 11), date(2027, 10, 10)),
    ],
)
def test_the_next_tenth_of_october(today, expected):
    assert deck_request.next_digital_day(today) == expected
