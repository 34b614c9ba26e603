import Tensors
import Testing

import Networks

/// The numbers are those of PyTorch 2.13.
@Suite struct OptimizerTests {
    private func rounded(_ tensor: Tensor) -> [Double] { tensor.doubles().map { ($0 * 10000).rounded() / 10000 } }

    /// Four steps downhill on w0² + 3 w1².
    private func descend(_ settings: [(name: String, value: TensorTree)]) throws -> [Double] {
        let weight = try Tensor([Float(1), -2]).asParameter()
        let optimizer = try Optimizer(GradientDescent(), [ParameterGroup([weight])], settings)
        for _ in 0..<4 {
            try optimizer.zeroGrad()
            try Backward.run([sum(weight * weight * Tensor([Float(1), 3]))])
            try optimizer.step()
        }
        return rounded(weight)
    }

    @Test func gradientDescentAndItsVariants() throws {
        #expect(try descend([("lr", .float(0.1))]) == [0.4096, -0.0512])
        #expect(try descend([("lr", .float(0.05)), ("momentum", .float(0.9))]) == [0.2268, 1.2856])
        let nesterov: [(String, TensorTree)] = [
            ("lr", .float(0.05)), ("momentum", .float(0.9)), ("nesterov", .bool(true)),
        ]
        #expect(try descend(nesterov) == [0.0939, 0.8529])
        #expect(try descend([("lr", .float(0.1)), ("weight_decay", .float(0.5))]) == [0.3164, -0.03])
        let damped: [(String, TensorTree)] = [
            ("lr", .float(0.05)), ("momentum", .float(0.5)), ("dampening", .float(0.1)),
        ]
        #expect(try descend(damped) == [0.5098, 0.1297])
    }

    /// Five steps of Adam towards (0, 1, 0.5), each steeper than the one before.
    private func approach(_ rule: Adam, _ settings: [(name: String, value: TensorTree)]) throws -> [Double] {
        let weight = try Tensor([Float(1), -2, 0.5]).asParameter()
        let optimizer = try Optimizer(rule, [ParameterGroup([weight])], settings)
        for index in 0..<5 {
            try optimizer.zeroGrad()
            let distance = try weight - Tensor([Float(0), 1, 0.5])
            try Backward.run([sum(distance * distance * .int(index + 1))])
            try optimizer.step()
        }
        return rounded(weight)
    }

    @Test func adamAndItsVariants() throws {
        #expect(try approach(Adam(), []) == [0.9951, -1.9951, 0.5])
        #expect(try approach(Adam(), [("lr", .float(0.1))]) == [0.5072, -1.5124, 0.5])
        let decoupled = Adam(decoupledWeightDecay: true)
        #expect(try approach(decoupled, [("lr", .float(0.1))]) == [0.5031, -1.5033, 0.4553])
        #expect(try approach(decoupled, [("lr", .int(3))]) == [-0.4464, -0.1713, -0.7628])
        let decayed: [(String, TensorTree)] = [("lr", .float(0.1)), ("weight_decay", .float(0.1))]
        #expect(try approach(Adam(), decayed) == [0.5064, -1.5118, 0.5102])
        let betas = TensorTree.tuple([.float(0.5), .float(0.9)])
        let changed: [(String, TensorTree)] = [("lr", .float(0.1)), ("betas", betas), ("eps", .float(1e-3))]
        #expect(try approach(Adam(), changed) == [0.4637, -1.456, 0.5])
        let largest: [(String, TensorTree)] = [("lr", .float(0.1)), ("amsgrad", .bool(true))]
        #expect(try approach(Adam(), largest) == [0.5072, -1.5124, 0.5])
    }

    /// The running means are fused products, as in PyTorch, whose numbers these are to the last bit.
    @Test func adamRoundsAsPyTorchDoes() throws {
        let weight = try Tensor([Float(1.1), -2.3, 0.7]).asParameter()
        let optimizer = try Optimizer(Adam(decoupledWeightDecay: true), [ParameterGroup([weight])])
        for slope in [[0.3, -0.7, 1.9], [1.7, 0.9, -0.1], [0.33, 0.77, 0.11]] as [[Float]] {
            weight.grad = try Tensor(slope)
            try optimizer.step()
        }
        #expect(weight.doubles() == [1.0973531007766724, -2.299577474594116, 0.6978259086608887])
    }

