import Testing

import Models

/// The numbers are those of transformers 4.45.2 for heads of 8 dimensions, base 10000 and 64 positions.
@Suite struct RotaryScalingTests {
    @Test func withoutScalingEachPairTurnsTenTimesSlowerThanTheOneBefore() throws {
        #expect(try rates("null") == [1, 0.1, 0.01, 0.001])
    }

    @Test func linearScalingDividesEveryRate() throws {
        #expect(try rates(#"{"type": "linear", "factor": 2.0}"#) == [0.5, 0.05, 0.005, 0.0005])
    }

    @Test func dynamicScalingRaisesTheBaseForTextsBeyondTheLimitOnly() throws {
        let scaling = #"{"rope_type": "dynamic", "factor": 3.0}"#
        #expect(try rates(scaling, length: 64) == [1, 0.1, 0.01, 0.001])
        #expect(try rates(scaling, length: 128) == [1, 0.062996, 0.003969, 0.00025])
    }

    @Test func yarnKeepsTheFastPairsAndRaisesTheAttention() throws {
        let scaling = #"{"rope_type": "yarn", "factor": 4.0}"#
        #expect(try rates(scaling) == [1, 0.0625, 0.0025, 0.00025])
        #expect(try abs(self.scaling(scaling).attentionFactor - 1.1386294) < 1e-6)
    }

    @Test func llama3ScalingPassesSmoothlyFromShortToLongWaves() throws {
        let scaling =
            #"{"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "#
            + #""original_max_position_embeddings": 64}"#
        #expect(try rates(scaling) == [1, 0.013042, 0.00125, 0.000125])
    }

    @Test(arguments: [
        #"{"rope_type": "linear"}"#, #"{"rope_type": "yarn", "factor": -1.0}"#, #"{"rope_type": "dynamic"}"#,
        #"{"rope_type": "llama3", "factor": 8.0}"#, #"{"rope_type": "spiral", "factor": 2.0}"#,
        #"{"rope_type": "longrope", "short_factor": [1.0], "long_factor": [1.0]}"#,
    ])
    func whatIsMissingOrAbsurdIsRefused(text: String) {
        #expect(throws: CheckpointError.self) { try scaling(text) }
    }

    private func scaling(_ text: String) throws -> RotaryScaling {
        let json = JSONValue.object([
            JSONMember("model_type", .string("llama")), JSONMember("max_position_embeddings", .integer(64)),
        ])
        return try RotaryScaling(
            size: 8, base: 10000, JSONReader.read(Array(text.utf8)), Configuration(json: json))
    }

    private func rates(_ text: String, length: Int = 0) throws -> [Double] {
        try scaling(text).rates(length: length).map { (Double($0) * 1e6).rounded() / 1e6 }
    }
}
