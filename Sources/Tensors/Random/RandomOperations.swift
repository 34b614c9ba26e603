/// Tensors of random numbers, and tensors filled with them in place.
enum RandomOperations {
    static let operations: [Operation] = creating + like + sampling + filling

    private static let creating: [Operation] = [
        Operation(
            "rand(int[] size, *, Generator? generator=None, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "Uniform numbers of [0, 1).", .function
        ) { (size: Dimensions, generator: Generator?, dtype: DType?, device: Device?) in
            try rand(size, generator: generator, dtype: dtype, device: device ?? Defaults.device)
        },
        Operation(
            "randn(int[] size, *, Generator? generator=None, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "Standard normal numbers.", .function
        ) { (size: Dimensions, generator: Generator?, dtype: DType?, device: Device?) in
            try randn(size, generator: generator, dtype: dtype, device: device ?? Defaults.device)
        },
        Operation(
            "randint.low(int low, int high, int[] size, *, Generator? generator=None, ScalarType? dtype=None, "
                + "Device? device=None) -> Tensor",
            "Integers from low up to high, which is left out.", .function
        ) { (low: Int, high: Int, size: Dimensions, generator: Generator?, dtype: DType?, device: Device?) in
            try randint(
                low, high, size, generator: generator, dtype: dtype ?? .int64, device: device ?? Defaults.device)
        },
        Operation(
            "randint(int high, int[] size, *, Generator? generator=None, ScalarType? dtype=None, "
                + "Device? device=None) -> Tensor",
            "Integers from 0 up to high, which is left out.", .function
        ) { (high: Int, size: Dimensions, generator: Generator?, dtype: DType?, device: Device?) in
            try randint(0, high, size, generator: generator, dtype: dtype ?? .int64, device: device ?? Defaults.device)
        },
        Operation(
            "randperm(int n, *, Generator? generator=None, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "The integers below n in random order.", .function
        ) { (count: Int, generator: Generator?, dtype: DType?, device: Device?) in
            try randperm(count, generator: generator, dtype: dtype ?? .int64, device: device ?? Defaults.device)
        },
        Operation(
            "normal(Tensor mean, Tensor|Scalar std=1, *, Generator? generator=None) -> Tensor",
            "Normal numbers, each with a mean and a standard deviation of its own.", .function, normal),
        Operation(
            "normal.float_Tensor(float mean, Tensor std, *, Generator? generator=None) -> Tensor",
            "Normal numbers, each with a standard deviation of its own.", .function
        ) { (mean: Double, deviation: Tensor, generator: Generator?) in
            try normal(Tensor.scalar(.float(mean)), deviation, generator)
        },
        Operation(
            "normal.float_float(float mean, float std, int[] size, *, Generator? generator=None, "
                + "ScalarType? dtype=None, Device? device=None) -> Tensor",
            "Normal numbers with one mean and one standard deviation.", .function
        ) {
            (mean: Double, deviation: Double, size: Dimensions, generator: Generator?, dtype: DType?, device: Device?)
            in
            let output = try Tensor.empty(size, dtype: dtype ?? Defaults.dtype, device: device ?? Defaults.device)
            try output.checkDeviation(deviation, "normal")
            output.drawNormal(mean, deviation, generator ?? .standard)
            return output
        },
    ]

    private static let like: [Operation] = [
        Operation(
            "rand_like(Tensor input, *, ScalarType? dtype=None, Device? device=None, Generator? generator=None) -> Tensor",
            "Uniform numbers of [0, 1) in the shape of the input.", .function
        ) { (input: Tensor, dtype: DType?, device: Device?, generator: Generator?) in
            try rand(input.shape, generator: generator, dtype: dtype ?? input.dtype, device: device ?? input.device)
        },
        Operation(
            "randn_like(Tensor input, *, ScalarType? dtype=None, Device? device=None, Generator? generator=None) -> Tensor",
            "Standard normal numbers in the shape of the input.", .function
        ) { (input: Tensor, dtype: DType?, device: Device?, generator: Generator?) in
            try randn(input.shape, generator: generator, dtype: dtype ?? input.dtype, device: device ?? input.device)
        },
        Operation(
            "randint_like.low(Tensor input, int low, int high, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "Integers from low up to high in the shape of the input.", .function
        ) { (input: Tensor, low: Int, high: Int, dtype: DType?, device: Device?) in
            try randint(low, high, input.shape, dtype: dtype ?? input.dtype, device: device ?? input.device)
        },
        Operation(
            "randint_like(Tensor input, int high, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "Integers from 0 up to high in the shape of the input.", .function
        ) { (input: Tensor, high: Int, dtype: DType?, device: Device?) in
            try randint(0, high, input.shape, dtype: dtype ?? input.dtype, device: device ?? input.device)
        },
    ]

