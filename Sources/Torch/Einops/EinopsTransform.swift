import Tensors

/// An einops expression applied to a tensor: split into axes, reduce or repeat some, order, and join again.
///
///     try EinopsTransform("b s (h d) -> b h s d", .rearrange, sizes: ["h": 2]).apply(x)
struct EinopsTransform {
    enum Kind: Equatable { case rearrange, reduce, repetition }

    private let text: String
    private let left: EinopsPattern
    private let right: EinopsPattern
    private let kind: Kind
    private let given: [String: Int]

    /// - Parameter reduction: its name, or the text of its function, for messages.
    init(_ text: String, _ kind: Kind, sizes: [String: Int], reduction: String = "") throws {
        let sides = text.components(separatedByArrow: "->")
        guard sides.count == 2 else {
            throw EinopsFailure("not enough values to unpack (expected 2, got \(sides.count))")
        }
        self.text = text
        self.kind = kind
        var anonymous = AnonymousAxes()
        left = try EinopsPattern(anonymous.named(sides[0]))
        right = try EinopsPattern(anonymous.named(sides[1]))
        guard kind != .rearrange || anonymous.sizes.isEmpty else {
            throw EinopsFailure(
                "Non-unitary anonymous axes are not supported in rearrange (exception is length 1)")
        }
        given = sizes.merging(anonymous.sizes) { given, _ in given }
        try checkSides(reduction)
        let known = Set((left.axes + right.axes).map { $0 })
        if let unused = sizes.keys.sorted().first(where: { !known.contains(.named($0)) }) {
            throw EinopsFailure("Axis \(unused) is not used in transform")
        }
    }

    private func checkSides(_ reduction: String) throws {
        if right.hasEllipsis, !left.hasEllipsis {
            throw EinopsFailure("Ellipsis found in right side, but not left side of a pattern \(text)")
        }
        if left.groupsDots {
            throw EinopsFailure("Ellipsis inside parenthesis in the left side is not allowed: \(text)")
        }
        let (before, after) = (Set(left.axes), Set(right.axes))
        let onlyLeft = before.subtracting(after).names
        let onlyRight = after.subtracting(before).names
        switch kind {
        case .rearrange:
            let difference = (onlyLeft + onlyRight).sorted()
            guard difference.isEmpty, left.hasEllipsis == right.hasEllipsis else {
                throw EinopsFailure(
                    "Identifiers only on one side of expression (should be on both): {\(difference.quoted)}")
            }
        case .reduce:
            guard onlyRight.isEmpty else {
                throw EinopsFailure(
                    "Unexpected identifiers on the right side of reduce \(reduction): {\(onlyRight.quoted)}")
            }
        case .repetition:
            guard onlyLeft.isEmpty else {
                throw EinopsFailure("Unexpected identifiers on the left side of repeat: {\(onlyLeft.quoted)}")
            }
            let unknown = onlyRight.filter { given[$0] == nil }
            guard unknown.isEmpty else {
                throw EinopsFailure("Specify sizes for new axes in repeat: {\(unknown.quoted)}")
            }
        }
    }

    /// - Parameter reduce: joins the elements along these dimensions.
    func apply(_ tensor: Tensor, reduce: (Tensor, [Int]) throws -> Tensor = { tensor, _ in tensor }) throws -> Tensor {
        let dots = try dotCount(tensor)
        let (left, right) = (left.expandingDots(to: dots), right.expandingDots(to: dots))
        let sizes = try sizes(tensor, left)
        var axes = left.axes
        var result = try Tensors.reshape(tensor, Dimensions(axes.map { sizes[$0] ?? 1 }))
        let reduced = axes.indices.filter { !right.axes.contains(axes[$0]) }
        if !reduced.isEmpty {
            result = try reduce(result, reduced)
            axes = axes.filter { right.axes.contains($0) }
        }
        let order = right.axes.compactMap { axes.firstIndex(of: $0) }
        result = try Tensors.permute(result, Dimensions(order))
        return try join(result, right, axes: order.map { axes[$0] }, sizes)
    }

