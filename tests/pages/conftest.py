"""How every test of a page opens it: through the shell, at an address, as a reader does."""

import pytest
from streamlit.testing.v1 import AppTest

from etl.paths import PROJECT_DIR

SHELL = str(PROJECT_DIR / "dashboard" / "shell.py")


@pytest.fixture
def open_page(store, request):
    """`open_page(near="0")` -> the page as it is drawn for that address.

    `test_gap.py` opens `pages/gap.py`.
    """
    page = PROJECT_DIR / "pages" / f"{request.path.stem.removeprefix('test_')}.py"

    def start(**address):
        app = AppTest.from_file(SHELL, default_timeout=60).run()
        app.switch_page(str(page))
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return start
