/// A function that sees, and may replace, the gradient of a tensor during a backward pass.
package final class TensorHook {
    package let body: (Tensor) throws -> Tensor?
    package private(set) var isRemoved = false

    package init(_ body: @escaping (Tensor) throws -> Tensor?) { self.body = body }

    package func remove() { isRemoved = true }
}

extension Tensor {
    /// Registers a hook on this tensor's gradient.
    ///
    ///     let hook = try hidden.registerHook { gradient in try gradient * 2 }
    @discardableResult
    package func registerHook(_ body: @escaping (Tensor) throws -> Tensor?) throws -> TensorHook {
        guard requiresGrad else {
            throw TensorError.runtime("cannot register a hook on a tensor that doesn't require gradient")
        }
        let hook = TensorHook(body)
        if let node = gradientNode {
            node.makeWatch().hooks[outputIndex, default: []].append(hook)
        } else {
            leafHooks.append(hook)
        }
        return hook
    }

    /// Registers a function that is called with this leaf each time something was added to its gradient.
    package func registerAccumulationHook(_ body: @escaping (Tensor) throws -> Void) throws -> TensorHook {
        guard requiresGrad else {
            throw TensorError.runtime("cannot register a hook on a tensor that doesn't require gradient")
        }
        guard isLeaf else {
            throw TensorError.runtime("post accumulate grad hooks cannot be registered on non-leaf tensors")
        }
        let hook = TensorHook {
            try body($0)
            return nil
        }
        accumulatedHooks.append(hook)
        return hook
    }

    /// Asks that the gradient of this non-leaf tensor be kept in `grad`.
    package func retainGrad() throws {
        guard requiresGrad else {
            throw TensorError.runtime("can't retain_grad on Tensor that has requires_grad=False")
        }
        guard let node = gradientNode else { return }
        retainsGrad = true
        node.makeWatch().retained[outputIndex] = GradientNode.RetainedTensor(tensor: self)
    }
}
