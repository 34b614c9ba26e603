import Language
import Models
import Tensors
import Torch

/// Takes values without the elements of their tensors, as numbers and texts.
protocol FormSink {
    /// false ends the writing.
    mutating func take(_ number: Int) -> Bool
    mutating func take(_ text: String) -> Bool
}

/// Keeps what it takes.
struct FormWriter: FormSink {
    fileprivate var numbers: [Int] = []
    fileprivate var texts: [String] = []

    mutating func take(_ number: Int) -> Bool {
        numbers.append(number)
        return true
    }

    mutating func take(_ text: String) -> Bool {
        texts.append(text)
        return true
    }
}

/// Compares what it takes with what was kept, so that a comparison needs no memory and ends at the first difference.
struct FormReader: FormSink {
    private let kept: FormWriter
    private var numberCount = 0
    private var textCount = 0

    init(_ kept: FormWriter) { self.kept = kept }

    var isAtEnd: Bool { numberCount == kept.numbers.count && textCount == kept.texts.count }

    mutating func take(_ number: Int) -> Bool {
        guard numberCount < kept.numbers.count, kept.numbers[numberCount] == number else { return false }
        numberCount += 1
        return true
    }

    mutating func take(_ text: String) -> Bool {
        guard textCount < kept.texts.count, kept.texts[textCount] == text else { return false }
        textCount += 1
        return true
    }
}

/// Writes what a shape of a result can depend on.
enum ValueForms {
    /// What a run of a model is given; false when it holds something whose form is not known.
    static func write(_ call: ModelCall, to sink: inout some FormSink) -> Bool {
        guard sink.take(Configuration.revision), sink.take(Int(Defaults.dtype.rawValue)),
            sink.take(call.inputs.positional.count)
        else { return false }
        for value in call.inputs.positional { guard write(value, to: &sink, depth: 0) else { return false } }
        return write(call.inputs.keywords, to: &sink) && write(call.keywords, to: &sink)
    }

    private static func write(_ keywords: [(name: Symbol, value: Value)], to sink: inout some FormSink) -> Bool {
        for (name, value) in keywords {
            guard sink.take(name.text), write(value, to: &sink, depth: 0) else { return false }
        }
        return true
    }

    static func write(weight: Tensor?, to sink: inout some FormSink) -> Bool {
        guard let weight else { return sink.take(-1) }
        return sink.take(Int(weight.dtype.rawValue)) && write(weight.layout.shape, to: &sink)
    }

    private static func write(_ sizes: Dimensions, to sink: inout some FormSink) -> Bool {
        guard sink.take(sizes.count) else { return false }
        for index in 0..<sizes.count { guard sink.take(sizes[index]) else { return false } }
        return true
    }

    private static func write(_ value: Value, to sink: inout some FormSink, depth: Int) -> Bool {
        switch value {
        case .undefined, .none: sink.take(-2)
        case .bool(let flag): sink.take(-3) && sink.take(flag ? 1 : 0)
        case .int(let number): sink.take(-4) && sink.take(number)
        case .float(let number): sink.take(-5) && sink.take(Int(bitPattern: UInt(number.bitPattern)))
        case .object(let object): write(object, value, to: &sink, depth)
        }
    }

    private static func write(_ object: Object, _ value: Value, to sink: inout some FormSink, _ depth: Int) -> Bool {
        if let tensor = value.tensor {
            return sink.take(-6) && sink.take(Int(tensor.dtype.rawValue)) && write(tensor.layout.shape, to: &sink)
                && write(tensor.layout.strides, to: &sink)
        }
        if let text = object as? Text { return sink.take(-7) && sink.take(text.string) }
        guard depth < 16, let elements = TensorValues.elements(of: object),
            sink.take(object is Tuple ? -8 : object is List ? -9 : -10), sink.take(elements.count)
        else { return false }
        for key in (object as? Dict)?.items.map(\.key) ?? [] {
            guard write(key, to: &sink, depth: depth + 1) else { return false }
        }
        for element in elements { guard write(element, to: &sink, depth: depth + 1) else { return false } }
        return true
    }
}
