import Testing

/// Random interventions on random small networks, with replacements, writing in place, conditions, gradients and two
/// invokes: a trace gives what the same edits give when the layers are called one by one.
struct InterventionFuzzTests {
    @Test(arguments: UInt64(0)..<60) func randomInterventionsGiveWhatTheyGiveWithoutATrace(seed: UInt64) throws {
        var random = Seeded(seed &+ 1000)
        let widths = (0..<4).map { _ in Int.random(in: 2...5, using: &random) }
        let invokes = (0..<2).map { _ in (0..<2).map { _ in edits(&random) } }
        let scale = Int.random(in: 1...3, using: &random)
        let program = try Program()
        try program.run(
            """
            torch.manual_seed(\(seed))
            net = torch.nn.Sequential(OrderedDict([
                ("a", torch.nn.Linear(\(widths[0]), \(widths[1]))), ("b", torch.nn.Linear(\(widths[1]), \(widths[2]))),
                ("c", torch.nn.Linear(\(widths[2]), \(widths[3])))]))
            model = NNsight(net)
            inputs = [torch.randn(2, \(widths[0])), torch.randn(1, \(widths[0]))]
            def show(*values): print([[round(v, 3) + 0.0 for v in value.flatten().tolist()] for value in values])
            """)
        let eager = try program.run(
            """
            losses, outs, hidden = [], [], []
            for k, x in enumerate(inputs):
                v = net.a(x)
                if k == 0:
            \(indented(invokes[0][0].map { $0.eager }, by: 8))
                else:
            \(indented(invokes[1][0].map { $0.eager }, by: 8))
                v.retain_grad()
                hidden.append(v)
                v = net.b(v)
                if k == 0:
            \(indented(invokes[0][1].map { $0.eager }, by: 8))
                else:
            \(indented(invokes[1][1].map { $0.eager }, by: 8))
                outs.append(net.c(v))
                losses.append((outs[-1] * \(scale)).sum())
            sum(losses).backward()
            show(*outs, *[h.grad for h in hidden])
            """)
        let traced = try program.run(
            """
            with model.trace() as tracer:
                with tracer.invoke(inputs[0]):
            \(indented(invokes[0][0].map { $0.traced("a") }, by: 8))
                    g0 = model.a.output.grad.save()
            \(indented(invokes[0][1].map { $0.traced("b") }, by: 8))
                    o0 = model.output.save()
                    loss = (model.output * \(scale)).sum()
                with tracer.invoke(inputs[1]):
            \(indented(invokes[1][0].map { $0.traced("a") }, by: 8))
                    g1 = model.a.output.grad.save()
            \(indented(invokes[1][1].map { $0.traced("b") }, by: 8))
                    o1 = model.output.save()
                    (loss + (model.output * \(scale)).sum()).backward()
            show(o0, o1, g0, g1)
            """)
        #expect(traced == eager, "seed \(seed): \(invokes)")
    }

    private func indented(_ lines: [String], by count: Int) -> String {
        (lines + ["pass"]).flatMap { $0.split(separator: "\n") }
            .map { String(repeating: " ", count: count) + $0 }.joined(separator: "\n")
    }

    /// One change of a value `V`, perhaps under a condition.
    private struct Edit: CustomStringConvertible {
        let text: String
        let condition: String?
        let isStaged: Bool

        var eager: String { place("v", condition.map { "if \($0):\n    \(text)" } ?? text) }

        func traced(_ module: String) -> String {
            let head = isStaged ? "if \(condition ?? ""):" : "with tracer.cond(\(condition ?? "")):"
            return place("model.\(module).output", condition == nil ? text : "\(head)\n    \(text)")
        }

        private func place(_ name: String, _ text: String) -> String { text.replacing("V", with: name) }

        var description: String { eager }
    }

    private func edits(_ random: inout Seeded) -> [Edit] {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
            let number = Int.random(in: 1...3, using: &random)
            let texts = [
                "V = V * \(number)", "V = V + \(number)", "V = torch.tanh(V) + 0", "V[:, 0] = \(number)",
                "V[:] = V * 0.5",
                "V[0] = V[0] - \(number)", "V[:, 1:] = V[:, :1] * \(number)", "V += \(number)", "V = V.flip(1)",
                "V[V > \(number)] = 0", "V = torch.where(V > 0, V, V * 2)",
            ]
            let isConditional = Int.random(in: 0...3, using: &random) == 0
            return Edit(
                text: texts[Int.random(in: 0..<texts.count, using: &random)],
                condition: isConditional ? "V.sum() > \(number - 2)" : nil, isStaged: Bool.random(using: &random))
        }
    }
}