    private func dotCount(_ tensor: Tensor) throws -> Int {
        let fixed = left.groups.filter { !$0.contains(.ellipsis) }.count
        guard left.hasEllipsis else {
            guard fixed == tensor.rank else {
                throw EinopsFailure("Wrong shape: expected \(fixed) dims. Received \(tensor.rank)-dim tensor.")
            }
            return 0
        }
        guard tensor.rank >= fixed else {
            throw EinopsFailure("Wrong shape: expected >=\(fixed) dims. Received \(tensor.rank)-dim tensor.")
        }
        return tensor.rank - fixed
    }

    /// The size of every axis; one unknown axis of a group follows from the others.
    private func sizes(_ tensor: Tensor, _ left: EinopsPattern) throws -> [EinopsPattern.Axis: Int] {
        var sizes: [EinopsPattern.Axis: Int] = [:]
        for (name, size) in given { sizes[.named(name)] = size }
        for (dimension, group) in left.groups.enumerated() {
            let length = tensor.shape[dimension]
            let unknown = group.filter { sizes[$0] == nil }
            let known = group.compactMap { sizes[$0] }.reduce(1, &*)
            guard unknown.count <= 1 else {
                throw EinopsFailure("Could not infer sizes for {\(Set(unknown).names.sorted().quoted)}")
            }
            if let last = unknown.first {
                guard known > 0, length % known == 0 else {
                    throw EinopsFailure("Shape mismatch, can't divide axis of length \(length) in chunks of \(known)")
                }
                sizes[last] = length / known
            } else if known != length {
                throw EinopsFailure("Shape mismatch, \(length) != \(known)")
            }
        }
        return sizes
    }

    /// New axes come in, then groups become dimensions.
    private func join(
        _ tensor: Tensor, _ right: EinopsPattern, axes: [EinopsPattern.Axis], _ sizes: [EinopsPattern.Axis: Int]
    ) throws -> Tensor {
        var result = tensor
        let all = right.axes
        if all.count > axes.count {
            for (place, axis) in all.enumerated() where !axes.contains(axis) {
                result = try Tensors.unsqueeze(result, place)
            }
            result = try Tensors.expand(result, Dimensions(all.map { sizes[$0] ?? 1 }))
        }
        let shape = right.groups.map { $0.map { sizes[$0] ?? 1 }.reduce(1, &*) }
        return try Tensors.reshape(result, Dimensions(shape))
    }
}

/// Numbers in a pattern, such as the 2 of `b -> (b 2)`: axes of that size without a name.
private struct AnonymousAxes {
    private(set) var sizes: [String: Int] = [:]

    mutating func named(_ side: String) -> String {
        var result = ""
        var digits = ""
        for character in side + " " {
            let isInName = result.last.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
            if character.isASCII, character.isNumber, !isInName {
                digits.append(character)
                continue
            }
            result += name(digits)
            digits = ""
            result.append(character)
        }
        result.removeLast()
        return result
    }

    private mutating func name(_ digits: String) -> String {
        guard let size = Int(digits), size > 1 else { return digits }
        let name = "__axis\(sizes.count)"
        sizes[name] = size
        return name
    }
}

extension Set<EinopsPattern.Axis> {
    fileprivate var names: [String] {
        compactMap { axis in
            guard case .named(let name) = axis else { return nil }
            return name
        }
    }
}

extension [String] {
    fileprivate var quoted: String { map { "'\($0)'" }.joined(separator: ", ") }
}

extension String {
    /// The parts between arrows.
    func components(separatedByArrow arrow: String) -> [String] {
        var parts = [""]
        var rest = self[...]
        while let first = rest.first {
            if rest.hasPrefix(arrow) {
                parts.append("")
                rest = rest.dropFirst(arrow.count)
            } else {
                parts[parts.count - 1].append(first)
                rest = rest.dropFirst()
            }
        }
        return parts
    }
}
