import Testing

/// The learning rates of six steps, as transformers gives them.
@Suite struct LearningRateSchedulesTests {
    private func rates(_ call: String) throws -> String {
        try Program().run(
            """
            import torch, transformers
            optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
            scheduler = transformers.\(call)
            rates = []
            for step in range(6):
                rates.append(round(scheduler.get_last_lr()[0], 4))
                optimizer.step()
                scheduler.step()
            print(rates)
            """)
    }

    @Test func aLinearScheduleWarmsUpAndGoesDown() throws {
        #expect(
            try rates("get_linear_schedule_with_warmup(optimizer, 2, 6)") == "[0.0, 0.5, 1.0, 0.75, 0.5, 0.25]\n")
    }

    @Test func aCosineGoesDownSlowlyAtBothEnds() throws {
        #expect(
            try rates("get_cosine_schedule_with_warmup(optimizer, 2, 6)") == "[0.0, 0.5, 1.0, 0.8536, 0.5, 0.1464]\n")
    }

    @Test func aConstantScheduleStays() throws {
        #expect(try rates("get_constant_schedule_with_warmup(optimizer, 2)") == "[0.0, 0.5, 1.0, 1.0, 1.0, 1.0]\n")
    }
}
