"""Sentences of ambition: true for one plan, for nothing shared, for ties, for too few."""

import pandas as pd
import pytest

import messages
from dashboard.narrative import ambition as narrative

NAMES = {"gm": "Giao Minh 2026", "bg": "Bình Giang 2025", "tm": "Thanh Miện 2025"}
DUEL = ["plan_a", "plan_b", "shared", "a_more", "same", "b_more", "mean_difference"]
PROFILE = ["plan_id", "breadth_n", "rated", "targets", "target_groups", "score", "rank"]


def duels(*rows):
    both = []
    for a, b, shared, more, same, less in rows:
        both += [(a, b, shared, more, same, less, 4.4), (b, a, shared, less, same, more, -4.4)]
    return pd.DataFrame(both, columns=DUEL)


def profiles(*rows):
    return pd.DataFrame(list(rows), columns=PROFILE)


GM = ("gm", 27, True, 47, 9, 89.7, 1)
BG = ("bg", 21, True, 28, 7, 76.6, 2)
TM = ("tm", 1, False, 0, 0, None, None)


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")


def test_the_best_founded_pair_comes_first():
    found = duels(("bg", "gm", 18, 4, 6, 8), ("gm", "tm", 1, 0, 0, 1))
    sentences = narrative.opening(found, profiles(GM, BG, TM), 2, NAMES, 31)
    assert sentences[0].startswith(
        "Giao Minh 2026 đặt cao hơn Bình Giang 2025 ở 8 trong 18 chỉ tiêu chung, bằng nhau ở 6, "
        "thấp hơn ở 4."
    )
    assert sentences[1].startswith("Giao Minh 2026 phủ rộng nhất: đặt con số cho 27/31")
    assert sentences[2] == (
        "Chưa đủ kế hoạch để xếp hạng (mới có 2). "
        "Không tính điểm: Thanh Miện 2025, vì quá ít chỉ tiêu bằng số."
    )


def test_one_plan():
    sentences = narrative.opening(duels(), profiles(GM), 3, NAMES, 31)
    assert sentences[0].startswith("Chỉ có một kế hoạch")
    assert len(sentences) == 2


def test_no_plan():
    assert narrative.opening(duels(), profiles(), 3, NAMES, 31) == [
        "Không kế hoạch nào khớp với lựa chọn; hãy bỏ bớt bộ lọc."
    ]


def test_nothing_shared():
    sentences = narrative.opening(duels(), profiles(GM, TM), 3, NAMES, 31)
    assert sentences[0] == "Các kế hoạch đang xem không có chỉ tiêu nào cùng đặt."


def test_too_few_shared_names_no_winner():
    found = duels(("gm", "tm", 4, 4, 0, 0))
    sentences = narrative.opening(found, profiles(GM, TM), 3, NAMES, 31)
    assert "quá ít để kết luận" in sentences[0]
    assert "đặt cao hơn Thanh Miện" not in sentences[0]
    assert narrative.duel_words(found.iloc[0], NAMES).endswith(
        "4 chỉ tiêu chung: quá ít để kết luận"
    )


def test_a_tie_has_no_winner():
    words = narrative.duel_words(duels(("gm", "bg", 11, 4, 3, 4)).iloc[0], NAMES)
    assert words.startswith("Giao Minh 2026 và Bình Giang 2025 ngang nhau trên 11 chỉ tiêu chung")


def test_equally_broad_plans_are_all_named():
    level = [(plan, 21, True, 28, 7, 70.0, 1) for plan in ("gm", "bg")]
    sentence = narrative.opening(duels(), profiles(*level), 2, NAMES, 31)[1]
    assert sentence.startswith("Giao Minh 2026 và Bình Giang 2025 phủ rộng nhất")


def test_nobody_sets_a_core_indicator():
    bare = [(plan, 0, False, 0, 0, None, None) for plan in ("gm", "bg")]
    sentence = narrative.opening(duels(), profiles(*bare), 0, NAMES, 31)[1]
    assert sentence.startswith("Không kế hoạch nào đang xem đặt con số")


def test_not_rated_says_why():
    reason = narrative.unrated_reason(profiles(TM).iloc[0], NAMES)
    assert reason == (
        "Thanh Miện 2025: phần mục tiêu không có chỉ tiêu nào bằng số; "
        "cần từ 10 chỉ tiêu thuộc từ 3 nhóm."
    )
    few = profiles(("tm", 7, False, 8, 2, None, None)).iloc[0]
    assert "có 8 chỉ tiêu bằng số thuộc 2 nhóm" in narrative.unrated_reason(few, NAMES)


def test_ranks_are_named_from_five_plans_on():
    rows = profiles(BG, GM)
    assert narrative.score_title(rows, 4, NAMES).startswith("Chưa đủ kế hoạch để xếp hạng")
    assert narrative.score_title(rows, 5, NAMES) == (
        "Giao Minh 2026: 89,7 điểm, hạng 1 trong 5 kế hoạch tính điểm"
    )


def test_the_first_tier_is_named_and_ranks_are_intervals():
    plans = pd.DataFrame({"plan_id": ["gm", "bg", "tm"], "tier": [1, 1, 2]})
    assert narrative.rank_title(plans, NAMES) == (
        "Bậc 1 trong 2 bậc: Giao Minh 2026 và Bình Giang 2025"
    )
    row = {"rank_p05": 1, "rank_p50": 2, "rank_p95": 3, "tier": 1}
    assert narrative.rank_words(row) == "hạng 1–3, giữa 2 · bậc 1"


def test_what_moves_ranks_most():
    choices = pd.DataFrame({"choice": ["near", "weights"], "share": [0.1, 0.43]})
    assert "trọng số: riêng nó giải thích 43%" in narrative.choice_words(choices)
    still = choices.assign(share=0.0)
    assert narrative.choice_words(still) == "Hạng không đổi dù tính theo cách nào."


def test_the_mean_difference_is_not_said_from_too_few():
    rows = pd.DataFrame({"comparability": ["near"] * 4, "unit": ["percent"] * 4})
    duel = {"mean_difference": 4.4}
    assert "trung bình" not in narrative.pair_summary(duel, rows)
    many = pd.DataFrame({"comparability": ["exact"] * 5, "unit": ["percent"] * 5})
    assert narrative.pair_summary(duel, many).startswith(
        "Chênh lệch trung bình +4,4 điểm phần trăm trên 5 chỉ tiêu"
    )
