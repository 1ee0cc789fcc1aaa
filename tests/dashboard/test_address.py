"""What an address means: every choice survives a shared link, nothing in it can break a page."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.address import Options, parse

OPTIONS = Options(
    provinces=("37", "38"),
    communes=("13531", "14161"),
    years=(2026, 2025),
    groups=("data", "security"),
    plans=("giao-minh-2026", "binh-giang-2025"),
)


def test_an_empty_address_means_everything():
    selection = parse({}, OPTIONS, "e").selection
    assert selection.provinces == selection.communes == selection.years == selection.groups == ()
    assert (selection.near, selection.basis) == (True, "exact_near")
    assert (selection.reference, selection.scope) == ("best_peer", "all")


def test_a_full_address_is_read():
    parsed = parse(
        {
            "province": "37,38",
            "commune": "14161",
            "year": "2026,2025",
            "group": "security",
            "near": "0",
            "ref": "plan",
            "ref_plan": "binh-giang-2025",
            "scope": "province",
        },
        OPTIONS,
        "e",
    )
    selection = parsed.selection
    assert parsed.refused == []
    assert selection.provinces == ("37", "38")
    assert selection.years == (2026, 2025)
    assert (selection.near, selection.basis) == (False, "exact")
    assert (selection.reference, selection.ref_plan) == ("plan", "binh-giang-2025")
    assert selection.scope == "province"


@pytest.mark.parametrize(
    ("params", "refused"),
    [
        ({"province": "37,99"}, [("province", "99")]),
        ({"year": "abc"}, [("year", "abc")]),
        ({"near": "maybe"}, [("near", "maybe")]),
        ({"ref": "<script>"}, [("ref", "<script>")]),
        ({"ref": "plan", "ref_plan": "nobody"}, [("ref_plan", "nobody")]),
        ({"scope": "moon"}, [("scope", "moon")]),
    ],
)
def test_what_is_not_understood_is_refused_and_named(params, refused):
    parsed = parse(params, OPTIONS, "e")
    assert parsed.refused == refused
    assert parsed.selection.scope == "all"
    assert parsed.selection.near


def test_the_default_reference_is_the_assigned_value_where_one_is_loaded():
    options = Options((), (), (), (), (), default_reference="official")
    assert parse({}, options, "e").selection.reference == "official"


def links_page():
    import streamlit as st

    import messages
    from dashboard import address, controls
    from dashboard.address import Selection

    messages.set_language("vi")
    st.session_state["_language"] = "vi"
    st.session_state["_selection"] = Selection(edition="e")
    address.read()
    st.text(controls.url("methods", indicator="cover 5g", near=None))


def test_links_keep_the_filters_but_not_what_belongs_to_one_page():
    page = AppTest.from_function(links_page)
    page.query_params["province"] = "37"
    page.query_params["near"] = "0"
    page.query_params["statement"] = "abc"
    page.run()
    assert not page.exception
    query = dict(parse_qsl(urlsplit(page.text[0].value).query))
    assert query == {"province": "37", "indicator": "cover 5g"}
