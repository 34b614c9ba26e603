import Networks

/// The cache that the layers of a call extend, and the form in which it is given back.
struct SharedCache {
    private let cache: KeyValueCache?
    /// How many positions it held before the call.
    let length: Int
    /// Who gave a cache object gets it back; who gave none, or a tuple, gets a tuple.
    private let isTuple: Bool

    /// - Parameter typeName: the class of a cache object that families without tuples give.
    init(_ call: CausalModelArguments, typeName: String? = nil) {
        if case .foreign(let object)? = call.cache, let given = object as? KeyValueCache {
            cache = given
            isTuple = false
        } else {
            let fresh = KeyValueCache(typeName: typeName ?? "DynamicCache")
            cache = KeyValueCache(call.cache) ?? (call.usesCache ? fresh : nil)
            isTuple = typeName == nil
        }
        length = cache?.length ?? 0
    }

    /// What the layers get.
    var tree: TensorTree { cache.map { .foreign($0) } ?? .none }

    /// What the model gives back.
    var output: TensorTree { isTuple ? cache?.tree ?? .none : tree }
}