    /// Three steps of 16 weights along a sine; the first two and the last weight.
    private func wander(_ rule: any UpdateRule, _ settings: [(name: String, value: TensorTree)]) throws -> [Double] {
        let weight = try Tensor((0..<16).map { Float(-2 + Double($0) * 4 / 15) }).asParameter()
        let optimizer = try Optimizer(rule, [ParameterGroup([weight])], settings)
        for step in 0..<3 {
            weight.grad = try sin(Tensor((0..<16).map { Float($0 + step) })) * 0.7
            try optimizer.step()
        }
        let values = weight.doubles()
        return [values[0], values[1], values[15]].map { ($0 * 1e6).rounded() / 1e6 }
    }

    @Test func stepsOfManyWeightsAgree() throws {
        let nesterov: [(String, TensorTree)] = [
            ("lr", .float(0.1)), ("momentum", .float(0.9)), ("weight_decay", .float(0.01)), ("nesterov", .bool(true)),
        ]
        #expect(try wander(GradientDescent(), nesterov) == [-2.264281, -2.1124, 2.010263])
        let centered: [(String, TensorTree)] = [("momentum", .float(0.9)), ("centered", .bool(true))]
        #expect(try wander(RootMeanSquareRule(), centered) == [-2.265264, -2.158413, 1.885735])
        let decayed: [(String, TensorTree)] = [("lr", .float(0.03)), ("weight_decay", .float(0.1))]
        #expect(try wander(RootMeanSquareRule(), decayed) == [-2.177849, -2.188133, 1.897862])
        #expect(try wander(AccumulatedSquareRule(), [("lr", .float(0.1))]) == [-2.173395, -1.918046, 2.020878])
        let largest: [(String, TensorTree)] = [("lr", .float(0.1)), ("amsgrad", .bool(true))]
        #expect(try wander(Adam(decoupledWeightDecay: true), largest) == [-2.15430, -2.012101, 1.900183])
        #expect(try wander(Adam(), [("weight_decay", .float(0.3))]) == [-1.997829, -1.734938, 1.997466])
    }

    @Test func settingsThatMakeNoSenseAreRefused() throws {
        let weight = try Tensor.ones([1]).asParameter()
        #expect(throws: TensorError.value("Invalid learning rate: -1.0")) {
            try Optimizer(Adam(), [ParameterGroup([weight])], [("lr", .float(-1))])
        }
        #expect(throws: TensorError.value("optimizer got an empty parameter list")) {
            try Optimizer(Adam(), [ParameterGroup([])])
        }
        #expect(throws: TensorError.value("can't optimize a non-leaf Tensor")) {
            try Optimizer(Adam(), [ParameterGroup([weight * 2])])
        }
        #expect(throws: TensorError.value("some parameters appear in more than one parameter group")) {
            try Optimizer(Adam(), [ParameterGroup([weight]), ParameterGroup([weight])])
        }
    }

    @Test func groupsKeepTheirOwnSettings() throws {
        let (a, b) = (try Tensor.ones([1]).asParameter(), try Tensor.ones([1]).asParameter())
        let optimizer = try Optimizer(
            GradientDescent(), [ParameterGroup([a], [("lr", .float(1))]), ParameterGroup([b])], [("lr", .float(0.1))])
        #expect(optimizer.groups.map { $0.options.number("lr") } == [1, 0.1])
        let text = optimizer.description
        #expect(
            text.hasPrefix("SGD (\nParameter Group 0\n    dampening: 0\n    differentiable: False\n    foreach: None\n")
        )
        #expect(text.hasSuffix("    nesterov: False\n    weight_decay: 0\n)"))
    }

    @Test func halfPrecisionAndTransposedWeightsAreUpdatedToo() throws {
        for weight in [try Tensor([1, 2], dtype: .float16), try t(Tensor.ones([2, 3])).detachedCopy()] {
            _ = try weight.asParameter()
            weight.grad = try Tensor.ones(weight.shape, dtype: weight.dtype)
            let before = weight.floats()
            let optimizer = try Optimizer(GradientDescent(), [ParameterGroup([weight])], [("lr", .float(0.5))])
            try optimizer.step()
            #expect(weight.floats() == before.map { $0 - 0.5 })
        }
    }
}

extension Tensor {
    /// The same elements in the same order of memory, as a leaf.
    fileprivate func detachedCopy() throws -> Tensor { detach(self) }
}
