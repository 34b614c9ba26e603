import Tensors
import Testing

import Networks

/// What becomes of memory that no longer fits; the numbers and messages are those of PyTorch 2.13.
@Suite struct ParameterUpdateTests {
    /// What a parameter of ones is after each of five steps with the gradient (1, 2), a setting changed after the second.
    private func steps(
        _ rule: any UpdateRule, _ settings: [(name: String, value: TensorTree)], later: (String, TensorTree)
    ) throws -> [Double] {
        let weight = try Tensor([Float(1), 1]).asParameter()
        let optimizer = try Optimizer(rule, [ParameterGroup([weight])], settings)
        return try (0..<5).map { index in
            if index == 2 { optimizer.groups[0].options[later.0] = later.1 }
            weight.grad = try Tensor([Float(1), 2])
            try optimizer.step()
            return (weight.doubles()[1] * 10000).rounded() / 10000
        }
    }

    @Test func aSettingThatNeedsLessMemoryGoesOnWithoutIt() throws {
        let momentum: [(name: String, value: TensorTree)] = [("momentum", .float(0.9))]
        #expect(
            try steps(RootMeanSquareRule(), momentum, later: ("momentum", .int(0)))
                == [0.9, 0.7391, 0.6811, 0.6307, 0.5855])
        #expect(
            try steps(RootMeanSquareRule(), [("centered", .bool(true))], later: ("centered", .bool(false)))
                == [0.8995, 0.8279, 0.7699, 0.7195, 0.6743])
    }

    @Test func momentumBeginsWhenItIsSwitchedOn() throws {
        #expect(
            try steps(GradientDescent(), [("lr", .float(0.1))], later: ("momentum", .float(0.9)))
                == [0.8, 0.6, 0.4, 0.02, -0.522])
    }

    @Test func memoryThatIsMissingLaterIsNamed() throws {
        for (rule, setting, name) in [
            (RootMeanSquareRule() as any UpdateRule, ("momentum", TensorTree.float(0.9)), "momentum_buffer"),
            (RootMeanSquareRule(), ("centered", .bool(true)), "grad_avg"),
            (Adam(), ("amsgrad", .bool(true)), "max_exp_avg_sq"),
        ] {
            #expect(throws: TensorError.invalid(.key, name)) { try steps(rule, [], later: setting) }
        }
    }

    /// A step of four numbers, then one of a parameter with other data.
    private func secondStep(_ rule: any UpdateRule, of data: Tensor) throws {
        let weight = try Tensor([Float(1), 1, 1, 1]).asParameter()
        let optimizer = try Optimizer(rule, [ParameterGroup([weight])], [("lr", .float(0.1))])
        weight.grad = try Tensor([Float(1), 1, 1, 1])
        try optimizer.step()
        weight.grad = nil
        try weight.setData(data)
        weight.grad = data
        try optimizer.step()
    }

    @Test func memoryOfAnotherShapeIsRefused() throws {
        for rule in [Adam(), RootMeanSquareRule(), AccumulatedSquareRule()] as [any UpdateRule] {
            #expect(throws: TensorError.sizeMismatch(4, 7, dimension: 0)) {
                try secondStep(rule, of: Tensor([Float](repeating: 1, count: 7)))
            }
        }
    }

    @Test func memoryOfAnotherPrecisionIsConvertedOrRefused() throws {
        try secondStep(AccumulatedSquareRule(), of: Tensor([1.0, 1, 1, 1]))
        #expect(throws: TensorError.runtime("expected dtype float for `end` but got dtype double")) {
            try secondStep(Adam(), of: Tensor([1.0, 1, 1, 1]))
        }
    }
}
