import Testing

import Tensors

/// Claims about every operation of the table, checked on the calls of `OperationSamples`.
@Suite struct SweepTests {
    @Test func everyOperationHasACallThatSucceeds() {
        let missing = Operation.all.filter { OperationSamples.calls(of: $0).isEmpty }.map(\.schema)
        #expect(missing.isEmpty, "write a sample for:\n\(missing.joined(separator: "\n"))")
    }

    /// Results whose size the data decides: on meta they must be refused, never guessed.
    private static let dataDependent: Set<String> = [
        "nonzero", "argwhere", "masked_select", "unique", "unique_consecutive", "where.condition", "bincount", "equal",
        "allclose", "masked_scatter", "histc", "histogram", "repeat_interleave", "matrix_rank", "quantile",
        "nanquantile", "one_hot", "where",
    ]

    @Test func metaResultsHaveTheShapeAndDTypeOfRealOnes() throws {
        var failures: [String] = []
        for operation in Operation.all {
            for sample in OperationSamples.calls(of: operation) where try sample.hasTensors(for: operation) {
                for dtype in [nil, DType.float32, .int64, .bool] {
                    guard let arguments = try sample.arguments(for: operation)?.map({ try $0.converted(to: dtype) })
                    else { continue }
                    // Some methods change the shape of their tensor, so the meta arguments are made first.
                    let meta = arguments.map(\.onMeta)
                    guard let real = try? operation.call(arguments) else { continue }
                    if let failure = difference(operation, meta, real) {
                        failures.append("\(operation.schema) \(dtype?.name ?? ""): \(failure)")
                    }
                }
            }
        }
        #expect(failures.isEmpty, "\(failures.count) differ:\n\(failures.joined(separator: "\n"))")
    }

    private func difference(_ operation: Tensors.Operation, _ arguments: [Argument], _ real: Outcome) -> String? {
        do {
            let meta = try operation.call(arguments).tensors
            guard meta.count == real.tensors.count else { return "\(meta.count) results" }
            for (found, wanted) in zip(meta, real.tensors) where !(found.isMeta && same(found, wanted)) {
                return "\(found.device) \(found.dtype)\(found.shape) instead of \(wanted.dtype)\(wanted.shape)"
            }
            return nil
        } catch TensorError.dataDependent {
            return Self.dataDependent.contains(operation.name) ? nil : "refused as data-dependent"
        } catch { return "\(error)" }
    }

    private func same(_ a: Tensor, _ b: Tensor) -> Bool { a.shape == b.shape && a.dtype == b.dtype }
}

extension Argument {
    /// The argument with its floating-point tensors in another dtype.
    func converted(to dtype: DType?) throws -> Argument {
        guard let dtype else { return self }
        switch self {
        case .tensor(let tensor): return .tensor(tensor.dtype == .float64 ? try to(tensor, dtype) : tensor)
        case .tensors(let tensors):
            return .tensors(try tensors.map { try $0.map { $0.dtype == .float64 ? try to($0, dtype) : $0 } })
        default: return self
        }
    }

    var onMeta: Argument {
        switch self {
        case .tensor(let tensor): .tensor(toMeta(tensor))
        case .tensors(let tensors): .tensors(tensors.map { $0.map(toMeta) })
        default: self
        }
    }
}

extension Outcome {
    /// The tensors among the results.
    var tensors: [Tensor] {
        switch self {
        case .tensor(let tensor): [tensor]
        case .tuple(let several), .named(_, _, let several), .list(let several): several
        default: []
        }
    }
}
