"""Takes the pictures of docs/huong-dan from the app with the shipped facts: `make guide`."""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from etl.build import build_edition  # noqa: E402
from etl.editions import open_edition  # noqa: E402
from tests.browser.conftest import launch, new_visitor, running_app  # noqa: E402

FOLDER = ROOT / "docs" / "huong-dan"
COLOURS = 64  # enough for the theme; a picture stays below 150 kB
_SETTLED_MS = 1500  # charts move into place


@dataclass(frozen=True)
class Picture:
    """One picture: its file, what is shown, and the size of the window in px."""

    name: str
    address: str
    width: int = 1280
    height: int = 800


def pictures(statement: str) -> list[Picture]:
    """All pictures of the guide; `statement` is the number whose origin is shown."""
    return [
        Picture("tong-quan", "/tong-quan"),
        Picture("bo-loc", "/khoang-cach?province=37&ref=ceiling"),
        Picture("nguon-goc", f"/chi-tieu?indicator=coverage_5g&statement={statement}"),
        Picture("khoang-cach", "/khoang-cach", height=1100),
        Picture("dien-thoai", "/tong-quan", width=375, height=760),
        Picture("nap-du-lieu", "/nap-du-lieu"),
        Picture("trinh-chieu", "/trinh-chieu"),
    ]


def main() -> None:
    """Build an edition, run the app on it, and write every picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "store"
        build_edition(store, ROOT / "data", who="guide", why="pictures")
        with open_edition(store) as connection:
            row = connection.execute(
                "SELECT statement_id FROM mart.statement WHERE plan_id = 'giao-minh-2026' "
                "AND indicator_id = 'coverage_5g' AND speaks"
            ).fetchone()
        browser = launch(playwright)
        with running_app(store, Path(folder) / "app.log") as url:
            for picture in pictures(row[0]):
                take(browser, url, picture)
        browser.close()


def take(browser, url: str, picture: Picture) -> None:
    """Open the page as a returning reader and write its picture."""
    visitor = new_visitor(browser, url, picture.width, picture.height, dark=False)
    page = visitor.open(picture.address)
    page.wait_for_timeout(_SETTLED_MS)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    image.save(FOLDER / f"{picture.name}.png", optimize=True)
    page.context.close()


if __name__ == "__main__":
    main()
