package import Vocabulary

/// Something that the log, or what is stored, does not bear out.
package struct LogFault: Hashable, Sendable {
    /// The entry that it is about; 0 where no entry commits to what was found.
    package let seq: Int64
    package let problem: Phrase

    static let unreadableErasure = Phrase(
        fr: "on ne peut lire ce que cet effacement a emporté", en: "what this erasure took away cannot be read")

    static func unreadable(_ fault: LedgerFault) -> Phrase {
        Phrase(
            fr: "la lecture du registre s’arrête ici : \(fault.message[.french])",
            en: "reading the ledger stops here: \(fault.message[.english])")
    }
}

/// What a verification found.
package struct LogVerdict: Sendable {
    /// The number of the last entry, and its hash in hex: what a checkpoint keeps.
    package var size: Int64 = 0
    package var head = Chain.origin
    /// In the order of the entries.
    package internal(set) var faults: [LogFault] = []
    /// Faults beyond those that are named one by one.
    package internal(set) var furtherFaults = 0
    /// Personal parts that an erasure in the log accounts for.
    package internal(set) var erased = 0

    package var isOK: Bool { faults.isEmpty }

    package init() {}

    /// Of a ledger that could not even be opened.
    package init(unreadable fault: LedgerFault) {
        faults = [LogFault(seq: 1, problem: LogFault.unreadable(fault))]
    }
}

/// The end of a log as it was noted once, to be kept where whoever can write the ledger cannot.
package struct LogCheckpoint: Hashable, Sendable {
    package let size: Int64
    /// The hash of the last entry, in hex; 64 zeros for an empty log.
    package let head: String

    package init(size: Int64, head: String) {
        self.size = size
        self.head = head
    }
}

/// Collects faults: each once, and not without end where everything is broken.
struct FaultList {
    private(set) var faults: [LogFault] = []
    private(set) var further = 0
    /// Somebody reads these; a ledger in which all is broken has as many faults as entries.
    static let limit = 10_000

    mutating func add(_ seq: Int64, _ problem: Phrase) {
        guard faults.count < FaultList.limit else {
            further += 1
            return
        }
        let fault = LogFault(seq: seq, problem: problem)
        if faults.last != fault { faults.append(fault) }
    }

    /// A row whose column says something else than what the entry commits to.
    mutating func differs(_ seq: Int64, _ table: String, _ id: Int64, _ column: String) {
        add(
            seq,
            Phrase(
                fr: "`\(table)` \(id) : la colonne `\(column)` n’est pas ce que l’entrée engage",
                en: "`\(table)` \(id): the column `\(column)` is not what the entry commits to"))
    }

    mutating func missing(_ seq: Int64, _ table: String, _ id: Int64) {
        add(
            seq,
            Phrase(
                fr: "`\(table)` \(id) : la ligne manque, et aucun effacement n’en rend compte",
                en: "`\(table)` \(id): the row is missing, and no erasure accounts for it"))
    }

    /// A row that nothing in the log vouches for; of no entry, `seq` is 0.
    mutating func unknown(_ seq: Int64, _ table: String, _ id: Int64) {
        add(
            seq,
            Phrase(
                fr: "`\(table)` \(id) : aucune entrée du journal n’engage cette ligne",
                en: "`\(table)` \(id): no entry of the log commits to this row"))
    }
}
