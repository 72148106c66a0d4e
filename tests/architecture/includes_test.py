"""Fails when a folder includes one it may not see. MAY_SEE is the map in README.md."""

import pathlib
import re
import sys

LEAVES = {"model/units", "model/random", "model/catalogue", "model/data", "model/radio", "model/battery",
          "model/statistics"}
MODEL = LEAVES | {"model/problem", "model/selection", "model/compression", "model/optimizer", "model/method"}
MAY_SEE = {
    "model/units": set(),
    "model/random": set(),
    "model/catalogue": set(),
    "model/data": {"model/units", "model/random", "model/catalogue"},
    "model/radio": {"model/units", "model/catalogue"},
    "model/battery": {"model/units"},
    "model/statistics": {"model/random"},
    "model/problem": {"model/units", "model/catalogue", "model/data"},
    "model/selection": {"model/units", "model/catalogue"},
    "model/compression": {"model/units", "model/catalogue"},
    "model/optimizer": {"model/units", "model/catalogue"},
    "model/method": {"model/units", "model/catalogue", "model/selection", "model/compression", "model/optimizer"},
    "src/trace": MODEL,
    "src/protocol": MODEL | {"src/trace"},
    "src/dataset": MODEL | {"src/trace"},
    "src/scenario": MODEL | {"src/trace", "src/dataset"},
}
LOWER = MODEL | {"src/trace", "src/protocol", "src/scenario", "src/dataset"}
MAY_SEE |= {"src/network": LOWER, "src/ledger": LOWER, "src/record": LOWER}
MAY_SEE["src/run"] = LOWER | {"src/network", "src/ledger", "src/record"}
MAY_SEE["src/sweep"] = MAY_SEE["src/report"] = MAY_SEE["src/run"] | {"src/run"}
MAY_SEE["src/app"] = MAY_SEE["src/report"] | {"src/sweep", "src/report"}

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]((?:model|src)/\w+)/', re.MULTILINE)
NS3 = re.compile(r'^\s*#\s*include\s*["<]ns3/', re.MULTILINE)


def violations():
    for path in sorted(p for top in ("model", "src") for p in (ROOT / top).rglob("*") if p.suffix in {".h", ".cc"}):
        here = "/".join(path.relative_to(ROOT).parts[:2])
        if here not in MAY_SEE:
            yield f"{path.relative_to(ROOT)}: folder {here} is not on the map"
            continue
        text = path.read_text()
        for there in sorted(set(INCLUDE.findall(text)) - MAY_SEE[here] - {here}):
            yield f"{path.relative_to(ROOT)}: {here} may not include {there}"
        if NS3.search(text) and here != "src/network":
            yield f"{path.relative_to(ROOT)}: only src/network may include ns3/"


found = list(violations())
print("\n".join(found) or "every include follows the map")
sys.exit(bool(found))
