"""Where things are: the project, the shipped facts and the store of editions."""

from __future__ import annotations

import os
from pathlib import Path

ETL_DIR = Path(__file__).resolve().parent
PROJECT_DIR = ETL_DIR.parent
SQL_DIR = ETL_DIR / "sql"
SCHEMA_DIR = ETL_DIR / "schema"

STORE_SETTING = "COMMUNE_PLANS_STORE"
DATA_SETTING = "COMMUNE_PLANS_DATA"


def data_dir() -> Path:
    """Folder of the shipped facts: the setting, otherwise `data/` of the project."""
    return Path(os.environ.get(DATA_SETTING) or PROJECT_DIR / "data")


def store_dir() -> Path:
    """Folder of the editions: the setting, otherwise `data/store/` of the project."""
    return Path(os.environ.get(STORE_SETTING) or PROJECT_DIR / "data" / "store")
