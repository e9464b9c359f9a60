"""Pictures as they were looked at and found good; REMAKE_GOLDEN=1 writes them anew, to be looked at again."""

import os
from pathlib import Path

_FOLDER = Path(__file__).with_name("golden")


def assert_golden(name: str, svg: str) -> None:
    kept = _FOLDER / f"{name}.svg"
    if os.environ.get("REMAKE_GOLDEN"):
        kept.write_text(svg, encoding="utf-8")
    assert svg == kept.read_text(encoding="utf-8"), f"{name} changed: remake it and look at it"
