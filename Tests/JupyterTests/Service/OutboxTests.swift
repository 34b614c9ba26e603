import Testing

import Jupyter

@Suite struct OutboxTests {
    private let parent = Array("{}".utf8)

    private func texts(_ outbox: Outbox, after: Duration = .zero) -> [String] {
        outbox.take(now: .now + after).map { $0.message.content["text"]?.string ?? $0.message.header.type }
    }

    @Test func textIsKeptBackForAMomentAndJoined() {
        let outbox = Outbox {}
        let before = ContinuousClock.now
        outbox.write("hello, ", to: .stdout, parent: parent)
        outbox.write("world", to: .stdout, parent: parent)
        #expect(outbox.take(now: before).isEmpty)
        #expect(texts(outbox, after: .milliseconds(60)) == ["hello, world"])
    }

    @Test func anythingElseSendsTheTextFirst() {
        let outbox = Outbox {}
        outbox.write("a", to: .stdout, parent: parent)
        outbox.publish(.clearOutput(wait: false), parent: parent)
        #expect(texts(outbox) == ["a", "clear_output"])
    }

    @Test func theStreamsKeepTheirCommonOrder() {
        let outbox = Outbox {}
        outbox.write("1", to: .stdout, parent: parent)
        outbox.write("2", to: .stderr, parent: parent)
        outbox.write("3", to: .stdout, parent: parent)
        outbox.flush()
        #expect(texts(outbox) == ["1", "2", "3"])
    }

    @Test func tenThousandLinesMakeFewMessages() {
        let outbox = Outbox {}
        for line in 0..<10_000 { outbox.write("line \(line)\n", to: .stdout, parent: parent) }
        outbox.flush()
        let sent = texts(outbox)
        #expect(sent.count < 20)
        #expect(sent.joined().split(separator: "\n").count == 10_000)
    }

    @Test func theSenderIsWokenOnceUntilItLooks() {
        let wakes = Monitor(0)
        let outbox = Outbox { wakes.update { $0 += 1 } }
        for _ in 0..<10 { outbox.publish(.status(.busy), parent: parent) }
        #expect(wakes.update { $0 } == 1)
        #expect(outbox.take().count == 10)
        outbox.publish(.status(.idle), parent: parent)
        #expect(wakes.update { $0 } == 2)
    }

    @Test func identifiersDiffer() {
        let outbox = Outbox {}
        for _ in 0..<3 { outbox.publish(.status(.busy), parent: parent) }
        #expect(Set(outbox.take().map(\.message.header.id)).count == 3)
        #expect(Outbox.randomID().count == 32)
    }
}
