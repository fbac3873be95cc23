"""Take the documentation's pictures from the real product: the site that the main job makes, in Chromium."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
LARGEST_BYTES = 300_000


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    page: str
    width: int = 1200
    height: int = 1000
    colours: Literal["light", "dark"] = "light"


PICTURES = (
    Picture("start", "/"),
    Picture("start-en", "/en/"),
    Picture("milestone", "/etappmal/uvas/", height=1560),
    Picture("milestone-phone-dark", "/etappmal/uvas/", width=390, height=844, colours="dark"),
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing of each page fetched."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def take(browser: Browser, picture: Picture, address: str) -> str:
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height}, color_scheme=picture.colours
    )
    answer = page.goto(address + picture.page)
    if answer is None or not answer.ok:
        raise SystemExit(f"the site has no page {picture.page}")
    target = IMAGES / f"{picture.name}.png"
    page.screenshot(path=target)
    page.close()
    size = target.stat().st_size
    if size > LARGEST_BYTES:
        raise SystemExit(f"{target.name} is {size} bytes; at most {LARGEST_BYTES} are wanted")
    return f"{target.relative_to(ROOT)}  {size / 1000:.0f} kB"


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("Chromium is not installed; on Debian or Ubuntu: apt-get install chromium")
        return 1
    program = Path(sys.executable).with_name("fardplan")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fardplan-shots-") as scratch:
        subprocess.run(
            [program, "--home", scratch, "demo", "--no-serve"], check=True, stdout=subprocess.DEVNULL
        )
        with served(Path(scratch) / "site") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for picture in PICTURES:
                print(take(browser, picture, address))
    return 0


if __name__ == "__main__":
    sys.exit(main())
