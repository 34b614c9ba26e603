import Tensors

/// The modules that take the largest or the mean element of each window.
enum Pooling {
    static let types: [LayerType] = [1, 2, 3].flatMap { spatial -> [LayerType] in
        [
            LayerType(
                "MaxPool\(spatial)d(int[1] kernel_size, int[1]? stride=None, int[1] padding=0, int[1] dilation=1, "
                    + "bool return_indices=False, bool ceil_mode=False)",
                wrapping: "max_pool\(spatial)d", "The largest element of each window.",
                shown: ["kernel_size", "stride", "padding", "dilation", "ceil_mode"],
                completing: { settings in settings.withNumbers.replacingNone("stride", with: "kernel_size") }),
            LayerType(
                "AvgPool\(spatial)d(int[1] kernel_size, int[1]? stride=None, int[1] padding=0, bool ceil_mode=False, "
                    + "bool count_include_pad=True)",
                wrapping: "avg_pool\(spatial)d", "The mean of each window.",
                shown: ["kernel_size", "stride", "padding"],
                completing: { settings in
                    let complete = settings.withNumbers.replacingNone("stride", with: "kernel_size")
                    return spatial == 1 ? complete.withTuples(["kernel_size", "stride", "padding"]) : complete
                }),
            LayerType(
                "AdaptiveAvgPool\(spatial)d(\(spatial == 1 ? "int[1]" : "int?[1]") output_size)",
                wrapping: "adaptive_avg_pool\(spatial)d",
                "Means over as many windows as asked.", shown: ["output_size"],
                completing: { $0.withNumbers }),
        ]
    }
}

extension [(name: String, value: Argument)] {
    /// A setting that was left out takes the value of another.
    fileprivate func replacingNone(_ name: String, with other: String) -> Self {
        guard let value = first(where: { $0.name == other })?.value else { return self }
        return map { entry in
            if case .none = entry.value, entry.name == name { return (name, value) }
            return entry
        }
    }

    /// Lists of one number as the number, which stands for all spatial dimensions and is printed alone.
    fileprivate var withNumbers: Self {
        map { entry in
            guard case .ints(let numbers) = entry.value, numbers.count == 1 else { return entry }
            return (entry.name, .int(numbers[0]))
        }
    }

    /// Single numbers as tuples of one.
    fileprivate func withTuples(_ names: [String]) -> Self {
        map { entry in
            guard names.contains(entry.name), let number = TensorTree(argument: entry.value)?.integer else {
                return entry
            }
            return (entry.name, .ints([number]))
        }
    }
}
