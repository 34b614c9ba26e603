#!/usr/bin/env python3
"""Send malformed wire messages to a running kernel; after each, it must still answer.

    abuse.py CONNECTION_FILE            a kernel already running
    abuse.py --kernel NAME              start one (and stop it afterwards)

Each case sends something on shell (and, unless --shell-only, on control), then
checks that kernel_info is answered on both shell and control within --limit s.
Cases marked "must not act" also check that the code they carry did not run.
Exit status: 0 survived all, 1 a case failed, 2 no kernel.
"""
import argparse
import hashlib
import hmac
import json
import os
import random
import socket
import struct
import sys
import time
import uuid
from datetime import datetime, timezone

import zmq

from counts import record

DELIM = b"<IDS|MSG>"


class Wire:
    def __init__(self, info, limit):
        self.info, self.limit = info, limit
        self.key = info["key"].encode()
        self.ctx = zmq.Context.instance()
        self.session = uuid.uuid4().hex
        self.socks = {}

    def url(self, ch):
        i = self.info
        sep = "-" if i.get("transport") == "ipc" else ":"
        return f"{i.get('transport', 'tcp')}://{i['ip']}{sep}{i[ch + '_port']}"

    def sock(self, ch, fresh=False):
        if fresh or ch not in self.socks:
            s = self.ctx.socket({"iopub": zmq.SUB, "hb": zmq.REQ}.get(ch, zmq.DEALER))
            s.linger = 0
            if ch == "iopub":
                s.subscribe(b"")
            s.connect(self.url(ch))
            if fresh:
                return s
            self.socks[ch] = s
        return self.socks[ch]

    def sign(self, frames):
        if not self.key:
            return b""
        h = hmac.new(self.key, digestmod=hashlib.sha256)
        for f in frames:
            h.update(f)
        return h.hexdigest().encode()

    def header(self, msg_type, **kw):
        return dict({"msg_id": uuid.uuid4().hex, "session": self.session, "username": "abuse",
                     "date": datetime.now(timezone.utc).isoformat(), "msg_type": msg_type, "version": "5.3"}, **kw)

    def frames(self, header, content, parent=None, metadata=None):
        enc = lambda d: d if isinstance(d, bytes) else json.dumps(d).encode()
        body = [enc(header), enc({} if parent is None else parent), enc({} if metadata is None else metadata), enc(content)]
        return [DELIM, self.sign(body)] + body

    def execute(self, code, **kw):
        return self.header(kw.pop("msg_type", "execute_request"), **kw), {
            "code": code, "silent": False, "store_history": False, "user_expressions": {},
            "allow_stdin": False, "stop_on_error": False}

    def ask(self, ch, header, content, limit=None):
        """A well-formed request; the reply's content, or None."""
        s = self.sock(ch)
        s.send_multipart(self.frames(header, content))
        end = time.time() + (limit or self.limit)
        while time.time() < end:
            if not s.poll(max(1, int((end - time.time()) * 1000))):
                break
            m = s.recv_multipart()
            try:
                i = m.index(DELIM)
                if m[i + 1] != self.sign(m[i + 2:i + 6]):
                    continue
                if json.loads(m[i + 3]).get("msg_id") == header["msg_id"]:
                    return json.loads(m[i + 5])
            except (ValueError, IndexError):
                continue
        return None

    def alive(self):
        for ch in ("shell", "control"):
            c = self.ask(ch, self.header("kernel_info_request"), {})
            if not c or c.get("status") != "ok":
                return f"no kernel_info_reply on {ch} within {self.limit} s"
        return ""

    def value(self, expr):
        """text/plain of an expression in the user's namespace."""
        h, c = self.execute("")
        c["user_expressions"] = {"v": expr}
        c["silent"] = True
        r = self.ask("shell", h, c)
        v = (r or {}).get("user_expressions", {}).get("v", {})
        return v.get("data", {}).get("text/plain") if v.get("status") == "ok" else None


