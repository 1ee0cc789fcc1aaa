"""Undo and bring back: one upload goes, the others stay; exit statuses and words."""

import shutil

import pytest

from etl.store import current_path, edition_path, read_manifest
from tests.etl.upload_case import FIVE_G, LATE, NEW, PLAN, marts, thu_mot

LABEL = "Hộ có máy tính bàn"


def test_withdrawn_restored_and_withdrawn_again(loaded):
    desk, full = loaded, loaded.edition
    (upload,) = desk.uploads()
    empty = read_manifest(desk.store, full).parent
    status, found = desk.run("withdraw", upload)
    assert (status, found["problems"], found["edition_id"]) == (0, [], desk.edition)
    assert found["changes"]["statements"] == {"added": 0, "changed": 0, "removed": 2}
    assert (desk.uploads(), desk.values()) == ([], {})
    assert marts(desk.store, desk.edition) == marts(desk.store, empty)
    assert [row["state"] for row in desk.run("uploads")[1]["uploads"]] == ["withdrawn"]
    status, found = desk.run("withdraw", upload)
    assert status == 2 and "hiện không được dùng" in found["message_vi"]
    status, found = desk.run("withdraw", upload, "--restore")
    assert found["changes"]["statements"] == {"added": 2, "changed": 0, "removed": 0}
    assert (status, desk.uploads()) == (0, [upload])
    assert marts(desk.store, desk.edition) == marts(desk.store, full)
    before = desk.edition
    assert desk.run("withdraw", upload, "--restore") == (0, {"edition_id": None, "problems": []})
    assert desk.edition == before


@pytest.mark.parametrize("name", ["u1", "../../x", "u20260101T000000000000Z-abcdef", ""])
def test_an_upload_that_there_is_not(desk, name):
    for extra in ([], ["--restore"]):
        status, text = desk.say("withdraw", name, *extra)
        assert status == 2 and text.startswith("Không có lượt nạp")


def test_what_was_done_is_said_to_a_person(loaded):
    desk, (upload,) = loaded, loaded.uploads()
    status, text = desk.say("withdraw", upload)
    assert status == 0 and "Đã gỡ “a.xlsx”" in text and "bớt 2 số liệu" in text
    status, text = desk.say("withdraw", upload, "--restore")
    assert status == 0 and "Đã đưa lại “a.xlsx”" in text and "thêm 2" in text
    assert "(đang dùng)" in desk.say("uploads")[1]
    assert f"gỡ lượt nạp {upload} (a.xlsx)" in desk.say("editions")[1]


def test_undoing_an_older_upload_leaves_what_later_ones_added_to_it(desk):
    """The later one added to the plan that the older brought, with the older's new indicator."""
    answers = {"labels": {LABEL: {"new": NEW}}}
    older = desk.taken(desk.file([(1, FIVE_G, "", "%", 40), (2, LABEL, "", "%", 10)]),
                       answers=answers)  # fmt: skip
    later = desk.taken(
        desk.file([(1, LATE, "", "%", 4), (2, LABEL, "", "%", 12)], "b.xlsx"), mode="add"
    )
    new = next(name for name in desk.values() if name.startswith("new_"))
    assert desk.values() == {"coverage_5g": 40, "late_files": 4, new: 12}
    assert desk.run("withdraw", older)[0] == 0
    assert (desk.uploads(), desk.values()) == ([later], {"late_files": 4, new: 12})
    assert desk.rows("SELECT name_vi FROM mart.indicator WHERE indicator_id = ?", new) == [
        ("Hộ có máy tính",)
    ]
    assert desk.run("withdraw", older, "--restore")[0] == 0
    assert desk.uploads() == [later, older], "what is published last counts last"
    assert desk.values()["coverage_5g"] == 40


def test_undoing_replacements_brings_back_what_they_replaced(desk):
    before = marts(desk.store, desk.edition)
    first = desk.taken(desk.file(**thu_mot(PLAN)), mode="replace")
    second = desk.taken(desk.file(**thu_mot([(1, FIVE_G, "", "%", 55)], "b.xlsx")), mode="replace")
    assert desk.values("Thử Một") == {"coverage_5g": 55}
    desk.run("withdraw", first)
    assert desk.values("Thử Một") == {"coverage_5g": 55}
    desk.run("withdraw", second)
    assert marts(desk.store, desk.edition) == before


def damage(path):
    path.write_bytes(b"{")


@pytest.mark.parametrize("hurt", ["rows.json", "all"])
def test_an_upload_whose_folder_is_damaged_can_be_taken_back(loaded, hurt):
    desk, (upload,) = loaded, loaded.uploads()
    folder = desk.store / "uploads" / upload
    if hurt == "all":
        shutil.rmtree(folder)
    else:
        damage(folder / hurt)
    shown = desk.edition
    status, found = desk.run("build")
    assert status == 2 and upload in found["message_vi"]
    assert desk.edition == shown and len(desk.values()) == 2, "what was published is served on"
    assert desk.run("withdraw", upload)[0] == 0
    assert desk.values() == {}


def test_a_withdrawn_upload_stays_out_when_editions_are_damaged(loaded):
    """The chain of manifests tells what was withdrawn, also past editions that do not open."""
    desk, held, (upload,) = loaded, loaded.edition, loaded.uploads()
    desk.run("withdraw", upload)
    for edition_id in (held, desk.edition):
        damage(edition_path(desk.store, edition_id))
    for broken in (None, b"rubbish"):
        if broken is not None:
            current_path(desk.store).write_bytes(broken)
        assert desk.run("load")[1]["edition_id"] is None
        assert desk.run("build")[0] == 0
        assert desk.uploads() == []


def test_an_upload_in_force_survives_a_damaged_current_edition(loaded):
    desk, (upload,) = loaded, loaded.uploads()
    damage(edition_path(desk.store, desk.edition))
    assert desk.values() == {}, "the one before is shown"
    assert desk.run("build")[0] == 0
    assert (desk.uploads(), len(desk.values())) == ([upload], 2)
