package import Vocabulary

/// The gate. See the notes: to be filled.
package struct Gate: Sendable {
    package init(brief: Brief) { self.brief = brief }
    private let brief: Brief
}