def cases(w, assign, big_mib, rng):
    """(name, frames to send, name of a variable that must stay unset or None, what a good kernel does)"""
    def ki():
        return w.frames(w.header("kernel_info_request"), {})
    def var():
        return "abuse_" + uuid.uuid4().hex[:8]
    def with_sig(sig):
        v = var()
        f = w.frames(*w.execute(assign.format(v)))
        f[1] = sig
        return f, v
    def raw(body):
        return [DELIM, w.sign(body)] + body
    def bad_json(i, blob):
        h, c = w.execute("1")
        body = [json.dumps(x).encode() for x in (h, {}, {}, c)]
        body[i] = blob
        return raw(body)

    # --- framing
    yield "empty message", [b""], None, "drop, log"
    yield "no delimiter", [b"garbage", b"more"], None, "drop, log"
    yield "delimiter only", [DELIM], None, "drop, log"
    yield "delimiter twice", [DELIM] + ki(), None, "drop (signature is wrong then)"
    yield "signature only", [DELIM, b"0" * 64], None, "drop"
    for n in (3, 4, 5):
        yield f"truncated to {n} frames", ki()[:n], None, "drop"
    yield "truncated, signature right", raw([json.dumps(w.header("kernel_info_request")).encode(), b"{}"]), None, "drop"
    yield "one thousand frames", ki() + [b"x"] * 1000, None, "treat the rest as buffers"
    yield "long identity prefix", [b"i" * 255] * 20 + ki(), None, "answer to those ids, nobody hears"
    yield "one thousand identity frames", [b"i"] * 1000 + ki(), None, "survive"

    # --- signature
    for name, sig in (("wrong HMAC", b"0" * 64), ("empty HMAC", b""), ("short HMAC", b"ab"),
                      ("upper-case garbage HMAC", b"Z" * 64), ("huge HMAC", b"a" * 1000000),
                      ("binary HMAC", bytes(range(256)))):
        f, v = with_sig(sig)
        yield name, f, v, "drop without acting"
    f, v = with_sig(b"")
    good = w.frames(*w.execute(assign.format(v)))
    good[5] = good[5].replace(v.encode(), v.encode() + b" ")
    yield "content changed after signing", good, v, "drop without acting"

    # --- JSON
    for i, part in enumerate(("header", "parent", "metadata", "content")):
        for name, blob in (("not JSON", b"{nope"), ("empty", b""), ("null", b"null"), ("array", b"[1,2]"),
                           ("number", b"7"), ("string", b'"x"'), ("invalid UTF-8", b'{"code": "\xff\xfe\xc3\x28"}'),
                           ("NaN", b'{"a": NaN}'), ("lone surrogate", b'{"code": "\\ud800"}'),
                           ("NUL inside", b'{"code": "a\\u0000b"}')):
            yield f"{part}: {name}", bad_json(i, blob), None, "drop or error reply"
    yield "deep nesting (100,000 arrays)", bad_json(3, b"[" * 100000 + b"]" * 100000), None, "parser must not overflow the stack"
    yield "deep nesting in content.code", bad_json(3, b'{"code":' + b'{"a":' * 50000 + b"1" + b"}" * 50001), None, "same"
    yield "1 MB number", bad_json(3, b'{"code": "1", "n": ' + b"9" * 1000000 + b"}"), None, "survive"
    yield "duplicate keys", bad_json(3, b'{"code": "1", "code": "2"}'), None, "any, but reply"

    # --- header and content fields
    for miss in ("msg_id", "session", "username", "date", "msg_type", "version"):
        h, c = w.execute("1")
        del h[miss]
        yield f"header lacks {miss}", w.frames(h, c), None, "be lenient but for msg_type"
    for name, kw in (("msg_type not a string", {"msg_type": 5}), ("msg_id an object", {"msg_id": {"a": 1}}),
                     ("version nonsense", {"version": "banana"}), ("version 99", {"version": "99.0"}),
                     ("date nonsense", {"date": "yesterday"}), ("unknown subshell_id", {"subshell_id": "no-such"}),
                     ("subshell_id a number", {"subshell_id": 3}), ("1 MB msg_id", {"msg_id": "m" * 1000000}),
                     ("msg_type with newline", {"msg_type": "execute\n_request"})):
        h, c = w.execute("1", **kw)
        yield name, w.frames(h, c), None, "drop or answer"
    yield "unknown msg_type", w.frames(w.header("frobnicate_request"), {"x": 1}), None, "ignore, log, busy/idle allowed"
    yield "reply as request", w.frames(w.header("execute_reply"), {"status": "ok"}), None, "ignore"
    yield "iopub type on shell", w.frames(w.header("stream"), {"name": "stdout", "text": "x"}), None, "ignore"
    yield "input_reply out of the blue", w.frames(w.header("input_reply"), {"value": "x"}), None, "ignore"
    for t, contents in {
        "execute_request": ({}, {"code": 5}, {"code": None}, {"code": ["1"]}, {"code": "1", "silent": "yes"},
                            {"code": "1", "user_expressions": []}, {"code": "1", "user_expressions": {"a": 1}}),
        "complete_request": ({}, {"code": "a", "cursor_pos": -5}, {"code": "a", "cursor_pos": 10**12},
                             {"code": "a", "cursor_pos": "x"}, {"code": "𝒳", "cursor_pos": 2}, {"code": 1, "cursor_pos": 1.5}),
        "inspect_request": ({}, {"code": "", "cursor_pos": 0}, {"code": "a", "cursor_pos": 9, "detail_level": 77},
                            {"code": "a", "cursor_pos": -1, "detail_level": "x"}),
        "is_complete_request": ({}, {"code": 3}, {"code": "(" * 20000}, {"code": "\x00"}),
        "history_request": ({}, {"hist_access_type": "banana"}, {"hist_access_type": "tail", "n": -1},
                            {"hist_access_type": "tail", "n": 10**15}, {"hist_access_type": "range", "session": 10**9, "start": 9, "stop": -9},
                            {"hist_access_type": "search", "pattern": "[" * 5000, "n": 3}),
        "comm_open": ({}, {"comm_id": 5}, {"comm_id": "z", "target_name": "nope"}),
        "comm_msg": ({}, {"comm_id": "never-opened", "data": {}}),
        "comm_close": ({}, {"comm_id": "never-opened"}),
        "comm_info_request": ({"target_name": 4},),
        "debug_request": ({}, {"type": "request", "seq": 1, "command": "nope"}, {"command": 7}),
        "interrupt_request": ({}, {"x": 1}),
        "create_subshell_request": ({"x": 1},), "delete_subshell_request": ({}, {"subshell_id": "nope"}),
        "list_subshell_request": ({"x": 1},), "usage_request": ({"x": 1},), "connect_request": ({},),
    }.items():
        for i, c in enumerate(contents):
            yield f"{t} variant {i}", w.frames(w.header(t), c), None, "error reply or ignore"

    # --- code that hurts
    for name, code in (("20,000 open brackets", "(" * 20000), ("20,000-deep unary", "-" * 20000 + "1"),
                       ("20,000-deep attribute chain", "a" + ".b" * 20000), ("1 MB one-line name", "x" * 1000000),
                       ("NUL in code", "a\0b"), ("BOM and CRLF", "\ufeffa = 1\r\nb = 2\r\n"),
                       ("1,000 nested ifs", "\n".join(" " * i + "if 1:" for i in range(1000))),
                       ("deep list literal", "[" * 20000 + "]" * 20000)):
        yield f"code: {name}", w.frames(*w.execute(code)), None, "error reply, never a crash"
    h, c = w.execute("1")
    c["padding"] = "p" * (big_mib << 20)
    yield f"{big_mib} MiB content", w.frames(h, c), None, "answer"
    yield f"{big_mib} MiB buffer", w.frames(*w.execute("1")) + [b"\0" * (big_mib << 20)], None, "answer"

    # --- random damage to good messages
    for i in range(60):
        f = list(w.frames(*w.execute("1")))
        k = rng.randrange(len(f))
        b = bytearray(f[k])
        for _ in range(rng.randrange(1, 6)):
            if b:
                b[rng.randrange(len(b))] = rng.randrange(256)
        f[k] = bytes(b)
        if rng.random() < .7:
            f[1] = w.sign(f[2:6])      # signed again, so the damage reaches the parser
        yield f"random damage {i} (frame {k})", f, None, "survive"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("connection_file", nargs="?")
    ap.add_argument("--kernel")
    ap.add_argument("--limit", type=float, default=15)
    ap.add_argument("--big", type=int, default=64, metavar="MiB")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--assign", default="{0} = 1", help="code that sets a variable")
    ap.add_argument("--shell-only", action="store_true")
    ap.add_argument("--json")
    ap.add_argument("-v", action="store_true")
    a = ap.parse_args()
    km = None
    if a.kernel:
        from jupyter_client.manager import KernelManager
        km = KernelManager(kernel_name=a.kernel)
        log = open(os.devnull, "w") if not a.v else None
        km.start_kernel(stdout=log, stderr=log)
        a.connection_file = km.connection_file
        info = km.get_connection_info()
        if isinstance(info["key"], bytes):
            info["key"] = info["key"].decode()
    elif a.connection_file:
        info = json.load(open(a.connection_file))
    else:
        ap.error("a connection file or --kernel")
    pid = km.provisioner.pid if km else None
    w = Wire(info, a.limit)
    rows, code = [], 0

    def rss():
        try:
            return int(next(l for l in open(f"/proc/{pid}/status") if l.startswith("VmRSS")).split()[1]) // 1024
        except (OSError, StopIteration):
            return None

    def note(name, ch, why, want=""):
        nonlocal code
        rows.append({"case": name, "channel": ch, "ok": not why, "why": why, "want": want})
        if why:
            code = 1
            print(f"FAIL {ch:8} {name}: {why}", flush=True)
        elif a.v:
            print(f"ok   {ch:8} {name}", flush=True)

    def gone():
        return km is not None and km.provisioner.process.poll() is not None

    try:
        end = time.time() + 60
        while w.ask("shell", w.header("kernel_info_request"), {}, 2) is None:
            if time.time() > end or gone():
                print("kernel did not come up")
                sys.exit(2)
        before = rss()
        rng = random.Random(a.seed)
        for name, frames, var, want in cases(w, a.assign, a.big, rng):
            for ch in ("shell",) if a.shell_only else ("shell", "control"):
                s = w.sock(ch, fresh=True)
                s.send_multipart(frames)
                time.sleep(0.01)
                why = w.alive()
                s.close()
                if gone():
                    why = f"kernel process died (exit {km.provisioner.process.returncode})"
                if not why and var is not None and w.value(var) is not None:
                    why = "the unsigned code ran"
                note(name, ch, why, want)
                if gone():
                    raise SystemExit(1)
        # replay: the same signed message twice runs once
        v = "abuse_r" + uuid.uuid4().hex[:8]
        w.ask("shell", *w.execute(a.assign.format(v).replace("= 1", "= 0")))
        f = w.frames(*w.execute(f"{v} = {v} + 1"))
        for _ in range(3):
            w.sock("shell").send_multipart(f)
        time.sleep(0.5)
        why = w.alive()
        got = w.value(v)
        note("replay of one signed execute_request, three times", "shell", why or ("" if got == "1" else f"ran {got} times"),
             "run once")
        # something that is not ZMTP at all
        for ch in ("shell", "control", "iopub", "stdin", "hb"):
            for name, blob in (("HTTP", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"), ("random bytes", os.urandom(4096)),
                               ("huge frame length", b"\xff" + b"\0" * 8 + b"\x7f\x03\x00NULL" + b"\0" * 48 + b"\x02" + struct.pack(">Q", 1 << 62))):
                try:
                    t = socket.create_connection((info["ip"], info[ch + "_port"]), 3)
                    t.sendall(blob)
                    t.settimeout(0.1)
                    try:
                        t.recv(100)
                    except OSError:
                        pass
                    t.close()
                except OSError as e:
                    if gone():
                        note(f"not ZMTP: {name}", ch, f"kernel process died: {e}")
                        raise SystemExit(1)
                note(f"not ZMTP: {name}", ch, w.alive())
        # 300 clients come and go
        for _ in range(300):
            s = w.sock("shell", fresh=True)
            s.send_multipart(w.frames(w.header("kernel_info_request"), {}))
            s.close()
        note("300 clients that leave before their reply", "shell", w.alive())
        # a subscriber that never reads
        s = w.ctx.socket(zmq.SUB)
        s.rcvhwm = 1
        s.linger = 0
        s.subscribe(b"")
        s.connect(w.url("iopub"))
        time.sleep(0.3)
        w.ask("shell", *w.execute("for i in range(20000):\n    print(i)"), 60)
        note("a subscriber that never reads, 20,000 lines", "iopub", w.alive())
        s.close()
        # a flood of requests
        s = w.sock("shell", fresh=True)
        for _ in range(3000):
            s.send_multipart(w.frames(w.header("kernel_info_request"), {}))
        time.sleep(0.2)
        note("3,000 requests in one breath, replies unread", "shell", w.alive())
        s.close()
        after = rss()
        print(f"resident memory {before} -> {after} MiB")
    except SystemExit as e:
        code = e.code
    finally:
        record("abuse", sum(r["ok"] for r in rows), sum(not r["ok"] for r in rows) + (code == 2))
        if a.json:
            json.dump({"cases": rows, "failed": sum(not r["ok"] for r in rows)}, open(a.json, "w"), indent=1)
        if km:
            km.shutdown_kernel(now=True)
        w.ctx.destroy(linger=0)
    sys.exit(code)


if __name__ == "__main__":
    main()
