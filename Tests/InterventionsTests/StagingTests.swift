import Testing

/// Python's own control flow on values that only a run knows. The first layer gives (4, 4, 4).
struct StagingTests {
    @Test func bothSidesOfAnIfAreReadAndOneCounts() throws {
        let printed = try Program().run(
            """
            def run(limit):
                with model.trace(x):
                    h = model.layer1.output
                    if h.max() > limit:
                        y = h * 2
                    elif h.sum() > 100:
                        y = h * 3
                    else:
                        y = h - 1
                        model.layer1.output[:] = 0
                    y = (y + 1).save()
                    out = model.output.save()
                print(y, out)
            run(3)
            run(5)
            """)
        #expect(printed == "tensor([[9., 9., 9.]]) tensor([[13., 13.]])\ntensor([[4., 4., 4.]]) tensor([[1., 1.]])\n")
    }

    @Test func andOrNotAndConditionalExpressionsBecomeValues() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                s = model.layer1.output.sum()
                a = 1 if s > 10 else 2
                b = (s > 10 and s < 11).save()
                c = (s > 20 or s > 11).save()
                d = (not s > 20).save()
                e = (10 < s < 13).save()
            print(a, b, c, d, e)
            """)
        #expect(printed == "1 tensor(False) tensor(True) True tensor(True)\n")
    }

    @Test func textsAndPrintsAreWrittenWhenTheModelRuns() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                s = model.layer1.output.sum()
                print("sum is", s, sep=" -> ")
                print(f"{s.item():.2f} of {model.layer1.output.shape}")
                print("reading")
            """)
        #expect(printed == "reading\nsum is -> tensor(12.)\n12.00 of torch.Size([1, 3])\n")
    }

    @Test func aWhileOnAValueRepeatsItsBody() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                v = model.layer1.output.sum()
                n = 0
                while v > 1 and n < 10:
                    v = v / 2
                    n += 1
                v, n = v.save(), n.save()
            print(v, n)
            """)
        #expect(printed == "tensor(0.7500) 4\n")
    }

    @Test func aForOverUnknownElementsRunsForEach() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                items = nnsight.list([1, 2, 3])
                total = 0
                seen = []
                for i in items:
                    total = total + i
                    seen.append(i * 10)
                squares = [i * i for i in items if i > 1]
                session.log(total, seen, squares)
            """)
        #expect(printed == "6 [10, 20, 30] [4, 9]\n")
    }

    @Test func functionsMayReturnFromEitherSide() throws {
        let printed = try Program().run(
            """
            def choose(h, limit):
                if h.sum() > limit:
                    return h * 10
                return -h
            with model.trace(x):
                a = choose(model.layer1.output, 3).save()
                b = choose(model.layer1.output, 30).save()
            print(a, b)
            """)
        #expect(printed == "tensor([[40., 40., 40.]]) tensor([[-4., -4., -4.]])\n")
    }

    @Test func breakLeavesAKnownLoop() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                h = model.layer1.output
                total = 0
                for k in range(5):
                    if (h * k).sum() > 30:
                        break
                    total = total + (h * k).sum()
                total = (total * 1).save()
            print(total)
            """)
        #expect(printed == "tensor(36.)\n")
    }

    @Test func assertionsAndExceptionsHappenWhenTheModelRuns() throws {
        let program = try Program()
        let error = program.error(
            """
            with model.trace(x):
                s = model.layer1.output.sum()
                assert s > 100, f"sum is {s}"
            """)
        #expect(error == "AssertionError: sum is 12.0" || error == "AssertionError: sum is tensor(12.)")
        let raised = program.error(
            """
            with model.trace(x):
                if model.layer1.output.sum() > 10:
                    raise ValueError("too large")
            """)
        #expect(raised == "ValueError: too large")
        #expect(try program.run("with model.trace(x):\n    assert model.output.sum() > 1\nprint('ok')") == "ok\n")
    }
}
