import Language
import Testing

/// Random programs on random small networks: what a trace computes is what the same program computes on plain tensors.
struct FuzzTests {
    @Test(arguments: UInt64(0)..<60) func aRandomProgramInATraceGivesWhatItGivesOutside(seed: UInt64) throws {
        var random = Seeded(seed)
        let widths = (0..<3).map { _ in Int.random(in: 1...5, using: &random) }
        let body = (0..<Int.random(in: 3...14, using: &random)).map { _ in step(&random) }
        let setup = """
            import torch
            from nnsight import NNsight
            torch.manual_seed(\(seed))
            net = torch.nn.Sequential(torch.nn.Linear(\(widths[0]), \(widths[1])), torch.nn.ReLU(), torch.nn.Linear(\(widths[1]), \(widths[2]))).requires_grad_(False)
            model = NNsight(net)
            x = torch.randn(2, \(widths[0]))
            def program(h):
                v = h
                w = h.sum()
                n = 0
            \(body.map { "    " + $0.replacing("\n", with: "\n    ") }.joined(separator: "\n"))
                return v, w, n
            """
        let program = try Program()
        try program.run(setup)
        let eager = try program.run(
            """
            hidden = net[0](x)
            v, w, n = program(hidden.clone())
            print(v, w, n, net[2](net[1](v)) if v.shape == hidden.shape else 0)
            """)
        let traced = try program.run(
            """
            inner = model._model[0]
            with model.trace(x):
                h = getattr(model, "0").output
                v, w, n = program(h.clone())
                a, b = (v * 1).save(), (w * 1).save()
                c = nnsight.apply(lambda k: k, n).save()
                if v.shape == h.shape:
                    setattr(getattr(model, "0"), "output", v)
                o = model.output.save()
                same = v.shape == h.shape
            print(a, b, c, o if same else 0)
            """)
        #expect(traced == eager, "seed \(seed):\n\(setup)")
    }

    /// One statement, with branches and loops on values that only a run knows.
    private func step(_ random: inout Seeded) -> String {
        let number = Int.random(in: 1...3, using: &random)
        switch Int.random(in: 0..<15, using: &random) {
        case 0: return "v = v + \(number)"
        case 1: return "v = v * 0.5 - w"
        case 2: return "v = torch.relu(v)"
        case 3: return "v = -v"
        case 4: return "w = (v * v).mean() + \(number)"
        case 5: return "v = v.clone()\nv[0] = \(number)"
        case 6: return "v = torch.where(v > 0, v, v * 2)"
        case 7: return "v = v.abs().clamp(max=\(number))"
        case 8: return "w = w / (1 + v.abs().sum())"
        case 9: return "if w > 0:\n    v = v * 2\nelse:\n    v = v - 1"
        case 10: return "if v.sum() > \(number):\n    w = w + 1\n    n += 1"
        case 11: return "n = n + 1 if w > v.max() else n - 1"
        case 12: return "for row in v:\n    w = w + row[0]"
        case 13: return "k = v.abs().sum().clamp(max=100)\nwhile k > \(number):\n    k = k / 2\n    n = n + 1"
        default: return "if w > 0 and not v.max() > \(number):\n    v = v + 1\nelif w < -1:\n    w = w * 0"
        }
    }
}
