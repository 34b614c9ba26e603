/// Changes in place: the rules that autograd puts on them, versions, and the new history of the tensor and its base.
extension Tensor {
    /// Replaces the elements by what the body makes of the tensor, broadcast to its shape.
    ///
    ///     try x.overwrite { try $0 * 2 }   // x.mul_(2)
    package func overwrite(_ body: (Tensor) throws -> Tensor) throws {
        let result = try body(isLeaf ? self : original())
        try checkChange(recorded: result.requiresGrad)
        guard result.dtype == dtype || result.dtype.canCast(to: dtype) else {
            throw TensorError.resultCast(from: result.dtype, to: dtype)
        }
        guard result.shape == shape else {
            throw TensorError.runtime("output with shape \(shape) doesn't match the broadcast shape \(result.shape)")
        }
        let cast = result.dtype == dtype ? result : try to(result, dtype)
        copyElements(from: cast)
        changed()
        adoptHistory(of: cast)
    }

    /// What this tensor is before a change that is recorded: the derivative may ask for it afterwards.
    private func original() throws -> Tensor {
        guard GradientMode.isEnabled, let node = gradientNode else { return self }
        let copy = try GradientMode.disabled { try clone(self) }
        copy.recordedNode = node
        copy.outputIndex = outputIndex
        copy.recordedVersion = copy.storage.version
        return copy
    }

    /// Takes the result of an operation as its `out=` argument, whose shape gives way.
    package func receive(_ result: Tensor, of name: String) throws {
        guard !GradientMode.isEnabled || !(result.requiresGrad || requiresGrad) else {
            throw TensorError.runtime(
                "\(name)(): functions with out=... arguments don't support automatic differentiation, but one of the "
                    + "arguments requires grad.")
        }
        try checkOwnOverlap()
        if result.shape != shape {
            if elementCount > 0 { warnOfNewShape(result.shape) }
            try resize(to: result.shape)
        }
        try overwrite { _ in result }
    }

    private func warnOfNewShape(_ wanted: Dimensions) {
        Notices.give(
            "An output with one or more elements was resized since it had shape \(shape), which does not match the "
                + "required output shape \(wanted). This behavior is deprecated, and in a future PyTorch release outputs "
                + "will not be resized unless they have zero elements. You can explicitly reuse an out tensor t by "
                + "resizing it, inplace, to zero elements with t.resize_(0)."
                + Notices.place("aten/src/ATen/native/Resize.cpp:38"))
    }

    /// Gives the tensor another shape, in its own memory where that is large enough; elements beyond it are not set.
    package func resize(to shape: Dimensions) throws {
        guard !requiresGrad else { throw TensorError.runtime("cannot resize variables that require grad") }
        guard shape.allSatisfy({ $0 >= 0 }) else {
            throw TensorError.runtime("Trying to create tensor with negative dimension \(shape.min() ?? 0): \(shape)")
        }
        let fresh = try Tensor.empty(shape, dtype: dtype, device: device)
        let room = (storage.byteCount / dtype.size).subtractingReportingOverflow(offset)
        if !isMeta, !room.overflow, fresh.elementCount <= room.partialValue {
            var target = Layout(shape)
            target.offset = offset
            layout = target
        } else {
            if !isMeta { copyStart(into: fresh) }
            (storage, layout) = (fresh.storage, fresh.layout)
        }
        changed()
    }

    /// Copies the memory from the first element on to the start of larger memory.
    private func copyStart(into fresh: Tensor) {
        guard let from = storage.address, let to = fresh.storage.address else { return }
        let start = Swift.min(offset * dtype.size, storage.byteCount)
        to.copyMemory(from: from + start, byteCount: Swift.min(storage.byteCount - start, fresh.storage.byteCount))
    }

    /// Copies a tensor that broadcasts to this shape, as `x[:] = value` does.
    package func assign(_ source: Tensor) throws {
        let fitting = try GradientMode.disabled { try expand(source.trimmed(to: rank), shape) }
        let recorded = GradientMode.isEnabled && (source.requiresGrad || requiresGrad)
        try checkChange(recorded: recorded)
        try checkOwnOverlap()
        let value = fitting.storage === storage && fitting.layout != layout ? try fitting.converted(to: dtype) : fitting
        copyElements(from: source.isNumber ? try expand(source.precise(dtype), shape) : value)
        changed()
        guard recorded else { return }
        let copied = Tensor(storage: storage, layout: layout, dtype: dtype).derived("CopyBackwards", from: [source]) {
            [try $0.gradient]
        }
        adoptHistory(of: copied)
    }

