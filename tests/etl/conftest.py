"""What the tests of uploads share."""

import pytest

from etl.paths import DATA_SETTING, STORE_SETTING
from tests.conftest import SMALL_FACTS
from tests.etl.upload_case import Desk


@pytest.fixture
def desk(own_store, tmp_path, monkeypatch, capsys):
    """A store of the test's own with the small facts."""
    monkeypatch.setenv(STORE_SETTING, str(own_store))
    monkeypatch.setenv(DATA_SETTING, str(SMALL_FACTS))
    return Desk(own_store, tmp_path, capsys)
