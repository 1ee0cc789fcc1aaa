"""What the tests of uploads share."""

import shutil
from pathlib import Path

import pytest

from etl.answers import Answers
from etl.intake import judge
from etl.paths import DATA_SETTING, STORE_SETTING
from etl.publishing import publish_waiting
from etl.truth import known_now
from etl.upload_store import accept, new_upload
from tests.conftest import SMALL_FACTS
from tests.etl.form_makers import sheet_of
from tests.etl.upload_case import PLAN, Desk, titles


@pytest.fixture(scope="session")
def loaded_store(small_store, tmp_path_factory):
    """A store in which one file was loaded; read-only for tests, which take a copy."""
    folder = tmp_path_factory.mktemp("loaded")
    store = Path(shutil.copytree(small_store, folder / "store"))
    path = folder / "a.xlsx"
    sheet_of(PLAN, titles=titles()).save(path)
    data = path.read_bytes()
    known = known_now(store, SMALL_FACTS)
    (one,) = judge([(path.name, data)], known, Answers(), store)
    accept(store, new_upload(path.name, data, "tests"), data, Answers(), one.rows)
    assert publish_waiting(store, SMALL_FACTS, "tests").refused == {}
    return store


@pytest.fixture
def loaded(loaded_store, tmp_path, monkeypatch, capsys):
    """A desk where `PLAN` was loaded already; far quicker than to load it again."""
    store = Path(shutil.copytree(loaded_store, tmp_path / "store"))
    monkeypatch.setenv(STORE_SETTING, str(store))
    monkeypatch.setenv(DATA_SETTING, str(SMALL_FACTS))
    return Desk(store, tmp_path, capsys)


@pytest.fixture
def desk(own_store, tmp_path, monkeypatch, capsys):
    """A store of the test's own with the small facts."""
    monkeypatch.setenv(STORE_SETTING, str(own_store))
    monkeypatch.setenv(DATA_SETTING, str(SMALL_FACTS))
    return Desk(own_store, tmp_path, capsys)
