import Foundation
import Testing

import Tensors

/// Every recorded call gives PyTorch's results, dtypes, shapes, gradients, node names and error messages.
@Suite struct ReferenceTests {
    static let lines: [(Int, Substring)] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("operations.txt")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").enumerated().map { ($0.offset + 1, $0.element) }
    }()

    @Test func everyRecordedCallAgrees() throws {
        #expect(Self.lines.count > 600)
        var failures: [String] = []
        for (number, text) in Self.lines {
            let call = try ReferenceCall(text, line: number)
            if let failure = check(call) { failures.append("\(number) \(call.name): \(failure)") }
        }
        #expect(
            failures.isEmpty, "\(failures.count) of \(Self.lines.count) differ:\n\(failures.joined(separator: "\n"))")
    }

    @Test func metaResultsHaveTheShapeAndDTypeOfRealOnes() throws {
        var failures: [String] = []
        for (number, text) in Self.lines where !text.contains("|E:") {
            let call = try ReferenceCall(text, line: number)
            if let failure = checkMeta(call) { failures.append("\(number) \(call.name): \(failure)") }
        }
        #expect(failures.isEmpty, "\(failures.count) differ:\n\(failures.joined(separator: "\n"))")
    }

    private func operation(for call: ReferenceCall) -> (Tensors.Operation, [Argument])? {
        for operation in Operation.named(call.name) {
            if let arguments = call.bound(to: operation) { return (operation, arguments) }
        }
        return nil
    }

    private func check(_ call: ReferenceCall) -> String? {
        guard let (operation, arguments) = operation(for: call) else { return "no overload takes the arguments" }
        do {
            let wantsGradients = !call.gradients.isEmpty
            if wantsGradients { for tensor in call.differentiable { try tensor.setRequiresGrad(true) } }
            let outcome = try operation.call(arguments)
            if call.results.first?.hasPrefix("E:") == true { return "expected an error: \(call.results[0])" }
            return try compare(outcome, call)
        } catch let error as TensorError {
            let text = "E:\(error.kind.rawValue):\(error.message)"
            return call.results.first.map(String.init) == text
                ? nil : "\(text)\n    instead of \(call.results.first ?? "")"
        } catch { return "\(error)" }
    }

    private func compare(_ outcome: Outcome, _ call: ReferenceCall) throws -> String? {
        let tensors: [Tensor]
        switch outcome {
        case .tensor(let tensor): tensors = [tensor]
        case .tuple(let several), .named(_, _, let several), .list(let several): tensors = several
        default: return plain(outcome, call.results.first ?? "")
        }
        guard tensors.count == call.results.count else { return "\(tensors.count) results" }
        for (tensor, text) in zip(tensors, call.results) {
            if let failure = try differs(tensor, text) { return failure }
            let node = text.split(separator: ":", omittingEmptySubsequences: false).last.map(String.init) ?? ""
            if (tensor.gradientNode?.name ?? "") != node {
                return "node \(tensor.gradientNode?.name ?? "-") instead of \(node)"
            }
        }
        return try compareGradients(tensors, call)
    }

    private func plain(_ outcome: Outcome, _ text: Substring) -> String? {
        switch outcome {
        case .scalar(.bool(let value)): return text == "V:B:\(value ? 1 : 0)" ? nil : "\(value)"
        case .scalar(.int(let value)): return text == "V:I:\(value)" ? nil : "\(value)"
        default: return "unexpected \(outcome)"
        }
    }

    private func compareGradients(_ tensors: [Tensor], _ call: ReferenceCall) throws -> String? {
        guard !call.gradients.isEmpty else { return nil }
        let roots = tensors.filter(\.requiresGrad)
        let weights = try roots.map { root -> Tensor in
            let ramp = try to(arange(0, .int(root.elementCount)), .float64)
            return try to(reshape(Tensors.cos(ramp), root.shape), root.dtype)
        }
        try Backward.run(roots, gradients: weights)
        for (position, (leaf, text)) in zip(call.differentiable, call.gradients).enumerated() {
            if text == "N" {
                if leaf.grad != nil { return "gradient \(position) should be none" }
                continue
            }
            guard let grad = leaf.grad else { return "gradient \(position) is missing" }
            if let failure = try differs(grad, text) { return "gradient \(position): \(failure)" }
        }
        return nil
    }

    private func differs(_ tensor: Tensor, _ text: Substring) throws -> String? {
        guard text.hasPrefix("T:") else { return "a tensor instead of \(text)" }
        let expected = try ReferenceCall.tensor(text)
        guard tensor.dtype == expected.dtype else { return "\(tensor.dtype) instead of \(expected.dtype)" }
        guard tensor.shape == expected.shape else { return "shape \(tensor.shape) instead of \(expected.shape)" }
        let tolerance: Double =
            switch tensor.dtype {
            case .float64: 1e-7
            case .float16: 2e-3
            case .bfloat16: 1e-2
            default: 1e-5
            }
        let pair = tensor.dtype.isComplex ? (try viewAsReal(tensor), try viewAsReal(expected)) : (tensor, expected)
        for (found, wanted) in zip(pair.0.doubles(), pair.1.doubles()) {
            let same =
                found == wanted || found.isNaN && wanted.isNaN || abs(found - wanted) <= tolerance * (1 + abs(wanted))
            if !same { return "\(pair.0.doubles()) instead of \(pair.1.doubles())" }
        }
        return nil
    }

    private func checkMeta(_ call: ReferenceCall) -> String? {
        guard let (operation, arguments) = operation(for: call) else { return nil }
        do {
            let outcome = try operation.call(arguments.map(onMeta))
            let tensors: [Tensor]
            switch outcome {
            case .tensor(let tensor): tensors = [tensor]
            case .tuple(let several), .named(_, _, let several), .list(let several): tensors = several
            default: return nil
            }
            for (tensor, text) in zip(tensors, call.results) where text.hasPrefix("T:") {
                let expected = try ReferenceCall.tensor(text)
                if tensor.shape != expected.shape || tensor.dtype != expected.dtype {
                    return "\(tensor.dtype)\(tensor.shape) instead of \(expected.dtype)\(expected.shape)"
                }
            }
            return nil
        } catch TensorError.dataDependent {
            return nil
        } catch { return "\(error)" }
    }

    private func onMeta(_ argument: Argument) -> Argument {
        switch argument {
        case .tensor(let tensor): .tensor(toMeta(tensor))
        case .tensors(let tensors): .tensors(tensors.map { $0.map(toMeta) })
        default: argument
        }
    }
}
