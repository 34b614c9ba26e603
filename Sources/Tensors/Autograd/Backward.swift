import CKernels

/// The backward pass: visits nodes from the results to the leaves, each after everything that depends on it.
package enum Backward {
    /// Accumulates gradients of the roots into the leaves they depend on, as `tensor.backward()` does.
    package static func run(
        _ roots: [Tensor], gradients: [Tensor?] = [], retainGraph: Bool = false, createGraph: Bool = false
    ) throws {
        let pass = BackwardPass(keepsGraph: retainGraph || createGraph, createsGraph: createGraph)
        try pass.run(starts(roots, gradients))
    }

    /// The gradients of the roots with respect to the inputs, as `torch.autograd.grad` gives them.
    package static func gradients(
        of roots: [Tensor], withRespectTo inputs: [Tensor], gradients: [Tensor?] = [], retainGraph: Bool? = nil,
        createGraph: Bool = false, allowUnused: Bool = false
    ) throws -> [Tensor?] {
        let pass = BackwardPass(keepsGraph: retainGraph ?? createGraph, createsGraph: createGraph)
        for (position, input) in inputs.enumerated() {
            guard let edge = input.gradientEdge else {
                throw TensorError.runtime("One of the differentiated Tensors does not require grad")
            }
            pass.wanted[ObjectIdentifier(edge.node), default: []].append((position, edge.index, input))
        }
        pass.captured = Array(repeating: nil, count: inputs.count)
        pass.capturesOnly = true
        try pass.run(starts(roots, gradients))
        if !allowUnused, let unused = pass.captured.firstIndex(where: { $0 == nil }) {
            throw TensorError.runtime(
                "The differentiated Tensor at index \(unused) appears to not have been used in the graph. Set "
                    + "allow_unused=True if this is the desired behavior.")
        }
        return pass.captured
    }

    private static func starts(_ roots: [Tensor], _ gradients: [Tensor?]) throws -> [(GradientNode.Edge, Tensor)] {
        try roots.enumerated().map { position, root in
            let given = position < gradients.count ? gradients[position] : nil
            guard let edge = root.gradientEdge else {
                throw TensorError.runtime(
                    "element \(position) of tensors does not require grad and does not have a grad_fn")
            }
            return (edge, try start(root, given, position))
        }
    }

    private static func start(_ root: Tensor, _ given: Tensor?, _ position: Int) throws -> Tensor {
        guard let given else {
            guard root.elementCount == 1 else {
                throw TensorError.runtime("grad can be implicitly created only for scalar outputs")
            }
            guard !root.dtype.isComplex else {
                throw TensorError.runtime(
                    "grad can be implicitly created only for real scalar outputs but got torch.\(root.dtype.name)")
            }
            return try Tensor.ones(root.shape, dtype: root.dtype, device: root.device)
        }
        guard given.shape == root.shape else {
            throw TensorError.runtime(
                "Mismatch in shape: grad_output[\(position)] has a shape of torch.Size(\(given.shape)) and "
                    + "output[\(position)] has a shape of torch.Size(\(root.shape)).")
        }
        return given
    }
}

/// The state of one backward pass.
private final class BackwardPass {
    let keepsGraph: Bool
    let createsGraph: Bool
    var wanted: [ObjectIdentifier: [(position: Int, index: Int, tensor: Tensor)]] = [:]
    var captured: [Tensor?] = []
    var capturesOnly = false
    private var dependencies: [ObjectIdentifier: Int] = [:]
    private var arrived: [ObjectIdentifier: [Tensor?]] = [:]
    private var ready = ReadyNodes()
    private var useful = Set<ObjectIdentifier>()

    init(keepsGraph: Bool, createsGraph: Bool) {
        self.keepsGraph = keepsGraph
        self.createsGraph = createsGraph
    }

