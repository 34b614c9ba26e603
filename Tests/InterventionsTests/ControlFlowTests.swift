import Testing

/// Every form of Python's control flow on a value that only a run knows gives in a trace, and in a session, what it gives
/// on plain tensors. The value is the output of the first layer, (4, 4, 4).
struct ControlFlowTests {
    @Test(arguments: ControlFlowForms.all) func aFormGivesInATraceWhatItGivesOnTensors(form: String) throws {
        let printed = try Program().run(
            """
            def plain(v):
                if isinstance(v, (tuple, list)): return [plain(e) for e in v]
                return v.tolist() if isinstance(v, torch.Tensor) else v
            def form(h):
            \(form.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
            eager = form(net[0](x))
            with model.trace(x):
                traced = nnsight.apply(lambda *a: a, form(model.layer1.output)).save()
            with model.session():
                with model.trace(x):
                    hidden = model.layer1.output
                later = nnsight.apply(lambda *a: a, form(hidden)).save()
            print(plain(traced.value[0]) == plain(eager), plain(later.value[0]) == plain(eager), plain(eager))
            """)
        #expect(printed.hasPrefix("True True"), "\(printed)")
    }
}

/// Bodies of functions of `h`.
private enum ControlFlowForms {
    static let all = [
        """
        total = 0
        for k in range(5):
            if (h * k).sum() < 20: continue
            total = total + k
        return total
        """,
        """
        total = 0
        for k in range(5):
            if (h * k).sum() > 30: break
            total = total + k
        return total
        """,
        """
        total = 0
        for k in range(5):
            if (h * k).sum() > 30: break
            total = total + k
        else:
            total = 100
        return total
        """,
        """
        total = 0
        for k in range(5):
            if (h * k).sum() > 3000: break
            total = total + k
        else:
            total = total + 100
        return total
        """,
        """
        total = 0
        for k in range(6):
            if (h * k).sum() < 20: continue
            if (h * k).sum() > 50: break
            total = total + k
        return total
        """,
        """
        out = []
        for i in range(3):
            for j in range(3):
                if (h * i * j).sum() > 20: break
                out.append((i, j))
        return out
        """,
        """
        out = []
        for k in range(4):
            if (h * k).sum() == 12: continue
            out.append(k)
        return out
        """,
        """
        total = 0
        for k in range(5):
            if (h * k).sum() < 30:
                total += 1
            else:
                total += 10
                break
        return total
        """,
        """
        i = 0
        while i < 5:
            i += 1
            if (h * i).sum() > 30: break
        return i
        """,
        """
        i = 0; n = 0
        while i < 5:
            i += 1
            if (h * i).sum() > 30: continue
            n += i
        return n
        """,
        """
        r = -1
        for i, c in enumerate("abcdef"):
            if (h * i).sum() > 30:
                r = c
                break
        return r
        """,
        """
        out = 0
        for a, b in zip([1, 2, 3], [4, 5, 6]):
            if (h * a).sum() > 13: continue
            out += a * b
        return out
        """,
        """
        for k in range(5):
            if (h * k).sum() > 30:
                return k
        return -1
        """,
        """
        s = h.sum()
        n = 0
        while s > 0.1:
            s = s / 2
            n += 1
            if n == 3:
                break
        return n
        """,
        """
        s = h.sum()
        n = 0
        m = 0
        while s > 1:
            s = s / 2
            n += 1
            if s > 4:
                continue
            m += 1
        return (n, m)
        """,
        """
        s = h.sum()
        n = 0
        while s > 0.1:
            s = s / 2
            n += 1
            if s < 2:
                break
        return n
        """,
        """
        s = h.sum()
        n = 0
        while True:
            s = s / 2
            n += 1
            if s < 2:
                break
        return n
        """,
        """
        s = h.sum(); n = 0
        while s > 1:
            s = s / 2
        else:
            n = 7
        return n
        """,
        """
        t = 0
        for row in h:
            for e in row:
                t = t + e
        return t
        """,
        """
        t = 0
        for v in h[0].tolist():
            t = t + v * 2
        return t
        """,
        """
        t = 0
        for v in h[0].tolist():
            if t > 5: break
            t = t + v
        return t
        """,
        """
        t = 0
        for v in h[0].tolist():
            if v > 5: continue
            t = t + v
        return t
        """,
        """
        return [v * 2 for v in h[0].tolist()]
        """,
        """
        return [k for k in range(5) if (h * k).sum() > 20]
        """,
        """
        return [(i, j) for i in range(3) for j in range(2) if (h * i).sum() > 13]
        """,
        """
        s = h.sum()
        return "big" if s > 100 else "mid" if s > 10 else "small"
        """,
        """
        s = h.sum()
        return (s > 10 and "a") or "b"
        """,
        """
        s = h.sum().item()
        return 1 < s < 20
        """,
        """
        return not (h.sum() > 3)
        """,
        """
        s = h.sum().item()
        return f"{s:.3f}|{s!r}|{h.shape}|{'x' if s > 3 else 'y'}"
        """,
        """
        assert h.sum() > 0, "no"
        return 1
        """,
        """
        n = 1
        if h.sum() > 3: n *= 5
        else: n -= 1
        return n
        """,
        """
        if h.sum() > 3:
            y = h * 2
        return y
        """,
        """
        a, b = 1, 2
        if h.sum() > 3:
            a, b = b, a
        return (a, b)
        """,
        """
        if (s := h.sum()) > 3:
            return s
        return 0
        """,
        """
        n = 0
        def inc():
            nonlocal n
            n += 1
        if h.sum() > 3:
            inc()
        return n
        """,
        """
        def f(v, d):
            if d == 0: return v
            return f(v * 2, d - 1)
        return f(h, 3)
        """,
        """
        y = None
        if h.sum() > 3: y = h
        if y is None: return 0
        return 1
        """,
        """
        out = []
        s = h.sum()
        while s > 1:
            out.append(s)
            s = s / 2
        return len(out)
        """,
        """
        def g(v):
            for k in range(3):
                if v.sum() > 10 * k and k > 0:
                    return k
            return 9
        return g(h) + g(h * 3)
        """,
    ]
}
