/// Sums of products written as an equation: `einsum("ij,jk->ik", a, b)`.
package func einsum(_ equation: String, _ operands: [Tensor]) throws -> Tensor {
    guard !operands.isEmpty else { throw TensorError.value("einsum(): must provide at least one operand") }
    let plan = try EinsumEquation(equation, operands)
    var labels = plan.inputs
    var tensors = try operands.enumerated().map { try plan.aligned($1, &labels[$0]) }
    while tensors.count > 1 {
        let kept = Set(plan.output).union(labels.dropFirst(2).flatMap { $0 })
        let (joined, names) = try contract(tensors[0], labels[0], tensors[1], labels[1], kept)
        tensors.replaceSubrange(0..<2, with: [joined])
        labels.replaceSubrange(0..<2, with: [names])
    }
    return try finish(tensors[0], labels[0], plan.output)
}

/// The subscripts of an equation; a dimension under an ellipsis gets a label of its own.
private struct EinsumEquation {
    var inputs: [[Character]] = []
    var output: [Character] = []

    init(_ equation: String, _ operands: [Tensor]) throws {
        for (place, sign) in equation.enumerated() where !" ,.->".contains(sign) && !(sign.isASCII && sign.isLetter) {
            throw TensorError.runtime(
                "einsum(): invalid subscript given at index \(place) in the equation string, subscripts must be in [a-zA-Z]"
            )
        }
        let text = equation.filter { $0 != " " }
        let arrow = text.range(of: "->")
        let left = arrow.map { String(text[..<$0.lowerBound]) } ?? text
        let terms = left.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard terms.count == operands.count else {
            throw TensorError.runtime(
                terms.count > operands.count
                    ? "einsum(): fewer operands were provided than specified in the equation"
                    : "einsum(): more operands were provided than specified in the equation")
        }
        let widest = try terms.indices.reduce(0) {
            Swift.max($0, try EinsumEquation.hidden(terms[$1], operands[$1], $1))
        }
        for (position, term) in terms.enumerated() {
            let own = try EinsumEquation.hidden(term, operands[position], position)
            inputs.append(try EinsumEquation.labels(term, (widest - own)..<widest))
            guard inputs[position].count == operands[position].rank else {
                throw TensorError.runtime(
                    "einsum(): the number of subscripts in the equation (\(inputs[position].count)) does not match the "
                        + "number of dimensions (\(operands[position].rank)) for operand \(position) and no ellipsis was given"
                )
            }
        }
        try checkSizes(operands)
        output = try arrow.map { try explicitOutput(String(text[$0.upperBound...]), widest) } ?? implicitOutput(widest)
    }

    /// How many dimensions an ellipsis stands for.
    private static func hidden(_ term: String, _ operand: Tensor, _ position: Int) throws -> Int {
        guard term.contains("...") else { return 0 }
        let named = term.count - 3
        guard operand.rank >= named else {
            throw TensorError.runtime(
                "einsum(): the number of subscripts in the equation (\(named)) is more than the number of dimensions "
                    + "(\(operand.rank)) for operand \(position)")
        }
        return operand.rank - named
    }

