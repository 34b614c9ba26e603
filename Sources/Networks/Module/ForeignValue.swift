/// A thing that modules hand on from one to the next and that a language shows by its name, such as a cache of keys.
package protocol ForeignValue: AnyObject {
    /// The class that a language shows for it.
    var typeName: String { get }
    /// What it consists of, item by item.
    var items: TensorTree { get }
    /// The attribute of that name, nil if there is none.
    func attribute(_ name: String) -> TensorTree?
    /// What the method of that name gives without arguments, nil if there is none.
    func result(of method: String) -> TensorTree?
}

/// A value of a language, which knows how messages call its class.
package protocol NamedValue: AnyObject {
    /// `list`, `numpy.ndarray`
    var shownTypeName: String { get }
}
