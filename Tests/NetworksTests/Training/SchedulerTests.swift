import Tensors
import Testing

import Networks

/// The numbers are those of PyTorch 2.13.
@Suite struct SchedulerTests {
    private func rates(_ schedule: Schedule, count: Int = 7) throws -> [Double] {
        let weight = try Tensor.zeros([1]).asParameter()
        let optimizer = try Optimizer(GradientDescent(), [ParameterGroup([weight])], [("lr", .float(1))])
        let scheduler = try Scheduler(optimizer, schedule)
        return try (0..<count).map { _ in
            let rate = optimizer.groups[0].options.number("lr")
            try scheduler.step()
            return (rate * 100000).rounded() / 100000
        }
    }

    @Test func schedules() throws {
        #expect(try rates(.step(every: 2, gamma: 0.1)) == [1, 1, 0.1, 0.1, 0.01, 0.01, 0.001])
        #expect(try rates(.scaled([{ 1 / Double(1 + $0) }]), count: 4) == [1, 0.5, 0.33333, 0.25])
        let cosine = [1, 0.91406, 0.68906, 0.41094, 0.18594, 0.1, 0.18594]
        #expect(try rates(.cosine(epochs: 5, minimum: 0.1)) == cosine)
        #expect(try rates(.exponential(gamma: 0.5), count: 4) == [1, 0.5, 0.25, 0.125])
        #expect(try rates(.milestones([2, 4], gamma: 0.5)) == [1, 1, 0.5, 0.5, 0.25, 0.25, 0.25])
        #expect(try rates(.linear(from: 0.5, to: 1, epochs: 2), count: 4) == [0.5, 0.75, 1, 1])
        #expect(try rates(.constant(factor: 0.5, epochs: 2), count: 4) == [0.5, 0.5, 1, 1])
        #expect(try rates(.polynomial(epochs: 4, power: 1), count: 6) == [1, 0.75, 0.5, 0.25, 0, 0])
        #expect(try rates(.cosineRestarts(first: 2, factor: 1, minimum: 0), count: 4) == [1, 0.5, 1, 0.5])
    }

    @Test func aPlateauLowersTheRate() throws {
        let weight = try Tensor.zeros([1]).asParameter()
        let optimizer = try Optimizer(GradientDescent(), [ParameterGroup([weight])], [("lr", .float(1))])
        var settings = PlateauScheduler.Settings()
        settings.patience = 1
        let scheduler = try PlateauScheduler(optimizer, settings)
        for measure in [1.0, 1.0, 1.0] { scheduler.step(measure) }
        #expect(scheduler.lastRates == [0.1])
    }
}
