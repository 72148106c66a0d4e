"""A headless Chromium that is driven through its DevTools protocol: what it says, draws, prints and asks of the network."""

import base64
import json
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.request

CHROMIUM = shutil.which("chromium")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars",
         "--disable-default-apps", "--remote-debugging-port=0", "--remote-allow-origins=*")
PATIENCE_S = 60


class Browser:
    """One page. `said` holds what went to the console or was thrown; `asked` every address it asked for."""

    def __init__(self, width=1280, height=900):
        import websocket

        self.scratch = tempfile.mkdtemp(prefix="ogsim-browser-")
        self.process = subprocess.Popen([CHROMIUM, *FLAGS, f"--user-data-dir={self.scratch}/profile", "about:blank"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.said, self.asked, self.loaded, self.last = [], [], False, 0
        try:
            self.socket = websocket.create_connection(self.address(), timeout=PATIENCE_S)
            for domain in ("Page", "Runtime", "Log", "Network"):
                self.call(domain + ".enable")
            self.resize(width, height)
        except BaseException:
            self.close()
            raise

    def address(self):
        file = pathlib.Path(self.scratch, "profile", "DevToolsActivePort")
        end = time.monotonic() + PATIENCE_S
        while not (file.exists() and file.read_text().count("\n")):
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError("chromium did not start")
            time.sleep(0.05)
        port = file.read_text().split("\n")[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=PATIENCE_S) as answer:
            return next(page["webSocketDebuggerUrl"] for page in json.load(answer) if page["type"] == "page")

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def call(self, method, **parameters):
        self.last += 1
        self.socket.send(json.dumps({"id": self.last, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.last:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.note(message)

    def note(self, message):
        name, what = message.get("method"), message.get("params", {})
        if name == "Runtime.exceptionThrown":
            self.said.append(what["exceptionDetails"].get("exception", {}).get("description", str(what)))
        elif name == "Runtime.consoleAPICalled":
            self.said.append(what["type"] + ": " + str([part.get("value", part.get("description")) for part in what["args"]]))
        elif name == "Log.entryAdded":
            self.said.append(what["entry"]["source"] + ": " + what["entry"]["text"])
        elif name == "Network.requestWillBeSent":
            self.asked.append(what["request"]["url"])

    def value(self, expression):
        """Of a JavaScript expression; a promise is waited for."""
        done = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in done:
            raise RuntimeError(f"{expression}: {done['exceptionDetails']}")
        return done["result"].get("value")

    def wait(self, expression):
        end = time.monotonic() + PATIENCE_S
        while not self.value(expression):
            if time.monotonic() > end:
                raise TimeoutError(f"waited for {expression}; the console: {self.said}")
            time.sleep(0.05)

    def open(self, path):
        self.call("Page.navigate", url=pathlib.Path(path).resolve().as_uri())
        self.wait("document.readyState === 'complete' && document.documentElement.dataset.drawn !== undefined")

    def resize(self, width, height=900, is_phone=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone)
        self.settle()

    def settle(self):
        self.value("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 150)))")

    def set_dark(self, is_dark):
        value = "dark" if is_dark else "light"
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": value}])
        self.settle()

    def press(self, key, code=0):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def pdf(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"]))

    def picture(self, path, selector="body"):
        box = self.value(f"(() => {{ const r = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
                         "return {x: 0, y: r.top + scrollY, width: innerWidth, height: r.height + 8, scale: 1}; })()")
        done = self.call("Page.captureScreenshot", clip=box, captureBeyondViewport=True)
        pathlib.Path(path).write_bytes(base64.b64decode(done["data"]))
