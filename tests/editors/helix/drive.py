"""Drives Helix in a tmux pane: types keys, reads the screen. Every wait is for text or a file, and bounded.

Reads WORK/expected.json, writes WORK/result.json.
"""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import time

work = pathlib.Path(os.environ["WORK"])
expected = json.loads((work / "expected.json").read_text())
workspace = work / "workspace"
result = {"ms": {}, "checks": [], "screens": {}}
socket = work / "tmux"
began = time.monotonic()


def tmux(*arguments):
    # A server of its own, which hands our environment on; nothing of the user's; UTF-8 whatever the locale.
    command = ["tmux", "-u", "-S", socket, "-f", "/dev/null", *arguments]
    return subprocess.run(command, check=True, text=True, capture_output=True).stdout


def screen():
    return tmux("capture-pane", "-p")


def flat():
    """The screen as running text: popups draw over the text and wrap what they say."""
    return re.sub(r"[│┃└├─\s]+", " ", screen())


def wait(name, condition, limit=20):
    end = time.monotonic() + limit
    while not (value := condition()):
        if time.monotonic() > end:
            raise TimeoutError(f"waited in vain: {name}\n{screen()}")
        time.sleep(0.02)
    result["ms"][name] = int((time.monotonic() - began) * 1000)
    return value


def check(name, ok, detail=None):
    result["checks"].append({"name": name, "ok": bool(ok), "detail": detail})


def keys(*names):
    tmux("send-keys", *names)


def command(text):
    # In normal mode already. Never Escape and a key at once: the terminal reads the two as Alt and that key.
    keys(":")
    tmux("send-keys", "-l", text)
    keys("Enter")


def read(path):
    return path.read_text() if path.exists() else None


def normal():
    keys("Escape")
    wait("normal mode", lambda: "NOR" in screen())


def rows(titles):
    """The menu's entries as they stand on the screen: a row and the title it holds, top to bottom."""
    for line in screen().splitlines():
        for title in titles:
            # A long title is cut at the popup's border.
            if title[:40] in line:
                yield title
                break


def drive():
    helix = [os.environ["HX"], "--log", str(work / "helix.log"), "-v", expected["file"]]
    tmux("new-session", "-d", "-x", "180", "-y", "50", "-c", str(workspace), shlex.join(helix))
    wait("file", lambda: "NOR" in screen())
    # The status line's count: a diagnostic is there, wherever the cursor is.
    wait("the leak in the open file", lambda: re.search(r"● \d", screen()))

    command(f"goto {expected['place']['line'] + 1}")
    keys("]", "d")  # selects the diagnostic's range
    command(f"pipe-to cat > {work}/selection")
    selection = wait("selection", lambda: read(work / "selection"))
    # The column of the status line counts characters; the lock is one.
    column = expected["place"]["utf16"]
    at = re.search(r"(\d+):(\d+)", screen().splitlines()[-2])
    check("underlines the leak at its exact range", selection.rstrip("!") == expected["text"], [selection, at and at[0], column])

    wait("message", lambda: re.search(r"[└├]─", screen()))
    message = flat()
    result["screens"]["message"] = screen().rstrip()
    hops = [pathlib.PurePosixPath(file).name for file in expected["chain"]]
    check("shows the chain of imports in the message", hops and all(hop in message for hop in hops), message)

    # The picker shortens folders, not names: `p/config.json`.
    def listed(finding):
        name = pathlib.PurePosixPath(finding["file"]).name
        return re.search(rf"staunch +{re.escape(finding['rule'])} +(\S*/)?{re.escape(name)} ", screen())

    # The picker keeps what was known when it was opened.
    def picked():
        keys("Space", "D")
        wait("picker", lambda: "severity" in screen() and any(map(listed, expected["findings"])))
        return all(map(listed, expected["findings"])) or normal()

    wait("the leaks in files that are not open", picked)
    result["screens"]["picker"] = screen().rstrip()
    check("lists the leaks of files that are not open", expected["unopened"])
    normal()

    if not expected["title"]:
        raise LookupError(f"staunch check offers no {expected['action']} there")
    steps = expected["steps"]
    titles = [*expected["titles"], steps["title"]]
    keys("Space", "a")
    wait("the steps' entry", lambda: steps["title"] in screen())
    keys(*["Down"] * list(rows(titles)).index(steps["title"]), "Enter")
    wait("the recovery steps", lambda: steps["file"] in screen() and steps["text"] in screen())
    check("opens the recovery steps as a document", True)
    command("buffer-close")
    wait("the leak's file again", lambda: expected["gone"] in screen())

    keys("Space", "a")
    wait("menu", lambda: expected["title"][:40] in screen())
    result["screens"]["menu"] = screen().rstrip()
    # The first entry is selected, which shows in colour only: ours is as many keys away as entries stand above it.
    entries = list(rows(titles))
    check("offers the action once", entries.count(expected["title"]) == 1, entries)
    keys(*["Down"] * entries.index(expected["title"]), "Enter")
    wait("the leak to go", lambda: expected["gone"] not in screen())
    check("shows the leak no more", True)

    command("write-all")

    def saved():
        return all(read(workspace / name) == text for name, text in expected["after"].items())

    try:
        wait("files", saved)
    except TimeoutError:
        pass  # the judge says which file differs
    result["screens"]["after"] = screen().rstrip()
    for name in expected["after"]:
        if (workspace / name).exists():
            (work / "saved" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(workspace / name, work / "saved" / name)
    command("quit-all!")
    wait("left", lambda: subprocess.run(["tmux", "-S", socket, "has-session"], capture_output=True).returncode)


try:
    result["version"] = subprocess.run([os.environ["HX"], "--version"], capture_output=True, text=True).stdout.strip()
    drive()
except Exception as error:
    result["error"] = f"{type(error).__name__}: {error}"
finally:
    subprocess.run(["tmux", "-S", socket, "kill-server"], capture_output=True)
(work / "result.json").write_text(json.dumps(result))
sys.exit("error" in result)