    /// Writes one number everywhere.
    package func fillInPlace(_ value: Tensor) throws {
        guard value.rank == 0 else {
            throw TensorError.runtime(
                "fill_ only supports 0-dimension value tensor but got tensor with \(value.rank) dimensions.")
        }
        if value.requiresGrad || (requiresGrad && GradientMode.isEnabled) { return try assign(value) }
        try checkChange(recorded: false)
        if !value.isMeta { setAll(try value.number ?? value.item()) }
        changed()
    }

    /// Drops leading dimensions of size one that the target does not have.
    private func trimmed(to rank: Int) throws -> Tensor {
        var result = self
        while result.rank > rank && result.shape.first == 1 { result = try squeeze(result, [0]) }
        return result
    }

    /// Tells everyone who saved this storage that it is different now.
    package func changed() {
        storage.panels = nil
        guard countsVersions else { return }
        storage.version += 1
        if base == nil { recordedVersion = storage.version }
    }

    /// The rules under which a tensor may be changed in place while operations are recorded.
    func checkChange(recorded: Bool) throws {
        if isInference && !GradientMode.inference {
            throw TensorError.runtime(
                "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a "
                    + "normal tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details."
            )
        }
        guard GradientMode.isEnabled, countsVersions else { return }
        if let base, base.requiresGrad || recorded { try checkOrigin() }
        if requiresGrad, base.map(\.isLeaf) ?? leafRequiresGrad {
            let subject = base == nil ? "a leaf Variable" : "a view of a leaf Variable"
            throw TensorError.runtime("\(subject) that requires grad is being used in an in-place operation.")
        }
    }

    private func checkOrigin() throws {
        switch viewOrigin {
        case .single: return
        case .multiple:
            let name = recordedNode?.operationName ?? "Unbind"
            throw TensorError.runtime(
                "Output \(outputIndex) of \(name) is a view and is being modified inplace. This view is the output of a "
                    + "function that returns multiple views. Such functions do not allow the output views to be modified "
                    + "inplace. You should replace the inplace operation by an out-of-place one.")
        case .withoutGradient:
            throw TensorError.runtime(
                "A view was created in no_grad mode and is being modified inplace with grad mode enabled. Given that "
                    + "this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving "
                    + "both the view and the inplace either both inside the no_grad block (if you don't want the inplace "
                    + "to be tracked) or both outside (if you want the inplace to be tracked).")
        case .function:
            let name = recordedNode.map { String($0.name.dropLast("Backward".count)) } ?? "Function"
            throw TensorError.runtime(
                "Output \(outputIndex) of \(name) is a view and is being modified inplace. This view was created inside "
                    + "a custom Function (or because an input was returned as-is) and the autograd logic to handle view+inplace "
                    + "would override the custom backward associated with the custom Function, leading to incorrect gradients. "
                    + "This behavior is forbidden. You can fix this by cloning the output of the custom Function.")
        }
    }

    /// Makes the history of a freshly computed value the history of this tensor, and of the base it shows.
    private func adoptHistory(of result: Tensor) {
        guard let node = result.recordedNode else {
            if recordedNode != nil && GradientMode.isEnabled && base == nil { recordedNode = nil }
            return
        }
        node.savedResult?.relocate(to: self)
        storage.lastChange = base == nil ? node.operationName : "torch::autograd::CopySlices"
        guard let base else { return attach(node, result.outputIndex) }
        let (own, whole) = (layout, base.layout)
        let copySlices = GradientNode(
            "CopySlices",
            parents: Edges([base.gradientEdge, GradientNode.Edge(node: node, index: result.outputIndex)]))
        copySlices.outputs = NodeOutputs(base)
        copySlices.backward = { step in
            [
                try step.when(0) { try cleared(step.gradient, own, in: whole) },
                try window(step.gradient, own, in: whole),
            ]
        }
        base.leafRequiresGrad = false
        base.attach(copySlices, 0)
        recordedVersion = -1
    }
}

/// The part of a gradient of the base that belongs to a view.
private func window(_ gradient: Tensor, _ view: Layout, in base: Layout) throws -> Tensor {
    let plane = try spreadGradient(gradient, from: base, to: plane(view, base))
    return try asStrided(plane, view.shape, view.strides, view.offset)
}

/// The gradient of the base with the part of the view set to zero.
private func cleared(_ gradient: Tensor, _ view: Layout, in base: Layout) throws -> Tensor {
    let mask = try GradientMode.disabled {
        let ones = try Tensor.ones([plane(view, base).shape[0]], dtype: gradient.dtype, device: gradient.device)
        Tensor(storage: ones.storage, layout: view, dtype: ones.dtype).setAll(0)
        return try asStrided(ones, base.shape, base.strides, base.offset)
    }
    return try gradient * mask
}

/// A flat layout that covers the storage of a view and its base.
private func plane(_ view: Layout, _ base: Layout) -> Layout {
    Layout([Swift.max(view.reach ?? 0, base.reach ?? 0)])
}
