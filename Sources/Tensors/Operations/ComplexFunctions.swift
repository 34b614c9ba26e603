/// Functions of complex numbers as compositions of functions of their real parts.
enum ComplexFunctions {
    typealias Function = @Sendable (Tensor) throws -> Tensor

    /// By the name of the function of real numbers.
    static let named: [String: Function] = [
        "exp": complexExp, "log": logarithm, "sqrt": root, "sin": sine, "cos": cosine,
        "tan": { try sine($0) / cosine($0) }, "sinh": hyperbolicSine, "cosh": hyperbolicCosine,
        "tanh": { try hyperbolicSine($0) / hyperbolicCosine($0) }, "reciprocal": inverse,
        "rsqrt": { try inverse(root($0)) }, "expm1": { try complexExp($0) - 1 }, "log1p": { try logarithm($0 + 1) },
        "log2": { try logarithm($0) * .float(1.4426950408889634) },
        "log10": { try logarithm($0) * .float(0.4342944819032518) },
        "sigmoid": { try inverse(complexExp($0 * -1) + 1) },
    ]

    private static func parts(_ z: Tensor) throws -> (Tensor, Tensor) { (try realPart(z), try imaginaryPart(z)) }

    @Sendable private static func logarithm(_ z: Tensor) throws -> Tensor {
        try complex(log(complexAbs(z)), angle(z))
    }

    @Sendable private static func root(_ z: Tensor) throws -> Tensor {
        let (x, y) = try parts(z)
        let size = try complexAbs(z)
        let half = try `where`(lt(y, constant(0, y)), constant(-1.0, y), constant(1.0, y))
        return try complex(sqrt((size + x) * 0.5), half * sqrt(clamp(size - x, constant(0, x), nil) * 0.5))
    }

    @Sendable private static func sine(_ z: Tensor) throws -> Tensor {
        let (x, y) = try parts(z)
        return try complex(sin(x) * cosh(y), cos(x) * sinh(y))
    }

    @Sendable private static func cosine(_ z: Tensor) throws -> Tensor {
        let (x, y) = try parts(z)
        return try complex(cos(x) * cosh(y), -(sin(x) * sinh(y)))
    }

    @Sendable private static func hyperbolicSine(_ z: Tensor) throws -> Tensor {
        let (x, y) = try parts(z)
        return try complex(sinh(x) * cos(y), cosh(x) * sin(y))
    }

    @Sendable private static func hyperbolicCosine(_ z: Tensor) throws -> Tensor {
        let (x, y) = try parts(z)
        return try complex(cosh(x) * cos(y), sinh(x) * sin(y))
    }

    @Sendable private static func inverse(_ z: Tensor) throws -> Tensor {
        let (x, y) = try parts(z)
        let square = try x * x + y * y
        return try complex(x / square, -y / square)
    }
}
