"""How every test of a page opens it: through the shell, at an address, as a reader does."""

import pytest

from tests.pages.screen import opened


@pytest.fixture
def open_page(store, request):
    """`open_page(near="0")` -> the page as it is drawn for that address.

    `test_gap.py` opens `pages/gap.py`.
    """
    page = f"{request.path.stem.removeprefix('test_')}.py"

    def start(**address):
        return opened(page, address)

    return start