    func run(_ starts: [(GradientNode.Edge, Tensor)]) throws {
        countDependencies(starts.map { $0.0.node })
        try GradientMode.with(enabled: createsGraph) {
            for (edge, gradient) in starts { try deliver(gradient, to: edge) }
            var roots = Set<ObjectIdentifier>()
            for (edge, _) in starts where roots.insert(ObjectIdentifier(edge.node)).inserted {
                if dependencies[ObjectIdentifier(edge.node), default: 0] == 0 { ready.insert(edge.node) }
            }
            while let node = ready.popLatest() {
                try Interrupt.check()
                try visit(node)
            }
        }
    }

    private func countDependencies(_ roots: [GradientNode]) {
        var seen = Set<ObjectIdentifier>()
        var nodes: [GradientNode] = []
        var stack = roots
        while let node = stack.popLast() {
            guard seen.insert(ObjectIdentifier(node)).inserted else { continue }
            nodes.append(node)
            for case let edge? in node.parents {
                dependencies[ObjectIdentifier(edge.node), default: 0] += 1
                stack.append(edge.node)
            }
        }
        if capturesOnly { markUseful(nodes) }
    }

    /// When only some gradients are asked for, nodes that lead to none of them are not run.
    private func markUseful(_ nodes: [GradientNode]) {
        for node in nodes.sorted(by: { $0.sequence < $1.sequence }) {
            let leads = node.parents.contains { parent in
                guard let parent else { return false }
                let key = ObjectIdentifier(parent.node)
                return wanted[key] != nil || useful.contains(key)
            }
            if leads { useful.insert(ObjectIdentifier(node)) }
        }
    }

    private func deliver(_ gradient: Tensor, to edge: GradientNode.Edge) throws {
        let key = ObjectIdentifier(edge.node)
        var slots = arrived[key] ?? Array(repeating: nil, count: Swift.max(edge.node.outputs.count, 1))
        let fitting = try fit(gradient, edge)
        if let already = slots[edge.index] {
            slots[edge.index] = try already + fitting
        } else {
            slots[edge.index] = fitting
        }
        arrived[key] = slots
    }

    /// Sums what was broadcast and converts what was promoted.
    private func fit(_ gradient: Tensor, _ edge: GradientNode.Edge) throws -> Tensor {
        guard edge.index < edge.node.outputs.count else { return gradient }
        let expected = edge.node.outputs[edge.index]
        var result = gradient
        if result.shape != expected.shape { result = try sum(result, to: expected.shape) }
        if result.dtype != expected.dtype {
            if result.dtype.isComplex && !expected.dtype.isComplex { result = try realPart(result) }
            result = try to(result, expected.dtype)
        }
        return result
    }

    private func visit(_ node: GradientNode) throws {
        let key = ObjectIdentifier(node)
        var gradients = arrived.removeValue(forKey: key) ?? []
        if gradients.contains(where: { $0 != nil }) {
            try runHooks(node, &gradients)
            for item in wanted[key] ?? [] { captured[item.position] = gradients[item.index] }
            if node.variable != nil {
                if !capturesOnly { try accumulate(&gradients, node) }
            } else if !capturesOnly || useful.contains(key) {
                try propagate(node, gradients)
            } else {
                try settle(node, [])
            }
        } else if node.answersAbsentGradients, !capturesOnly || useful.contains(key) {
            try propagate(node, Array(repeating: nil, count: node.outputs.count))
        } else {
            try settle(node, [])
        }
    }

    private func runHooks(_ node: GradientNode, _ gradients: inout [Tensor?]) throws {
        if let leaf = node.variable {
            for hook in leaf.leafHooks where !hook.isRemoved {
                if let gradient = gradients[0], let replaced = try hook.body(gradient) { gradients[0] = replaced }
            }
        }
        guard let watch = node.watch else { return }
        for (index, hooks) in watch.hooks {
            for hook in hooks where !hook.isRemoved {
                guard let gradient = gradients[index] else { continue }
                if let replaced = try hook.body(gradient) { gradients[index] = replaced }
            }
        }
        guard !capturesOnly else { return }
        for (index, retained) in watch.retained {
            guard let tensor = retained.tensor, let gradient = gradients[index] else { continue }
            tensor.grad = try tensor.grad.map { try $0 + gradient } ?? gradient
        }
    }

