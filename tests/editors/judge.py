"""judge.py NAME WORK: prints a line for each thing the editor showed or did; exit 1 if one of them is not as expected."""

import json
import pathlib
import sys

name, work = sys.argv[1], pathlib.Path(sys.argv[2])
expected = json.loads((work / "expected.json").read_text())
try:
    result = json.loads((work / "result.json").read_text())
except FileNotFoundError:
    result = {"error": "the editor left without a result"}
checks = result.get("checks", [])


def differences():
    """The editor saved its files into WORK/saved; they have to be what `staunch fix --write` made."""
    for path, text in expected["after"].items():
        saved = work / "saved" / path
        if text is None:
            if saved.exists():
                yield f"{path} is still there"
        elif not saved.exists():
            yield f"{path} is not there"
        elif saved.read_text() != text:
            yield f"{path} has other content than fix --write gives it: {saved.read_text()!r}"
    # What the case itself demands, whatever `staunch fix` does.
    for start, piece in {**expected["created"], **expected["edited"]}.items():
        if not any(path.startswith(start) and piece in (text or "") for path, text in expected["after"].items()):
            yield f"no changed file {start}… holds {piece!r}"
    for path in expected["after"]:
        saved = work / "saved" / path
        if saved.exists() and expected["gone"] in saved.read_text():
            yield f"{path} still holds {expected['gone']}"


if "error" in result:
    checks.append({"name": "goes through to the end", "ok": False, "detail": result["error"]})
else:
    wrong = list(differences())
    text = f"leaves the {len(expected['after'])} files on disk as `staunch fix --write` does"
    checks.append({"name": text, "ok": not wrong, "detail": "; ".join(wrong)})

for check in checks:
    detail = "" if check["ok"] else f": {check.get('detail')}"
    print(f"{'ok' if check['ok'] else 'FAILED'}  {name}: {check['name']}{detail}")
failed = sum(not check["ok"] for check in checks)
(work / "counts").write_text(f"{len(checks) - failed} {failed}\n")
if failed:
    told = {key: value for key, value in result.items() if key not in ("checks", "error", "screens")}
    print(json.dumps(told, ensure_ascii=False))
sys.exit(failed > 0)
