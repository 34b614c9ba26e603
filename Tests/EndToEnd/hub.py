#!/usr/bin/env python3
"""Download models from a hub that misbehaves: a server of this program's own, on this machine.

    hub.py BINARY
"""
import hashlib
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unittest

BINARY = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = os.path.join(HERE, "..", "Conformance", "models", "tiny-gpt2")
COMMIT = "0123456789abcdef0123456789abcdef01234567"
WEIGHTS = "model.safetensors"
LOAD = """
from nnsight import LanguageModel
model = LanguageModel("{name}")
with model.trace("Hello"):
    logits = model.lm_head.output.save()
print(tuple(logits.shape), float(logits.sum()))
"""


class Hub(http.server.BaseHTTPRequestHandler):
    """Answers as the hub's API does; how it misbehaves is the first part of the model's name."""

    protocol_version = "HTTP/1.1"
    requests = []
    counts = {}

    def log_message(self, *arguments):
        pass

    def do_HEAD(self):
        self.answer(with_body=False)

    def do_GET(self):
        self.answer(with_body=True)

    def answer(self, with_body):
        Hub.requests.append((self.command, self.path, self.headers.get("Range"), self.headers.get("Authorization")))
        parts = self.path.strip("/").split("/")
        is_listing = parts[0] == "api"
        kind = parts[2] if is_listing else parts[0]
        name = parts[-1]
        number = Hub.counts[(kind, self.command, name)] = Hub.counts.get((kind, self.command, name), 0) + 1
        if kind == "missing":
            return self.refuse(404)
        if kind == "gated" and self.headers.get("Authorization") != "Bearer secret":
            return self.refuse(401, {"X-Error-Code": "GatedRepo"})
        if kind == "broken":
            return self.refuse(503, {"Retry-After": "0"})
        if kind == "busy" and number < 3:
            return self.refuse(429, {"Retry-After": "0"})
        if is_listing:
            siblings = [{"rfilename": file} for file in sorted(os.listdir(MODEL)) + ["README.md", "flax_model.msgpack"]]
            return self.send(json.dumps({"sha": COMMIT, "siblings": siblings}).encode(), {}, with_body)
        self.send_file(kind, name, number, with_body)

    def refuse(self, status, headers={}):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send(self, body, headers, with_body, status=200):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def send_file(self, kind, name, number, with_body):
        with open(os.path.join(MODEL, name), "rb") as file:
            body = file.read()
        headers = {"ETag": '"%s"' % hashlib.sha256(body).hexdigest(), "X-Repo-Commit": COMMIT}
        if not with_body:
            return self.send(body, headers, False)
        start, status = 0, 200
        wish = self.headers.get("Range")
        if wish and kind != "rangeless":
            start, status = int(wish[len("bytes="):].rstrip("-")), 206
        rest = body[start:]
        breaks = name == WEIGHTS and (kind == "endless" or kind in ("cut", "rangeless") and number < 3)
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        if breaks:
            self.wfile.write(rest[: 100_000 if kind != "endless" else 10])
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()
        elif kind == "slow" and name == WEIGHTS:
            for place in range(0, len(rest), 300_000):
                self.wfile.write(rest[place: place + 300_000])
                time.sleep(0.1)
        else:
            self.wfile.write(rest)


