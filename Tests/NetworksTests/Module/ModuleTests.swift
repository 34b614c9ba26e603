import Tensors
import Testing

import Networks

@Suite struct ModuleTests {
    /// Two layers and a list, with a weight that two modules share.
    private func network() throws -> Module {
        let inner = try Sequential.module([Module(Identity()), Linear.module(3, 3)])
        return try Sequential.module([Linear.module(2, 3), inner, ModuleList.module([Module(Identity())])])
    }

    @Test func modulesComeBeforeTheirChildrenInOrder() throws {
        let names = try network().namedModules().map(\.name)
        #expect(names == ["", "0", "1", "1.0", "1.1", "2", "2.0"])
        let parameters = try network().namedParameters().map(\.name)
        #expect(parameters == ["0.weight", "0.bias", "1.1.weight", "1.1.bias"])
        #expect(
            try network().module(at: "1").namedParameters(prefix: "blk").map(\.name) == ["blk.1.weight", "blk.1.bias"])
    }

    @Test func applyVisitsChildrenFirst() throws {
        var names: [String] = []
        try network().apply { names.append($0.typeName) }
        #expect(names == ["Linear", "Identity", "Linear", "Sequential", "Identity", "ModuleList", "Sequential"])
    }

    @Test func aSharedParameterIsNamedOnceButSavedTwice() throws {
        let network = try Sequential.module([Embedding.module(4, 3), Linear.module(3, 4, bias: false)])
        try network.child(at: 1).register(parameter: network.child(at: 0).parameter("weight"), named: "weight")
        #expect(network.namedParameters().map(\.name) == ["0.weight"])
        #expect(network.state().map(\.name) == ["0.weight", "1.weight"])
    }

    @Test func aPathThatLeadsNowhereNamesTheTypeAndTheName() throws {
        #expect(throws: ModuleError.noSuchMember(type: "Sequential", name: "7")) { try network().module(at: "1.7") }
        #expect(throws: ModuleError.notAModule(name: "weight")) { try network().module(at: "0.weight") }
        #expect(throws: ModuleError.nameHasDot(kind: "module", name: "a.b")) {
            try network().register(child: nil, named: "a.b")
        }
    }

    @Test func loadingChecksNamesAndShapes() throws {
        let (source, target) = (try Linear.module(2, 2), try Linear.module(2, 2))
        try target.load(state: source.state())
        #expect(try target.parameter("weight").floats() == source.parameter("weight").floats())
        let weight = ("weight", try Tensor.zeros([2, 2]))
        #expect(
            throws: ModuleError.stateMismatch(type: "Linear", problems: ["Missing key(s) in state_dict: \"bias\". "])
        ) {
            try target.load(state: [weight])
        }
        let keys = try target.load(state: [weight, ("extra", Tensor.zeros([1]))], strict: false)
        #expect(keys.missing == ["bias"] && keys.unexpected == ["extra"])
        let problem =
            "size mismatch for weight: copying a param with shape torch.Size([3, 2]) from checkpoint, "
            + "the shape in current model is torch.Size([2, 2])."
        #expect(throws: ModuleError.stateMismatch(type: "Linear", problems: [problem])) {
            try target.load(state: [("weight", Tensor.zeros([3, 2])), ("bias", Tensor.zeros([2]))])
        }
    }

    @Test func trainingModeAndFreezingReachEveryModule() throws {
        let network = try network()
        network.train(false)
        #expect(network.modules.allSatisfy { !$0.isTraining })
        try network.setRequiresGrad(false)
        #expect(network.allParameters.allSatisfy { !$0.requiresGrad })
    }

    @Test func convertingChangesTheSameTensors() throws {
        let linear = try Linear.module(2, 2)
        let weight = try linear.parameter("weight")
        try linear.convert(to: .float64)
        #expect(weight.dtype == .float64 && weight.requiresGrad)
    }
}
