"""What an edition was built with: schema version, application version, and a hash of the code."""

from __future__ import annotations

import hashlib
import tomllib

from etl.paths import ETL_DIR, PROJECT_DIR

SCHEMA_VERSION = 1
_CODE = ("*.py", "schema/*", "sql/**/*.sql")


def app_version() -> str:
    """The version that `pyproject.toml` states."""
    text = (PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["version"]


def code_version() -> str:
    """A hash over all that turns facts into an edition: 12 hexadecimal digits."""
    digest = hashlib.sha256()
    paths = {path for pattern in _CODE for path in ETL_DIR.glob(pattern) if path.is_file()}
    for path in sorted(paths):
        # Line ends may differ between checkouts of one version; the code is the same.
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(ETL_DIR).as_posix()}\0".encode() + content)
    return digest.hexdigest()[:12]
