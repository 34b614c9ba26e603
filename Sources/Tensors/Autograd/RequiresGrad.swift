extension Tensor {
    /// Asks that operations on this leaf be recorded, or that they be no longer.
    package func setRequiresGrad(_ value: Bool) throws {
        if !value, recordedNode != nil {
            throw TensorError.runtime(
                "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a "
                    + "subgraph that doesn't require differentiation use var_no_grad = var.detach().")
        }
        guard !value || !isInference || GradientMode.inference else {
            throw TensorError.runtime(
                "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.")
        }
        guard !value || dtype.isDifferentiable else {
            throw TensorError.runtime("only Tensors of floating point dtype can require gradients")
        }
        if recordedNode == nil { leafRequiresGrad = value }
    }

    /// The same elements, whose changes autograd does not see: `tensor.data`.
    package var data: Tensor {
        let result = detach(self)
        result.countsVersions = false
        return result
    }

    /// Takes over the elements, shape and dtype of another tensor: `tensor.data = other`.
    package func setData(_ other: Tensor) throws {
        guard other.dtype.isDifferentiable || !requiresGrad else {
            throw TensorError.runtime(
                "data set to a tensor that requires gradients must be floating point or complex dtype")
        }
        adopt(other)
        accumulator?.outputs = NodeOutputs(self)
    }

    /// Forgets the history of this tensor: `tensor.detach_()`.
    package func detachInPlace() throws {
        guard base == nil else {
            throw TensorError.runtime(
                "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for "
                    + "training, and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence "
                    + "detach_() cannot be called on these gradients. To fix this error, please refer to the "
                    + "Optimizer.zero_grad() function in torch/optim/optimizer.py as the solution.")
        }
        recordedNode = nil
        leafRequiresGrad = false
    }
}
