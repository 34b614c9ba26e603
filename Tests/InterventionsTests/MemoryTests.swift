import Tensors
import Testing

struct MemoryTests {
    /// A network whose values are large enough to be counted: 64 KB for each.
    private func program() throws -> Program {
        let program = try Program()
        try program.run(
            """
            big = NNsight(torch.nn.Sequential(torch.nn.Linear(128, 128), torch.nn.Linear(128, 128)))
            y = torch.ones(128, 128)
            def once():
                with big.trace(y) as tracer:
                    h = big.output + 1
                    out = (h * 2).save()
                    total = h.sum().save()
                    if total > 0:
                        h = h * 2
                return total.item()
            """)
        return program
    }

    @Test func aThousandTracesHoldNoMoreThanTheFirst() throws {
        let program = try program()
        try program.run("once()")
        let before = Allocator.livingBytes
        try program.run("for i in range(1000): once()")
        #expect(Allocator.livingBytes == before)
    }

    @Test func gradientsSessionsAndEditsAreFreed() throws {
        let program = try program()
        try program.run(
            """
            def many():
                with big.trace(y):
                    h = big.output
                    g = h.grad.save()
                    h.sum().backward()
                big.zero_grad()
                with big.session() as session:
                    kept = nnsight.list()
                    with session.iter([1, 2]) as k:
                        with big.trace(y * k):
                            kept.append(big.output)
                with big.edit() as edited:
                    big.output = big.output * 2
                with edited.trace(y):
                    o = big.output.save()
            many()
            """)
        let before = Allocator.livingBytes
        try program.run("for i in range(20): many()")
        #expect(Allocator.livingBytes == before)
    }

    @Test func aTraceThatFailsLeavesNothing() throws {
        let program = try program()
        let failing = "with big.trace(y):\n    h = big.output * 2\n    raise KeyError('x')"
        _ = program.error(failing)
        let before = Allocator.livingBytes
        for _ in 0..<20 { _ = program.error(failing) }
        #expect(Allocator.livingBytes == before)
    }
}
