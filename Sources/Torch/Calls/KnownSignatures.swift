/// The signatures of functions that torch overloads otherwise than the engine, as its messages list them.
///
///     torch.ones(2).sum("a")   // sum() received an invalid combination of arguments - got (str), but expected one of: …
enum KnownSignatures {
    /// Each signature without the tensor that a method has before the dot; nil when the engine's own are torch's.
    static func of(_ name: String, isMethod: Bool) -> [String]? {
        let known = isMethod ? methods[name] : functions[name]
        return known ?? (isMethod ? nil : methods[name]?.map(withInput))
    }

    /// `(int dim)` of a method is `(Tensor input, int dim)` of the function.
    private static func withInput(_ signature: String) -> String {
        signature == "()" ? "(Tensor input)" : "(Tensor input, " + signature.dropFirst()
    }

    private static let reduced = [
        "(*, torch.dtype dtype = None)", "(tuple of ints dim, bool keepdim = False, *, torch.dtype dtype = None)",
    ]
    private static let extremum = ["()", "(Tensor other)", "(int dim, bool keepdim = False)"]
    private static let spread = [
        "(tuple of ints dim, bool unbiased = True, bool keepdim = False)",
        "(tuple of ints dim = None, *, Number correction = None, bool keepdim = False)", "(bool unbiased = True)",
    ]
    private static let truth = [
        "()", "(tuple of ints dim = None, bool keepdim = False)", "(int dim, bool keepdim = False)",
    ]
    private static let compared = ["(Tensor other)", "(Number other)"]
    private static let filled = ["(Tensor mask, Tensor value)", "(Tensor mask, Number value)"]
    private static let limits = ["(Tensor min = None, Tensor max = None)", "(Number min = None, Number max = None)"]
    private static let ordered = [
        "(*, bool stable, int dim = -1, bool descending = False)", "(int dim = -1, bool descending = False)",
    ]

    private static let methods: [String: [String]] = [
        "sum": reduced, "mean": reduced,
        "prod": [reduced[0], "(int dim, bool keepdim = False, *, torch.dtype dtype = None)"],
        "max": extremum, "min": extremum, "std": spread, "var": spread, "all": truth, "any": truth,
        "clamp": limits, "clamp_": limits, "clip": limits, "masked_fill": filled, "masked_fill_": filled,
        "squeeze": ["()", "(int dim)", "(tuple of ints dim)"], "fill_": ["(Tensor value)", "(Number value)"],
        "view": ["(torch.dtype dtype)", "(tuple of ints size)"], "sort": ordered, "argsort": ordered,
        "eq": compared, "ne": compared, "lt": compared, "le": compared, "gt": compared, "ge": compared,
        "pow": ["(Tensor exponent)", "(Number exponent)"],
        "index_fill": ["(int dim, Tensor index, Tensor value)", "(int dim, Tensor index, Number value)"],
    ]

    private static let functions: [String: [String]] = [
        "sum": [
            "(Tensor input, *, torch.dtype dtype = None)",
            "(Tensor input, tuple of ints dim, bool keepdim = False, *, torch.dtype dtype = None, Tensor out = None)",
        ],
        "mean": [
            "(Tensor input, *, torch.dtype dtype = None, Tensor out = None)",
            "(Tensor input, tuple of ints dim, bool keepdim = False, *, torch.dtype dtype = None, Tensor out = None)",
        ],
        "max": outs("tuple of Tensors"), "min": outs("tuple of Tensors"),
        "clamp": [
            "(Tensor input, Tensor min = None, Tensor max = None, *, Tensor out = None)",
            "(Tensor input, Number min = None, Number max = None, *, Tensor out = None)",
        ],
        "where": [
            "(Tensor condition)", "(Tensor condition, Tensor input, Tensor other, *, Tensor out = None)",
            "(Tensor condition, Number self, Tensor other)", "(Tensor condition, Tensor input, Number other)",
            "(Tensor condition, Number self, Number other)",
        ],
    ]

    private static func outs(_ kind: String) -> [String] {
        [
            "(Tensor input, *, Tensor out = None)", "(Tensor input, Tensor other, *, Tensor out = None)",
            "(Tensor input, int dim, bool keepdim = False, *, \(kind) out = None)",
        ]
    }
}

extension KnownSignatures {
    /// The types of the parameters of one of them: `(Tensor mask, Number value)` gives `["Tensor", "Number"]`.
    static func types(_ signature: String) -> [String] {
        signature.dropFirst().dropLast().split(separator: ",").compactMap { part in
            let words = part.split(separator: "=")[0].split(separator: " ").map(String.init)
            return words.count > 1 ? words.dropLast().joined(separator: " ") : nil
        }
    }
}
