"""The cause for which a file is refused, for tests."""

from __future__ import annotations

import pytest

from etl.read_workbook import read, read_in_child
from etl.workbook import Limits, WorkbookProblem


def code_in_child(data: bytes, limits: Limits | None = None) -> str:
    """The cause the child names; the sentence must be there too."""
    with pytest.raises(WorkbookProblem) as caught:
        read_in_child(data, "báo cáo.xlsx", limits)
    assert len(caught.value.message_vi) > 20
    assert "Traceback" not in caught.value.message_vi
    return caught.value.code


def code_of(data: bytes) -> str:
    """The cause, which must be the same when the file is read in this process."""
    code = code_in_child(data)
    with pytest.raises(WorkbookProblem) as caught:
        read(data)
    assert caught.value.code == code
    return code
