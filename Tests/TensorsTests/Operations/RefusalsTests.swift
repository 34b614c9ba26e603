import Testing

import Tensors

/// Dtypes that PyTorch's kernels refuse are refused in its words.
@Suite struct RefusalsTests {
    private func message(_ name: String, _ arguments: [Argument]) -> String? {
        for operation in Operation.named(name) where operation.signature.parameters.count >= arguments.count {
            let defaults = operation.signature.parameters.dropFirst(arguments.count).map { $0.defaultArgument ?? .none }
            do {
                _ = try operation.call(arguments + defaults)
                return nil
            } catch { return "\(error)" }
        }
        return "no such operation"
    }

    @Test(arguments: [
        ("median", "NotImplementedError: \"median_cpu\" not implemented for 'Bool'"),
        ("floor", "NotImplementedError: \"floor_vml_cpu\" not implemented for 'Bool'"),
        ("argmax", "RuntimeError: argmax(): does not support bool input"),
        ("relu", "RuntimeError: Boolean inputs not supported for relu"),
    ])
    func boolIsRefused(name: String, wanted: String) throws {
        let mask = try Tensor([true, false])
        #expect(message(name, [.tensor(mask)]) == wanted)
        #expect(message(name, [.tensor(try to(mask, .float32))]) == nil)
    }

    @Test func integersAreRefusedByTheActivationsOfRealNumbers() throws {
        let numbers = try Tensor([1, -2])
        #expect(
            message("gelu", [.tensor(numbers)]) == "NotImplementedError: \"GeluKernelImpl\" not implemented for 'Long'")
    }
}
