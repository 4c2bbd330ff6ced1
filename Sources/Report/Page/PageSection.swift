package import Gate
import Vocabulary

/// The tables of a page. Their rows come one by one, in the ledger's order, and are kept aside until all are known: the
/// page is written afterwards, one table after the other.
package enum PageSection: Hashable, Sendable {
    case newlyIn
    case newlyOut
    case admitted
    case excluded(ReasonCode)

    /// The anchor of its place in the page.
    var anchor: String {
        switch self {
        case .newlyIn: "newly-in"
        case .newlyOut: "newly-out"
        case .admitted: "admitted"
        case .excluded(let code): "out-" + code.rawValue
        }
    }

    /// What the search tells tables apart by.
    var kind: String {
        switch self {
        case .newlyIn, .newlyOut: "changed"
        case .admitted: "admitted"
        case .excluded: "excluded"
        }
    }

    /// The class of tables with these columns.
    var shape: String {
        switch self {
        case .newlyIn, .newlyOut, .admitted: "for-" + anchor
        case .excluded: "for-excluded"
        }
    }

    /// One section of each shape.
    static let shapes: [PageSection] = [.newlyIn, .newlyOut, .admitted, .excluded(.noExplicitShare)]

    /// What a row is, for one and for several.
    var counted: (one: Phrase, many: Phrase) {
        (Phrase(fr: "personne", en: "person"), Phrase(fr: "personnes", en: "people"))
    }

    /// The heads of its columns.
    var columns: [PageWords] {
        switch self {
        case .newlyIn: [.person, .evidence, .backThen]
        case .newlyOut: [.person, .reasons]
        case .admitted: [.person, .evidence, .source, .otherAddresses]
        case .excluded: [.person, .observed, .expected, .lookedAt, .alsoBecause]
        }
    }
}
