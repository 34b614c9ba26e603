import Language

/// Interventions that belong to a model: they are copied into each of its traces before the user's own.
package final class Edit {
    package let record: GraphRecord

    package init(_ record: GraphRecord) { self.record = record }
}