    private static func labels(_ term: String, _ ellipsis: Range<Int>) throws -> [Character] {
        var result: [Character] = []
        var rest = term[...]
        while let next = rest.first {
            if rest.hasPrefix("...") {
                result += ellipsis.map(hiddenLabel)
                rest = rest.dropFirst(3)
            } else {
                guard next.isLetter, next.isASCII else {
                    throw TensorError.runtime(
                        "einsum(): invalid subscript given at index 0 in the equation string, subscripts must be in [a-zA-Z]"
                    )
                }
                result.append(next)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private static func hiddenLabel(_ index: Int) -> Character {
        Character(UnicodeScalar(UInt8(33 + Swift.min(index, 20))))
    }

    private func checkSizes(_ operands: [Tensor]) throws {
        var sizes: [Character: Int] = [:]
        for (position, labels) in inputs.enumerated() {
            for (axis, label) in labels.enumerated() {
                let size = operands[position].shape[axis]
                if let first = labels.firstIndex(of: label), operands[position].shape[first] != size {
                    throw TensorError.runtime(
                        "einsum(): subscript \(label) is repeated for operand \(position) but the sizes don't match, "
                            + "\(size) != \(operands[position].shape[first])")
                }
                if let known = sizes[label], known != size, known != 1, size != 1 {
                    throw TensorError.runtime(
                        "einsum(): subscript \(label) has size \(size) for operand \(position) which does not broadcast "
                            + "with previously seen size \(known)")
                }
                sizes[label] = Swift.max(sizes[label] ?? 1, size)
            }
        }
    }

    private func explicitOutput(_ text: String, _ widest: Int) throws -> [Character] {
        let labels = try EinsumEquation.labels(text, 0..<widest)
        let known = Set(inputs.flatMap { $0 })
        for label in labels where !known.contains(label) {
            throw TensorError.runtime(
                "einsum(): output subscript \(label) does not appear in the equation for any input operand")
        }
        for label in labels where labels.filter({ $0 == label }).count > 1 {
            throw TensorError.runtime("einsum(): output subscript \(label) appears more than once in the output")
        }
        return labels
    }

    /// The hidden dimensions, then all labels that occur once, in alphabetical order.
    private func implicitOutput(_ widest: Int) -> [Character] {
        let all = inputs.flatMap { $0 }
        let once = Set(all).filter { label in label.isLetter && all.filter { $0 == label }.count == 1 }
        return (0..<widest).map(EinsumEquation.hiddenLabel) + once.sorted()
    }

    /// Takes diagonals for labels that occur twice in one operand.
    func aligned(_ tensor: Tensor, _ labels: inout [Character]) throws -> Tensor {
        var result = tensor
        var axis = 0
        while axis < labels.count {
            if let again = labels[(axis + 1)...].firstIndex(of: labels[axis]) {
                result = try movedim(diagonal(result, 0, axis, again), [-1], [axis])
                labels.remove(at: again)
            } else {
                axis += 1
            }
        }
        return result
    }
}

/// Multiplies two operands, summing what neither the output nor a later operand needs.
private func contract(
    _ a: Tensor, _ labelsA: [Character], _ b: Tensor, _ labelsB: [Character], _ kept: Set<Character>
) throws -> (Tensor, [Character]) {
    let (x, namesA) = try summed(a, labelsA, kept.union(labelsB))
    let (y, namesB) = try summed(b, labelsB, kept.union(labelsA))
    let shared = namesA.filter { namesB.contains($0) }
    let batch = shared.filter { kept.contains($0) }
    let inner = shared.filter { !kept.contains($0) }
    let onlyA = namesA.filter { !namesB.contains($0) }
    let onlyB = namesB.filter { !namesA.contains($0) }
    if inner.isEmpty {
        let names = batch + onlyA + onlyB
        return (try spread(x, namesA, names) * spread(y, namesB, names), names)
    }
    var sizes: [Character: Int] = [:]
    for (label, size) in zip(namesA, x.shape) { sizes[label] = size }
    for (label, size) in zip(namesB, y.shape) { sizes[label] = Swift.max(sizes[label] ?? 1, size) }
    func count(_ labels: [Character]) -> Int { labels.reduce(1) { $0 * (sizes[$1] ?? 1) } }
    func arranged(_ tensor: Tensor, _ names: [Character], _ order: [Character], _ shape: Dimensions) throws -> Tensor {
        let moved = try permute(tensor, Dimensions(order.map { names.firstIndex(of: $0) ?? 0 }))
        return try reshape(expand(moved, Dimensions(order.map { sizes[$0] ?? 1 })), shape)
    }
    let left = try arranged(x, namesA, batch + onlyA + inner, [count(batch), count(onlyA), count(inner)])
    let right = try arranged(y, namesB, batch + inner + onlyB, [count(batch), count(inner), count(onlyB)])
    let names = batch + onlyA + onlyB
    return (try view(bmm(left, right), Dimensions(names.map { sizes[$0] ?? 1 })), names)
}

/// Sums dimensions that nobody else names.
private func summed(_ tensor: Tensor, _ labels: [Character], _ kept: Set<Character>) throws -> (Tensor, [Character]) {
    let axes = labels.indices.filter { !kept.contains(labels[$0]) }
    guard !axes.isEmpty else { return (tensor, labels) }
    return (try sum(tensor, Dimensions(axes)), labels.filter { kept.contains($0) })
}

/// Brings dimensions into an order in which missing ones have size one.
private func spread(_ tensor: Tensor, _ labels: [Character], _ order: [Character]) throws -> Tensor {
    var result = try permute(tensor, Dimensions(order.compactMap { labels.firstIndex(of: $0) }))
    for (axis, label) in order.enumerated() where !labels.contains(label) { result = try unsqueeze(result, axis) }
    return result
}

private func finish(_ tensor: Tensor, _ labels: [Character], _ output: [Character]) throws -> Tensor {
    let (result, names) = try summed(tensor, labels, Set(output))
    let order = output.map { names.firstIndex(of: $0) ?? 0 }
    return order == Array(0..<order.count) ? result : try permute(result, Dimensions(order))
}
