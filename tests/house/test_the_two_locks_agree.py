"""uv.lock is the truth; requirements.lock serves those who have only pip."""

import re
import tomllib

from tests.house.source import ROOT


def test_requirements_lock_holds_what_uv_lock_holds() -> None:
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    truth = {package["name"]: package["version"] for package in locked if package["name"] != "steward"}
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pip = dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))
    assert pip == truth
