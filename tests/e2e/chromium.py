"""A page in Debian's Chromium, driven through the DevTools protocol: what somebody sees, and clicks with the mouse."""

from __future__ import annotations

import base64
import json
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

from tests.tools import needed

_OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
_LONGEST = 330  # seconds: what is waited for in a page is waited for in its own script
# The innermost things seen whose whole text is the label, the last in the document first: a dialog stands at its end. What something else
# lies over is not clicked: beside a dialog that would close it.
_SEEN = """[...document.querySelectorAll('*')].filter(seen => (seen.innerText || '').trim() === label && seen.getClientRects().length)"""
_PLACE = f"""const found = {_SEEN}.pop(); if (!found) return null; found.scrollIntoView({{block: 'center'}});
const box = found.getBoundingClientRect(), place = [box.x + box.width / 2, box.y + box.height / 2];
const top = document.elementFromPoint(...place); return top && (top.contains(found) || found.contains(top)) ? place : null"""


class Page:
    def __init__(self, socket: ClientConnection) -> None:
        self.socket, self.calls = socket, 0

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        self.calls += 1
        self.socket.send(json.dumps({"id": self.calls, "method": method, "params": parameters}))
        while (answer := json.loads(self.socket.recv(timeout=_LONGEST))).get("id") != self.calls:
            pass
        assert "result" in answer, answer
        return answer["result"]

    def script(self, body: str) -> Any:
        """What an asynchronous function of that body returns."""
        expression = f"(async () => {{ {body} }})()"
        return self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)["result"].get("value")

    def open(self, url: str) -> None:
        self.call("Page.navigate", url=url)

    @property
    def text(self) -> str:
        return self.script("return document.body ? document.body.innerText : ''").replace("\u200b", "")

    def until(self, body: str, seconds: int = 60) -> Any:
        """What ``body`` returns once it is something; waited for in the page itself."""
        wait = f"for (let tries = 0; tries < {5 * seconds}; tries++) {{ const got = (() => {{ {body} }})(); if (got) return got; "
        return self.script(wait + "await new Promise(later => setTimeout(later, 200)) }")

    def shows(self, text: str, seconds: int = 60) -> bool:
        said = f"document.body.innerText.replaceAll('\\u200b', '').includes({json.dumps(text)})"
        return bool(self.until(f"return document.body && {said}", seconds))

    def press(self, label: str, then: str = "") -> None:
        """The mouse on what reads so; again until ``then`` is seen, for what is drawn before it listens."""
        for _ in range(5):
            place = self.until(f"const label = {json.dumps(label)}; {_PLACE}")
            assert place, f"“{label}” was not seen:\n{self.text}"
            for kind in ("mousePressed", "mouseReleased"):
                self.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)
            if not then or self.shows(then, seconds=20):
                return
        raise AssertionError(f"“{then}” did not follow “{label}”:\n{self.text}")

    def choose(self, label: str) -> None:
        """The mouse on an entry of a list, which then stands among the chosen too; again while it does not (a list drawn anew moves)."""
        seen = f"const label = {json.dumps(label)}; return {_SEEN}.length"
        before = self.script(seen)
        for _ in range(5):
            self.press(label)
            if self.until(f"{seen} > {before}", seconds=20):
                return
        raise AssertionError(f"“{label}” was not chosen:\n{self.text}")

    def picture(self, path: Path) -> Path:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))
        return path


def browser(home: Path, *more: str) -> list[str]:
    """The command that starts it; ``home``: its own folder."""
    return [needed("chromium"), *_OPTIONS, f"--user-data-dir={home}", *more]


@contextmanager
def page(home: Path) -> Iterator[Page]:
    """An empty page; ``home``: the browser's own folder."""
    command = browser(home, "--window-size=1500,1000", "--remote-debugging-port=0", "about:blank")
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:
        try:
            assert started.stderr is not None
            told = next(line for line in started.stderr if "DevTools listening on" in line)
            port = urlsplit(told.split()[-1]).port
            tabs = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json"))
            with connect(next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page"), max_size=None) as socket:
                yield Page(socket)
        finally:
            started.terminate()
