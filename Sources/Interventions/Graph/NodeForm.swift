import Language
import Tensors
import Torch

/// What is known of the look of a node's result before the graph runs; it is worked out when somebody asks.
enum NodeForm {
    case unknown
    /// A value of the same form, with tensors that have no elements.
    case preview(Value)
    /// A value of the model, which a scan finds.
    case scanned
    /// The tensor that this node gives has the shape and the dtype of the other node's.
    case same(Node)
}

/// Finds previews of a model's values.
protocol PreviewSource: AnyObject {
    func preview(at point: ModulePoint) throws -> Value?
}

extension Node {
    /// What the result looks like, found on `meta` tensors while the block was read; nil when it cannot be known.
    package var preview: Value? {
        get { (try? loadedPreview()) ?? nil }
        set { form = newValue.map { .preview($0) } ?? .unknown }
    }

    /// The preview, if something has asked for it before.
    var knownPreview: Value? {
        switch form {
        case .preview(let value): value
        case .same(let other): other.knownPreview
        case .unknown, .scanned: nil
        }
    }

    /// The preview, with the error that finding it gave.
    func loadedPreview() throws -> Value? {
        switch form {
        case .unknown: return nil
        case .preview(let value): return value
        case .scanned:
            form = .unknown
            guard case .module(let point) = action else { return nil }
            preview = try graph?.previews?.preview(at: point)
            return knownPreview
        case .same(let other):
            // A tensor of its own, since a step may change the shape of a tensor in place.
            preview = try other.loadedPreview().flatMap { FormRule.copy(of: $0) }
            return knownPreview
        }
    }

    /// The node whose preview is a plain tensor (see `FormRule`) of this node's form: itself, or where it was first seen.
    func plainForm() throws -> Node? {
        if case .same(let other) = form { return other }
        guard let preview = try loadedPreview(), FormRule.plain(preview) != nil else { return nil }
        return self
    }
}

extension Graph {
    /// Works out what is put off: a shape is about to change in place.
    func settleForms() {
        for node in nodes {
            if case .same = node.form { _ = node.preview }
        }
    }
}
