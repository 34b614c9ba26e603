import Testing

import Tensors

@Suite struct BackwardTests {
    private func leaf(_ values: [Float]) throws -> Tensor {
        let tensor = try Tensor(values)
        try tensor.setRequiresGrad(true)
        return tensor
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch let error as TensorError { return error.message } catch { return "\(error)" }
    }

    @Test func aNodeHasAsManyParentsAsInputs() throws {
        let x = try leaf([1, 2])
        for count in 1...5 {
            let joined = try cat(Array(repeating: x, count: count))
            #expect(joined.gradientNode?.parents.count == count)
            x.grad = nil
            try Backward.run([sum(joined)])
            #expect(x.grad?.floats() == [Float(count), Float(count)])
        }
    }

    @Test func gradientsAccumulateInPlace() throws {
        let x = try leaf([1, 1])
        try Backward.run([sum(x * 2)])
        let first = try #require(x.grad)
        try Backward.run([sum(x * 2)])
        #expect(x.grad === first)
        #expect(first.floats() == [4, 4])
    }

    @Test func aSecondPassNeedsTheGraph() throws {
        let x = try leaf([1, 2])
        let y = try sum(x * x)
        try Backward.run([y], retainGraph: true)
        try Backward.run([y])
        #expect(x.grad?.floats() == [4, 8])
        #expect(message { try Backward.run([y]) }.hasPrefix("Trying to backward through the graph a second time"))
    }

    @Test func aSecondPassThroughALossNeedsTheGraph() throws {
        let x = try leaf([1, 2])
        let loss = try mseLoss(x, detach(x))
        try Backward.run([loss])
        #expect(message { try Backward.run([loss]) }.hasPrefix("Trying to backward through the graph a second time"))
    }

    @Test func aSumSavesNothingAndCanRunTwice() throws {
        let x = try leaf([1, 2])
        let y = try sum(x + 1)
        try Backward.run([y])
        try Backward.run([y])
        #expect(x.grad?.floats() == [2, 2])
    }

    @Test func changingASavedTensorIsFound() throws {
        let x = try leaf([1, 1])
        let y = try x * 1
        let z = try sum(y * y)
        try y.overwrite { try $0 + 1 }
        #expect(
            message { try Backward.run([z]) }
                == "one of the variables needed for gradient computation has been modified by an inplace operation: "
                + "[torch.FloatTensor [2]], which is output 0 of Add, is at version 1; expected version 0 instead. Hint: "
                + "enable anomaly detection to find the operation that failed to compute its gradient, with "
                + "torch.autograd.set_detect_anomaly(True, check_nan=False).")
    }

    @Test func changingASavedResultIsFound() throws {
        let x = try leaf([1, 1])
        let y = try exp(x)
        try y.overwrite { try $0 + 1 }
        #expect(message { try Backward.run([sum(y)]) }.contains("which is output 0 of Exp, is at version 1"))
    }

    @Test func leavesAndTheirViewsAreProtected() throws {
        let x = try leaf([1, 1])
        #expect(
            message { try x.overwrite { try $0 + 1 } }
                == "a leaf Variable that requires grad is being used in an in-place operation.")
        #expect(
            message { try x.set([.int(0)], Tensor(number: 1)) }
                == "a view of a leaf Variable that requires grad is being used in an in-place operation.")
        try GradientMode.disabled { try x.overwrite { try $0 + 1 } }
        #expect(x.floats() == [2, 2])
    }

    @Test func aViewFollowsItsChangedBase() throws {
        let x = try leaf([1, 1])
        let y = try x * 2
        let v = try view(y, [2])
        try y.overwrite { try $0 * 3 }
        #expect(v.gradientNode?.name == "AsStridedBackward0")
        try Backward.run([sum(v)])
        #expect(x.grad?.floats() == [6, 6])
    }

    @Test func writingPartsKeepsTheHistoryOfTheRest() throws {
        let x = try leaf([1, 1, 1, 1])
        let y = try reshape(clone(x), [2, 2])
        try y.set([.int(0)], Tensor(number: 5))
        try y.get([.all, .int(1)]).overwrite { try $0 * 3 }
        try Backward.run([sum(y)])
        #expect(x.grad?.floats() == [0, 0, 1, 3])
    }

    @Test func severalViewsOfOneTensorMayNotBeChanged() throws {
        let parts = try unbind(leaf([1, 1]) * 2)
        #expect(message { try parts[0].overwrite { try $0 + 1 } }.hasPrefix("Output 0 of Unbind is a view"))
    }

    @Test func hooksSeeAndReplaceGradients() throws {
        let x = try leaf([1, 2])
        let y = try x * 2
        var seen: [Float] = []
        try y.registerHook { gradient in
            seen = gradient.floats()
            return try gradient * 10
        }
        try x.registerHook { try $0 + 1 }
        try Backward.run([sum(y)])
        #expect(seen == [1, 1])
        #expect(x.grad?.floats() == [21, 21])
    }

    @Test func inputsThatAreNotUsedAreNamed() throws {
        let (a, b) = (try leaf([1]), try leaf([1]))
        #expect(
            message { _ = try Backward.gradients(of: [sum(a * 2)], withRespectTo: [b]) }
                == "The differentiated Tensor at index 0 appears to not have been used in the graph. Set allow_unused=True "
                + "if this is the desired behavior.")
        let unused = try Backward.gradients(of: [sum(a * 2)], withRespectTo: [b], allowUnused: true)
        #expect(unused.count == 1 && unused[0] == nil)
        #expect(a.grad == nil)
    }

    @Test func secondDerivativesNeedAGraphOfTheFirst() throws {
        let x = try leaf([2])
        let y = try sum(x * x * x)
        let first = try #require(Backward.gradients(of: [y], withRespectTo: [x], createGraph: true)[0])
        let second = try #require(Backward.gradients(of: [sum(first)], withRespectTo: [x])[0])
        #expect(first.floats() == [12])
        #expect(second.floats() == [12])
    }

    @Test func retainedGradientsOfInnerTensorsAreKept() throws {
        let x = try leaf([1, 2])
        let hidden = try x * 3
        try hidden.retainGrad()
        try Backward.run([sum(hidden * hidden)])
        #expect(hidden.grad?.floats() == [6, 12])
        #expect(!hidden.isLeaf)
    }

    @Test func aChainOfAMillionOperationsIsFreedWithoutRecursion() throws {
        let x = try leaf([1])
        var y = try x + 0
        for _ in 0..<300_000 { y = try y + 1 }
        y = x
        #expect(y.isLeaf)
    }
}
