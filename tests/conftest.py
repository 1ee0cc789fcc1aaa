"""What many tests share: one edition of the shipped facts, built once a session."""

import shutil
from pathlib import Path

import pytest

from etl.build import build_edition
from etl.editions import open_edition
from etl.paths import DATA_SETTING, PROJECT_DIR, STORE_SETTING

SMALL_FACTS = Path(__file__).parent / "fixtures" / "facts_small"


def pytest_collection_modifyitems(items):
    """Journeys in a browser come last: what is cheap to find is found first."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """A store that holds one edition of the shipped facts; the setting points to it.

    Read-only for tests: who publishes or breaks something takes `empty_store`.
    """
    path = tmp_path_factory.mktemp("store")
    build_edition(path, PROJECT_DIR / "data", who="tests", why="tests")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_SETTING, str(path))
        patch.delenv(DATA_SETTING, raising=False)
        yield path


@pytest.fixture(scope="session")
def edition(store):
    """A read-only connection to the edition of the shipped facts."""
    with open_edition(store) as connection:
        yield connection


@pytest.fixture(scope="session")
def small_store(tmp_path_factory):
    """A store with one edition of the small synthetic facts; read-only for tests."""
    path = tmp_path_factory.mktemp("small") / "store"
    build_edition(path, SMALL_FACTS, who="tests", why="tests")
    return path


@pytest.fixture
def own_store(small_store, tmp_path):
    """A copy of the small store for a test that changes it; far quicker than a build."""
    return Path(shutil.copytree(small_store, tmp_path / "store"))


@pytest.fixture
def empty_store(tmp_path):
    """A folder for a store of the test's own."""
    return tmp_path / "store"
