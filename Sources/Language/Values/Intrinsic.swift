/// The native functions that the machine runs on its registers, without arguments made for them: `values.append(x)`.
package enum Intrinsic: UInt8 {
    case none
    /// `list.append`, `list.pop` of the last element, `dict.get`, `set.add`.
    case append, pop, get, add
    case length, isInstance
    /// `next`, `send` and `sum` of a generator.
    case next, send, sum
    /// `BaseException.__init__` with one argument.
    case initializeException
    case ordinal, character
    /// Methods of texts, which are named as those of `str`.
    case startsWith, endsWith, find, strip, upper, lower, split, partition, replace, join
    /// `min` and `max` of two or more ints.
    case least, greatest
}
