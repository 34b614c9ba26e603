import Glibc

/// What complex tensors need beyond arithmetic: parts, angles, conjugates.
enum ComplexOperations {
    static let operations: [Operation] = [
        Operation("real(Tensor input) -> Tensor", "The real part, as a view.", .both, realPart),
        Operation("imag(Tensor input) -> Tensor", "The imaginary part, as a view.", .both, imaginaryPart),
        Operation("conj(Tensor input) -> Tensor", "The complex conjugate.", .both, conj),
        Operation("resolve_conj(Tensor input) -> Tensor", "The tensor itself.", .both) { (x: Tensor) in x },
        Operation("angle(Tensor input) -> Tensor", "The argument of complex numbers.", .both, angle),
        Operation("view_as_real(Tensor input) -> Tensor", "A view with the two parts last.", .function, viewAsReal),
        Operation(
            "view_as_complex(Tensor input) -> Tensor", "A view of pairs as complex numbers.", .function, viewAsComplex),
        Operation(
            "complex(Tensor real, Tensor imag) -> Tensor", "Complex numbers from their parts.", .function, complex),
        Operation("polar(Tensor abs, Tensor angle) -> Tensor", "Complex numbers from length and angle.", .function) {
            try complex($0 * cos($1), $0 * sin($1))
        },
    ]
}

/// A view of complex numbers as pairs, in a new last dimension of size two.
package func viewAsReal(_ input: Tensor) throws -> Tensor {
    guard input.dtype.isComplex else {
        throw TensorError.runtime("view_as_real is only supported for complex tensors")
    }
    var layout = input.layout
    for axis in layout.strides.indices { layout.strides[axis] *= 2 }
    layout.offset *= 2
    layout.shape.append(2)
    layout.strides.append(1)
    let view = Tensor(storage: input.storage, layout: layout, dtype: input.dtype.real)
    view.base = input.base ?? input
    view.recordedVersion = input.storage.version
    guard Tape.records(input) else { return view }
    return view.derived("ViewAsRealBackward0", from: [input]) { [try viewAsComplex(contiguous($0.gradient))] }
}

/// A view of pairs in the last dimension as complex numbers.
package func viewAsComplex(_ input: Tensor) throws -> Tensor {
    guard input.dtype == .float32 || input.dtype == .float64 else {
        throw TensorError.runtime(
            "view_as_complex is only supported for half, float and double tensors, but got a tensor of scalar type: "
                + input.dtype.scalarName)
    }
    guard input.shape.last == 2, input.strides.last == 1, input.offset % 2 == 0 else {
        throw TensorError.runtime("Tensor must have a last dimension of size 2")
    }
    var layout = input.layout
    layout.shape.removeLast()
    layout.strides.removeLast()
    for axis in layout.strides.indices { layout.strides[axis] /= 2 }
    layout.offset /= 2
    let view = Tensor(storage: input.storage, layout: layout, dtype: input.dtype.complex)
    view.base = input.base ?? input
    view.recordedVersion = input.storage.version
    guard Tape.records(input) else { return view }
    return view.derived("ViewAsComplexBackward0", from: [input]) { [try viewAsReal($0.gradient)] }
}

package func realPart(_ input: Tensor) throws -> Tensor {
    input.dtype.isComplex ? try select(viewAsReal(input), -1, 0) : input
}

package func imaginaryPart(_ input: Tensor) throws -> Tensor {
    guard input.dtype.isComplex else {
        throw TensorError.runtime("imag is not implemented for tensors with non-complex dtypes.")
    }
    return try select(viewAsReal(input), -1, 1)
}

package func complex(_ real: Tensor, _ imaginary: Tensor) throws -> Tensor {
    guard real.dtype.isFloatingPoint, imaginary.dtype.isFloatingPoint else {
        throw TensorError.runtime(
            "Expected both inputs to be Half, Float or Double tensors but got \(real.dtype.scalarName) and "
                + imaginary.dtype.scalarName)
    }
    guard real.dtype == imaginary.dtype else {
        throw TensorError.runtime(
            "Expected object of scalar type \(real.dtype.scalarName) but got scalar type "
                + "\(imaginary.dtype.scalarName) for second argument")
    }
    let shape = try broadcast(real.shape, imaginary.shape)
    return try viewAsComplex(stack([expand(real, shape), expand(imaginary, shape)], -1)).labelled("ComplexBackward0")
}

package func conj(_ input: Tensor) throws -> Tensor {
    guard input.dtype.isComplex else { return input }
    return try complex(realPart(input), -imaginaryPart(input))
}

func complexAbs(_ input: Tensor) throws -> Tensor {
    let (x, y) = (try realPart(input), try imaginaryPart(input))
    return try sqrt(x * x + y * y).labelled("AbsBackward0")
}

@Sendable func complexExp(_ input: Tensor) throws -> Tensor {
    let size = try exp(realPart(input))
    let angle = try imaginaryPart(input)
    return try complex(size * cos(angle), size * sin(angle))
}

package func angle(_ input: Tensor) throws -> Tensor {
    if input.dtype.isComplex { return try atan2(imaginaryPart(input), realPart(input)) }
    let zero = try Tensor.zeros(input.shape, dtype: input.dtype.floating, device: input.device)
    return flat(
        try `where`(lt(input, constant(0, input)), zero + .float(Double.pi), zero), "AngleBackward0", input)
}