    private static let sampling: [Operation] = [
        Operation(
            "bernoulli(Tensor input, *, Generator? generator=None) -> Tensor",
            "1 with the probability that stands at each place, else 0.", .both, bernoulli),
        Operation(
            "bernoulli.p(Tensor input, float p, *, Generator? generator=None) -> Tensor",
            "1 with probability p, else 0, in the shape of the input.", .both
        ) { (input: Tensor, probability: Double, generator: Generator?) in
            let output = try Tensor.empty(input.shape, dtype: input.dtype, device: input.device)
            try output.fillBernoulli(probability, generator)
            return output
        },
        Operation(
            "multinomial(Tensor input, int num_samples, bool replacement=False, *, Generator? generator=None) -> Tensor",
            "Indices drawn with the given weights, for each row.", .both, multinomial),
        Operation(
            "poisson(Tensor input, Generator? generator=None) -> Tensor", "Poisson numbers with the given means.",
            .function
        ) { try poisson($0, $1) },
        Operation(
            "binomial(Tensor count, Tensor prob, Generator? generator=None) -> Tensor",
            "Numbers of successes in count trials.", .function
        ) { try binomial($0, $1, $2) },
    ]

    private static let filling: [Operation] = [
        Operation(
            "uniform_(Tensor input, float from=0, float to=1, *, Generator? generator=None) -> Tensor",
            "Fills with uniform numbers.", .method
        ) { (input: Tensor, low: Double, high: Double, generator: Generator?) in
            try input.fillUniform(low, high, generator)
            return input
        },
        Operation(
            "normal_(Tensor input, float mean=0, float std=1, *, Generator? generator=None) -> Tensor",
            "Fills with normal numbers.", .method
        ) { (input: Tensor, mean: Double, deviation: Double, generator: Generator?) in
            try input.fillNormal(mean, deviation, generator)
            return input
        },
        Operation(
            "bernoulli_.Tensor(Tensor input, Tensor p, *, Generator? generator=None) -> Tensor",
            "Fills with 1 where a number falls below the probability at its place, else 0.", .method
        ) { (input: Tensor, probabilities: Tensor, generator: Generator?) in
            try input.fillBernoulli(from: probabilities, generator)
            return input
        },
        Operation(
            "bernoulli_(Tensor input, float p=0.5, *, Generator? generator=None) -> Tensor",
            "Fills with 1 with probability p, else 0.", .method
        ) { (input: Tensor, probability: Double, generator: Generator?) in
            guard !input.dtype.isComplex else {
                throw TensorError.notImplemented(operation: "\"bernoulli_scalar_cpu_\"", dtype: input.dtype)
            }
            try input.fillBernoulli(probability, generator)
            return input
        },
        Operation(
            "exponential_(Tensor input, float lambd=1, *, Generator? generator=None) -> Tensor",
            "Fills with exponential numbers.", .method
        ) { (input: Tensor, rate: Double, generator: Generator?) in
            try input.checkContinuous("Exponential", input.dtype.scalarName)
            try input.check(rate > 0, "exponential_ expects lambda > 0.0, but found lambda=\(nativeNumber(rate))")
            try input.fill { input.drawExponential(rate: rate, generator ?? .standard) }
            return input
        },
        Operation(
            "geometric_(Tensor input, float p, *, Generator? generator=None) -> Tensor",
            "Fills with the number of trials up to the first success.", .method
        ) { (input: Tensor, probability: Double, generator: Generator?) in
            guard !input.dtype.isComplex, input.dtype != .bool else {
                throw TensorError.notImplemented(operation: "\"geometric_cpu\"", dtype: input.dtype)
            }
            try input.check(
                probability > 0 && probability < 1,
                "geometric_ expects p to be in (0, 1), but got p=\(nativeNumber(probability))")
            try input.fill { input.drawGeometric(probability, generator ?? .standard) }
            return input
        },
        Operation(
            "cauchy_(Tensor input, float median=0, float sigma=1, *, Generator? generator=None) -> Tensor",
            "Fills with Cauchy numbers.", .method
        ) { (input: Tensor, median: Double, scale: Double, generator: Generator?) in
            try input.checkContinuous("Cauchy", input.dtype.nativeName)
            try input.fill { input.drawCauchy(median, scale, generator ?? .standard) }
            return input
        },
        Operation(
            "log_normal_(Tensor input, float mean=1, float std=2, *, Generator? generator=None) -> Tensor",
            "Fills with exponentials of normal numbers.", .method
        ) { (input: Tensor, mean: Double, deviation: Double, generator: Generator?) in
            try input.fill { input.drawLogNormal(mean, deviation, generator ?? .standard) }
            return input
        },
        Operation(
            "random_.from(Tensor input, int from, int to, *, Generator? generator=None) -> Tensor",
            "Fills with integers of a range.", .method
        ) { (input: Tensor, low: Int, high: Int, generator: Generator?) in
            try checkRange(low, high, "random_")
            try input.fill { input.drawIntegers(low, high, generator ?? .standard) }
            return input
        },
        Operation(
            "random_(Tensor input, int? to=None, *, Generator? generator=None) -> Tensor",
            "Fills with integers below a limit, or of the whole range of the dtype.", .method
        ) { (input: Tensor, high: Int?, generator: Generator?) in
            let generator = generator ?? .standard
            if let high { try checkRange(0, high, "random_") }
            try input.fill {
                if let high { input.drawIntegers(0, high, generator) } else { input.drawWholeRange(generator) }
            }
            return input
        },
    ]
}

func checkRange(_ low: Int, _ high: Int, _ name: String) throws {
    guard low < high else {
        throw TensorError.runtime("\(name) expects 'from' to be less than 'to', but got from=\(low) >= to=\(high)")
    }
}

/// A number as messages of native code print it: "1", "0.5".
private func nativeNumber(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : value.description
}
