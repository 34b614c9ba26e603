import Interventions
import Language
import Torch

/// Runs programs as a notebook would, with a network of two layers whose numbers can be checked by hand.
struct Program {
    let evaluator = Evaluator()
    private let output = OutputBuffer()

    init() throws {
        TorchModules.register(in: evaluator)
        NNsightModule.register(with: evaluator)
        evaluator.output = output
        try run(
            """
            import torch, nnsight
            from nnsight import NNsight
            from collections import OrderedDict
            net = torch.nn.Sequential(OrderedDict([
                ("layer1", torch.nn.Linear(2, 3)), ("layer2", torch.nn.Linear(3, 2))])).requires_grad_(False)
            for p in net.parameters():
                p.data = torch.ones(p.shape)
            model = NNsight(net)
            x = torch.tensor([[1.0, 2.0]])
            """)
    }

    /// Runs source text; returns what it printed.
    @discardableResult
    func run(_ text: String) throws -> String {
        do {
            return try printed(text)
        } catch let error as PythonError {
            throw Failure(description: description(of: error), error: error)
        }
    }

    /// The exception that source text raises, as `Name: message`; nil when it raises none.
    func error(_ text: String) -> String? {
        do {
            _ = try printed(text)
            return nil
        } catch let error as PythonError {
            return description(of: error)
        } catch {
            return "\(error)"
        }
    }

    private func printed(_ text: String) throws -> String {
        let before = output.text.count
        _ = try evaluator.run(Source(name: "test", text: text), in: evaluator.main.namespace)
        return String(output.text.dropFirst(before))
    }

    private func description(of error: PythonError) -> String {
        "\(error.type.name): \((try? evaluator.str(.object(error.exception))) ?? "")"
    }
}

/// An exception of a program, shown as Python would.
struct Failure: Error, CustomStringConvertible {
    let description: String
    let error: PythonError
}