    private func propagate(_ node: GradientNode, _ gradients: [Tensor?]) throws {
        guard let backward = node.backward else {
            try node.checkNotReleased()
            return try settle(node, [])
        }
        let results = try backward(BackwardStep(node: node, gradients: gradients))
        if GradientMode.detectsAnomalies { try refuseNaN(in: results, of: node) }
        try settle(node, results)
        if !keepsGraph { node.release() }
    }

    private func refuseNaN(in results: [Tensor?], of node: GradientNode) throws {
        for (position, result) in results.enumerated() {
            guard let result, !result.isMeta, result.dtype.isFloatingPoint else { continue }
            let found = try GradientMode.disabled { try any(isnan(result)).isTrue() }
            guard !found else {
                throw TensorError.runtime("Function '\(node.name)' returned nan values in its \(position)th output.")
            }
        }
    }

    /// Hands results on, and makes nodes ready when nothing else is awaited.
    private func settle(_ node: GradientNode, _ results: [Tensor?]) throws {
        for (position, parent) in node.parents.enumerated() {
            guard let edge = parent else { continue }
            if position < results.count, let gradient = results[position] { try deliver(gradient, to: edge) }
            let key = ObjectIdentifier(edge.node)
            let left = dependencies[key, default: 1] - 1
            dependencies[key] = left
            if left == 0 { ready.insert(edge.node) }
        }
    }

    private func accumulate(_ gradients: inout [Tensor?], _ node: GradientNode) throws {
        guard let leaf = node.variable else { return }
        if leaf.grad == nil && !createsGraph {
            leaf.grad = try GradientMode.disabled { try owned(&gradients, leaf) }
        } else if let gradient = gradients.first ?? nil {
            try add(gradient, to: leaf)
        }
        for hook in leaf.accumulatedHooks where !hook.isRemoved { _ = try hook.body(leaf) }
    }

    private func add(_ gradient: Tensor, to leaf: Tensor) throws {
        guard let existing = leaf.grad else {
            leaf.grad = gradient
            return
        }
        if createsGraph {
            leaf.grad = try existing + gradient
        } else if !existing.addInPlace(gradient) {
            try existing.overwrite { try $0 + gradient }
        }
    }

    /// The gradient as the leaf keeps it: it must not share elements with a tensor that somebody else holds.
    private func owned(_ gradients: inout [Tensor?], _ leaf: Tensor) throws -> Tensor? {
        guard let kept = (gradients.first ?? nil).map(detach) else { return nil }
        // With the travelling tensor gone, elements that belong to nobody else need not be copied.
        gradients = []
        if kept.isContiguous, kept.storage.byteCount == kept.elementCount * kept.dtype.size,
            isKnownUniquelyReferenced(&kept.storage)
        {
            return kept
        }
        return leaf.isContiguous ? try kept.converted(to: kept.dtype) : try clone(kept)
    }
}

extension Tensor {
    /// Adds another tensor by one C loop; false when the layouts or dtypes ask for more than that.
    fileprivate func addInPlace(_ other: Tensor) -> Bool {
        guard shape == other.shape, !requiresGrad, !other.requiresGrad, let x = floats32, let y = other.floats32 else {
            return false
        }
        let z = pointer(Float.self)
        WorkerPool.ranges(elementCount) {
            f32_add(z + $0.lowerBound, x + $0.lowerBound, y + $0.lowerBound, $0.count)
        }
        changed()
        return true
    }
}

/// Nodes whose gradients are complete, the latest recorded first.
private struct ReadyNodes {
    private var heap: [GradientNode] = []

    mutating func insert(_ node: GradientNode) {
        heap.append(node)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard priority(heap[parent]) < priority(heap[child]) else { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    mutating func popLatest() -> GradientNode? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return first }
            let right = left + 1
            let larger = right < heap.count && priority(heap[right]) > priority(heap[left]) ? right : left
            guard priority(heap[larger]) > priority(heap[parent]) else { return first }
            heap.swapAt(larger, parent)
            parent = larger
        }
    }

    /// Leaves receive their gradients at once.
    private func priority(_ node: GradientNode) -> UInt64 { node.variable == nil ? node.sequence : .max }
}