class Downloads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.expected = cls.run_program(LOAD.format(name=MODEL)).stdout

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()

    @classmethod
    def run_program(cls, program, home=None, **variables):
        home = home or tempfile.mkdtemp()
        path = os.path.join(home, "program.py")
        with open(path, "w") as file:
            file.write(program)
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "http", "HTTP"))}
        environment.update(
            HF_HOME=home, HF_ENDPOINT="http://127.0.0.1:%d" % cls.server.server_address[1], **variables)
        return subprocess.run([BINARY, "run", path], capture_output=True, text=True, timeout=120, env=environment)

    def load(self, name, home=None, **variables):
        Hub.requests.clear()
        Hub.counts.clear()
        return self.run_program(LOAD.format(name=name), home, **variables)

    def assert_loads(self, result):
        self.assertEqual(result.stdout, self.expected, result.stderr)

    def assert_says(self, result, *words):
        self.assertEqual(result.stdout, "")
        for word in ("OSError", "Tried:") + words:
            self.assertIn(word, result.stderr)

    def test_a_download_fills_the_cache_and_is_not_repeated(self):
        home = tempfile.mkdtemp()
        self.assert_loads(self.load("good/tiny", home))
        repository = os.path.join(home, "hub", "models--good--tiny")
        with open(os.path.join(repository, "refs", "main")) as file:
            self.assertEqual(file.read(), COMMIT)
        link = os.path.join(repository, "snapshots", COMMIT, WEIGHTS)
        self.assertTrue(os.path.islink(link))
        self.assertEqual(os.path.getsize(link), os.path.getsize(os.path.join(MODEL, WEIGHTS)))
        self.assertFalse([name for name in os.listdir(os.path.join(repository, "blobs")) if name.endswith("incomplete")])
        self.assertFalse([path for _, path, _, _ in Hub.requests if path.endswith((".md", ".msgpack", "golden.json"))])
        self.assert_loads(self.load("good/tiny", home))
        self.assertEqual(Hub.requests, [])
        self.assert_loads(self.load("good/tiny", home, HF_HUB_OFFLINE="1"))

    def test_weights_come_when_the_model_runs(self):
        Hub.requests.clear()
        result = self.run_program("from nnsight import LanguageModel\nprint(LanguageModel('good/tiny').config.n_layer)")
        self.assertEqual(result.stdout, "12\n", result.stderr)
        self.assertFalse([path for _, path, _, _ in Hub.requests if path.endswith(WEIGHTS)])

    def test_a_download_that_breaks_off_goes_on_where_it_stopped(self):
        self.assert_loads(self.load("cut/tiny"))
        ranges = [wish for method, path, wish, _ in Hub.requests if method == "GET" and path.endswith(WEIGHTS)]
        self.assertEqual(ranges, [None, "bytes=100000-", "bytes=200000-"])

    def test_a_server_without_ranges_sends_it_all_again(self):
        self.assert_loads(self.load("rangeless/tiny"))

    def test_a_slow_server_is_waited_for(self):
        self.assert_loads(self.load("slow/tiny"))

    def test_a_busy_server_is_asked_again(self):
        self.assert_loads(self.load("busy/tiny"))

    def test_a_download_that_never_ends_is_given_up(self):
        result = self.load("endless/tiny")
        self.assertEqual(result.stdout, "")
        self.assertIn("broke off", result.stderr)

    def test_a_missing_model_says_what_was_tried(self):
        self.assert_says(self.load("missing/tiny"), "models--missing--tiny", "the hub has no model 'missing/tiny'")

    def test_a_gated_model_asks_for_a_token(self):
        self.assert_says(self.load("gated/tiny"), "HF_TOKEN")
        self.assert_loads(self.load("gated/tiny", HF_TOKEN="secret"))

    def test_a_broken_server_is_named(self):
        self.assert_says(self.load("broken/tiny"), "503")
        self.assertEqual(len(Hub.requests), 5)

    def test_nothing_is_asked_for_when_offline(self):
        self.assert_says(self.load("good/tiny", HF_HUB_OFFLINE="1"), "HF_HUB_OFFLINE")
        self.assertEqual(Hub.requests, [])

    def test_no_server_is_no_hang(self):
        Hub.requests.clear()
        result = self.run_program(LOAD.format(name="good/tiny"), HF_HUB_CACHE=tempfile.mkdtemp(), **{})
        self.assert_loads(result)
        home = tempfile.mkdtemp()
        path = os.path.join(home, "program.py")
        with open(path, "w") as file:
            file.write(LOAD.format(name="good/tiny"))
        result = subprocess.run(
            [BINARY, "run", path], capture_output=True, text=True, timeout=60,
            env=dict(os.environ, HF_HOME=home, HF_ENDPOINT="http://127.0.0.1:9"))
        self.assert_says(result, "cannot be reached")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
