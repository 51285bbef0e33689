"""prepare.py CASE.json WORK: a workspace for one editor, and what the editor has to show of it.

WORK/workspace is a committed copy of the case's app. WORK/expected.json holds the case, `place` of the leak, what
`staunch check` finds there (the server publishes exactly that) and, in `after`, the files that `staunch fix
--write` changes in a second copy (null: deleted), which the editor's code action has to bring about too.
"""

import json
import pathlib
import shutil
import subprocess
import sys

# One character, two UTF-16 units, four bytes: before the leak it shows whether client and server count alike.
LOCK = "/* 🔐 */ "

case_file, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
case = json.loads(case_file.read_text())
root = pathlib.Path(__file__).resolve().parents[2]


def staunch(folder, *arguments, ok=(0, 1)):
    done = subprocess.run([work / "bin/staunch", *arguments], cwd=folder, text=True, capture_output=True)
    if done.returncode not in ok:
        sys.exit(f"staunch {' '.join(map(str, arguments))}: exit {done.returncode}: {done.stderr.strip()[:400]}")
    return done.stdout


def copy(folder):
    shutil.copytree(root / case["workspace"], folder, ignore=shutil.ignore_patterns("node_modules", ".next", ".git"))
    leaking = folder / case["file"]
    leaking.write_text(leaking.read_text().replace(case["text"], LOCK + case["text"], 1))
    git = ["git", "-c", "user.name=test", "-c", "user.email=test@example.org", "-C", folder]
    for command in (["init", "-q"], ["add", "--all", "--force"], ["commit", "-qm", "App"]):
        subprocess.run([*git, *command], check=True)


def files(folder):
    paths = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text(errors="replace") for path in paths}


def place(at, text):
    """From JSON's place (from 1, UTF-16) to what editors say (from 0, both units)."""
    before = text.split("\n")[at["line"] - 1].encode("utf-16-le")[: 2 * (at["column"] - 1)].decode("utf-16-le")
    return {"line": at["line"] - 1, "utf16": at["column"] - 1, "utf8": len(before.encode())}


workspace, twin = work / "workspace", work / "twin"
copy(workspace)
copy(twin)

texts = files(workspace)
found = json.loads(staunch(workspace, "check", "--format", "json", "--fail-on", "never", ".", ok=(0,)))["findings"]
findings = [
    {
        "file": finding["file"],
        "rule": finding["rule"],
        "severity": finding["severity"],
        "start": place(finding["range"]["start"], texts[finding["file"]]),
        "chain": [hop["file"] for hop in finding["chain"]],
        "actions": [action for action in finding["actions"] if not action["disabled"]],
    }
    for finding in found
]

# The leak's place is told by the text, not by staunch.
before = texts[case["file"]].split(case["text"])[0]
line = before.rsplit("\n", 1)[-1]
start = {"line": before.count("\n"), "utf16": len(line.encode("utf-16-le")) // 2, "utf8": len(line.encode())}
leak = next((f for f in findings if (f["file"], f["rule"], f["start"]) == (case["file"], case["rule"], start)), None)
if not leak:
    sys.exit(f"staunch check finds no {case['rule']} at {case['file']}:{start['line'] + 1}:{start['utf16'] + 1}")
title = next((action["title"] for action in leak["actions"] if action["id"] == case["action"]), None)
if title:  # without it, the editor's test ends where the action comes, as a failure
    at = f"{case['file']}:{start['line'] + 1}:{start['utf16'] + 1}"
    staunch(twin, "fix", "--write", "--action", case["action"], "--at", at, ok=(0,))
fixed = files(twin)
after = {name: fixed.get(name) for name in texts.keys() | fixed.keys() if texts.get(name) != fixed.get(name)}

expected = {**case, "place": start, "chain": leak["chain"], "title": title, "findings": findings, "after": after}
expected["before"] = sorted(texts)
expected["titles"] = [action["title"] for action in leak["actions"]]
expected["unopened"] = sorted({finding["file"] for finding in findings} - {case["file"]})
(work / "expected.json").write_text(json.dumps(expected))
