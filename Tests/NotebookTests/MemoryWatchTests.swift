import Synchronization
import Testing

import Notebook

@Suite struct MemoryWatchTests {
    /// How often a cell was stopped within 2 s, or until the first stop, with so much memory left and a process that
    /// grows by `growth` bytes from look to look.
    private func stops(available: Int, growth: Int, within milliseconds: Int) async throws -> Int {
        let looks = Count()
        let stops = Count()
        let watch = MemoryWatch(
            available: { available }, resident: { looks.next() * growth }, stop: { _ = stops.next() })
        watch.cellBegins()
        for _ in 0..<milliseconds / 10 where stops.value == 0 { try await Task.sleep(for: .milliseconds(10)) }
        watch.cellEnds()
        return stops.value
    }

    private final class Count: Sendable {
        private let number = Atomic<Int>(0)
        var value: Int { number.load(ordering: .relaxed) }
        func next() -> Int { number.add(1, ordering: .relaxed).newValue }
    }

    @Test func stopsACellThatGrowsWhileMemoryIsShort() async throws {
        #expect(try await stops(available: 0, growth: 128 << 20, within: 20_000) >= 1)
    }

    @Test func letsACellBeThatDoesNotGrow() async throws {
        #expect(try await stops(available: 0, growth: 0, within: 300) == 0)
    }

    @Test func letsACellBeWhileThereIsMemory() async throws {
        #expect(try await stops(available: 64 << 30, growth: 128 << 20, within: 300) == 0)
    }

    @Test func nothingIsStoppedAfterACell() async throws {
        let looks = Count()
        let stops = Count()
        let watch = MemoryWatch(
            available: { 0 }, resident: { looks.next() << 30 }, stop: { _ = stops.next() })
        watch.cellBegins()
        watch.cellEnds()
        try await Task.sleep(for: .milliseconds(300))
        #expect(stops.value == 0)
    }
}
