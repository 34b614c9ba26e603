import Tensors
import Testing

import Networks

@Suite struct HookTests {
    private let input = try? Tensor([Float(1), -1])

    /// Multiplies by two.
    private final class Doubling: TensorLayer {
        let typeName = "Doubling"
        func forward(_ input: Tensor, of module: Module) throws -> Tensor { try input * 2 }
    }

    @Test func hooksReplaceInputsAndOutputsInOrder() throws {
        let module = Module(Doubling())
        let input = try #require(input)
        module.addForwardPreHook { _, inputs in try inputs.mapTensors { try $0 + 1 } }
        let ten = module.addForwardHook { _, _, output in try output.mapTensors { try $0 * 10 } }
        module.addForwardHook { _, inputs, _ in
            #expect(inputs.positional.first?.tensor?.floats() == [2, 0])
            return nil
        }
        #expect(try module.call(input).floats() == [40, 0])
        ten.remove()
        ten.remove()
        #expect(try module.call(input).floats() == [4, 0])
    }

    @Test func aPrependedHookRunsBeforeTheOthers() throws {
        let module = Module(Doubling())
        var order: [String] = []
        module.addForwardHook { _, _, _ in
            order.append("second"); return nil
        }
        module.addForwardHook(prepend: true) { _, _, _ in
            order.append("first"); return nil
        }
        _ = try module.call(#require(input))
        #expect(order == ["first", "second"])
    }

    @Test func keywordsReachTheHook() throws {
        let module = Module(Identity())
        var seen: [String] = []
        module.addForwardPreHook { _, inputs in
            seen = inputs.keyword.map(\.name)
            return nil
        }
        _ = try module.call(ModuleInputs([], keyword: [("input", .int(3))]))
        #expect(seen == ["input"])
    }

    @Test func anAlwaysCalledHookRunsAfterAFailure() throws {
        let module = try Linear.module(3, 3)
        var wasCalled = false
        module.addForwardHook(alwaysCalled: true) { _, _, _ in
            wasCalled = true; return nil
        }
        #expect(throws: TensorError.self) { try module.call(#require(input)) }
        #expect(wasCalled)
    }

    @Test func aCallWithTooManyInputsIsRefused() throws {
        let tensor = TensorTree.tensor(try #require(input))
        #expect(throws: TensorError.type("Doubling.forward() takes 2 positional arguments but 3 were given")) {
            try Module(Doubling()).call(ModuleInputs([tensor, tensor]))
        }
    }
}
