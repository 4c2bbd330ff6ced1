internal import Foundation
internal import GRDB
package import Vocabulary

/// What the erasure of a person comes to, before or after it.
package struct SubjectErasure: Sendable {
    /// Who is erased.
    package var own: [SubjectPerson]
    /// Who may be the same person, and stays.
    package var near: [SubjectPerson]
    package var tally: ErasureTally
    /// What tells the person in files beside the ledger.
    package var traces: SubjectTraces
    /// What tells them in mail: also the addresses that they answered from.
    package var inMail: SubjectTraces
    /// Folders of accounts that mail about the person or from them was found in, with how much.
    package var mailbox: [(folder: MailFolder, mails: Int)]
}

/// What a person can be recognised by in a file.
package struct SubjectTraces: Hashable, Sendable {
    /// The addresses, as they were written and in their normal form; profiles.
    package var texts: Set<String> = []
    /// The names, word by word.
    package var names: Set<[String]> = []

    package init() {}
}

extension Ledger {
    /// Erases the person whom a request names (GDPR art. 17): every contact who has the very address, with all that is known
    /// of them and the salts of their records in the log; keyed fingerprints of their addresses and profiles stay, so that no
    /// import stores them again. Where nobody has the address, its fingerprint is kept all the same.
    ///
    /// `happened` is the day from which the fingerprints count, where it was an earlier one.
    /// All in one transaction. With `keep` false nothing is kept, and what comes back is what would have been. ``scrub()`` is
    /// what makes the bytes unreadable.
    package func erase(
        _ name: SubjectName, on: CivilDate, happened: When? = nil, key: Key, now: Instant, keep: Bool
    ) throws(LedgerFault) -> SubjectErasure {
        try erasing(key: key, now: now, keep: keep) { session in
            try SubjectErasureSession(session, name, on: on, happened: happened ?? When(day: on)).run()
        }
    }
}

private struct SubjectErasureSession {
    private let session: ErasureSession
    private let name: SubjectName
    private let on: CivilDate
    private let happened: When
    private var db: Database { session.db }
    private var key: Key { session.key }

    init(_ session: ErasureSession, _ name: SubjectName, on: CivilDate, happened: When) {
        self.session = session
        self.name = name
        self.on = on
        self.happened = happened
    }

    func run() throws -> SubjectErasure {
        let finder = SubjectFinder(db)
        let (own, near) = try finder.people(name)
        try session.add(.contact, try finder.own(name))
        let addresses = try self.addresses()
        let profiles = try self.profiles(own)
        let traces = traces(own, addresses, profiles)
        let shared = try sharedForms(addresses)
        try session.add(.evidence, where: "SELECT evidence FROM holding WHERE contact IN \(contacts)")
        try addOrphanedEvidence(addresses, shared)
        for address in addresses {
            try session.add(
                .objection,
                where: """
                    SELECT objection FROM objection_data WHERE loosest = ?1
                    UNION SELECT objection FROM folded_objection WHERE loosest = ?1
                    """, [address.loosest])
            guard !shared.contains(address.normal) else { continue }
            try session.add(.heard, where: "SELECT heard FROM heard_data WHERE normal = ?", [address.normal])
        }
        let isNamed = NamedIn(traces, except: shared)
        try addMail(addresses)
        try session.blankMail(where: isNamed)
        let mailbox = try session.mailboxes()
        var inMail = traces
        inMail.texts.formUnion(try session.writers())
        try addReasons(isNamed)
        try addRecords(addresses, shared, traces)
        try addFiles(own, traces)
        try writePrints(addresses, profiles)
        var subject: String?
        if case .address(let address) = name { subject = key.pseudonym(address.loosestKey) }
        try session.finish(.request, subject: subject, addresses: addresses.filter { $0.spec != nil }.count, on: on)
        return SubjectErasure(
            own: own, near: near, tally: session.tally, traces: traces, inMail: inMail, mailbox: mailbox)
    }

    private var contacts: String { "(SELECT id FROM \(ErasureSession.Kind.contact.table))" }

    /// Every address of the person that is on record anywhere, each strict form once, and the one that was named.
    private func addresses() throws -> [AddressKeys] {
        var texts = try String.fetchAll(
            db,
            sql: """
                SELECT text FROM address WHERE contact IN \(contacts)
                UNION SELECT address FROM recipient WHERE contact IN \(contacts)
                UNION SELECT evidence_data.address FROM holding
                    JOIN evidence_data ON evidence_data.evidence = holding.evidence WHERE holding.contact IN \(contacts)
                """)
        if case .address(let address) = name { texts.append(address.spelling) }
        var seen: Set<String> = []
        return texts.filter { !$0.isEmpty }.map { AddressKeys($0) }.filter { seen.insert($0.text).inserted }
    }

    private func profiles(_ own: [SubjectPerson]) throws -> Set<String> {
        var profiles = Set(own.compactMap(\.profile?.rawValue))
        if case .profile(let profile) = name { profiles.insert(profile.rawValue) }
        return profiles
    }

    private func traces(_ own: [SubjectPerson], _ addresses: [AddressKeys], _ profiles: Set<String>) -> SubjectTraces {
        var traces = SubjectTraces()
        for address in addresses {
            // What is no address tells nobody from anybody: `n/a` is in many a file.
            if address.spec != nil || address.text.contains("@") { traces.texts.insert(address.text) }
            guard let spec = address.spec else { continue }
            traces.texts.formUnion([spec.normalForm, spec.spelling])
        }
        traces.texts.formUnion(profiles)
        for person in own {
            let fields = person.fields
            for name in [fields.fullName, fields.firstName + " " + fields.lastName] {
                let words = name.split(whereSeparator: \.isWhitespace).map(String.init)
                if words.count > 1 { traces.names.insert(words) }
            }
        }
        return traces
    }

    /// The strict forms that somebody has who stays: what is known by them may be theirs.
    private func sharedForms(_ addresses: [AddressKeys]) throws -> Set<String> {
        var shared: Set<String> = []
        for address in addresses {
            let isShared =
                try Bool.fetchOne(
                    db,
                    sql:
                        "SELECT EXISTS (SELECT 1 FROM address WHERE loosest = ? AND normal = ? AND contact NOT IN \(contacts))",
                    arguments: [address.loosest, address.normal]) ?? false
            if isShared { shared.insert(address.normal) }
        }
        return shared
    }

    /// Evidence about the person's addresses that nobody holds any more, since two contacts turned out to be one.
    private func addOrphanedEvidence(_ addresses: [AddressKeys], _ shared: Set<String>) throws {
        for text in Set(addresses.filter { !shared.contains($0.normal) }.map { $0.text.asciiLowercased() }) {
            try session.add(
                .evidence,
                where: """
                    SELECT evidence FROM evidence_data WHERE lower(address) = ?
                    AND evidence NOT IN (SELECT evidence FROM holding)
                    """, [text])
        }
    }

    private func addMail(_ addresses: [AddressKeys]) throws {
        try session.addMailOfContacts()
        for address in addresses where address.spec != nil { try session.addMail(of: address) }
    }

    /// Other people's objections whose reason names the person. It cannot be mended, as the objection commits to it: the plain
    /// form goes with its record, and the fingerprint stays, which counts as before.
    private func addReasons(_ isNamed: NamedIn) throws {
        for (kind, query) in [
            (ErasureSession.Kind.objection, "SELECT objection, because FROM objection_data WHERE because <> ''"),
            (
                .record,
                """
                SELECT log.seq, \(PackedText.plain)(data) FROM log JOIN log_record ON log_record.seq = log.seq
                WHERE kind = 'objection'
                """
            ),
        ] {
            var found: [Int64] = []
            try PreparedStatement(db, query).eachRow { if isNamed($0.text(1)) { found.append($0.integer(0)) } }
            try session.add(kind, found)
        }
    }

    // MARK: The log

    private func addRecords(_ addresses: [AddressKeys], _ shared: Set<String>, _ traces: SubjectTraces) throws {
        try session.add(.record, where: "SELECT seq FROM decision WHERE contact IN \(contacts)")
        let keys = try addresses.filter { $0.spec != nil }.flatMap { address in
            try address.all + FoldedKeys.recorded(for: address.loosest, db)
        }
        let subjects = Pseudonyms.stored(Set(keys.map { key.pseudonym($0) }))
        guard !subjects.isEmpty else { return }
        let marks = subjects.map { _ in "?" }.joined(separator: ", ")
        var found: [Int64] = []
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT log.seq, kind, \(PackedText.plain)(data) FROM log JOIN log_record ON log_record.seq = log.seq
                WHERE subject IN (\(marks)) AND kind NOT IN ('erasure', 'import', 'mailing')
                """, arguments: StatementArguments(subjects))
        while let row = try rows.next() {
            let isTheirs = try isAboutThePerson(LogKind(rawValue: try row.cell(1)), try row.cell(2), shared)
            if isTheirs { found.append(try row.cell(0)) }
        }
        // Whatever else holds one of the addresses, such as the record of an import whose file bears it.
        for text in Set(
            addresses.filter { !shared.contains($0.normal) && $0.spec != nil }.map { $0.text.asciiLowercased() })
        {
            let needle = String(JSONValue.string(text).canonical.dropFirst().dropLast())
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT seq, \(PackedText.plain)(data) AS plain FROM log_record WHERE instr(lower(plain), ?) > 0
                    """, arguments: [needle])
            while let row = try rows.next() {
                let data: String = try row.cell(1)
                if WholeWord.isIn(data.asciiLowercased(), needle) { found.append(try row.cell(0)) }
            }
        }
        try session.add(.record, found)
    }

    /// A pseudonym stands for the looser key: an entry under it may be about somebody who stays.
    private func isAboutThePerson(_ kind: LogKind?, _ data: String, _ shared: Set<String>) throws -> Bool {
        let entry = (try? JSONValue(parsing: Array(data.utf8))) ?? .null
        switch kind {
        case .decision: return try isGoneOrUnknown(contact: entry["contact"]?.integer)
        case .outcome, .resolution:
            guard entry["address"]?.text != nil else { return false }
            let contact = try entry["recipient"]?.integer.flatMap {
                try Int64.fetchOne(db, sql: "SELECT contact FROM recipient WHERE id = ?", arguments: [$0])
            }
            return try isGoneOrUnknown(contact: contact)
        case .objection: return entry["loosest"]?.text != nil
        case .heardFrom: return !shared.contains(entry["normal"]?.text ?? "")
        case .evidence:
            guard let address = entry["claim"]?["address"]?.text else { return true }
            return !shared.contains(AddressKeys(address).normal)
        default: return true
        }
    }

    private func isGoneOrUnknown(contact: Int64?) throws -> Bool {
        guard let contact else { return true }
        return try Bool.fetchOne(
            db,
            sql: "SELECT ?1 IN \(contacts) OR NOT EXISTS (SELECT 1 FROM contact WHERE id = ?1)", arguments: [contact])
            ?? true
    }

    // MARK: Names of files

    /// Imports whose file is named after the person: the whole name or an address in it, or a part of the name where nobody
    /// else came with the file.
    private func addFiles(_ own: [SubjectPerson], _ traces: SubjectTraces) throws {
        let parts = Set(
            own.flatMap { [$0.fields.firstName, $0.fields.lastName, $0.fields.fullName] }.flatMap(FileName.words))
        // A name of short words alone has none to look for: an empty list is in every name.
        let names = traces.names.map { $0.flatMap(FileName.words) }.filter { !$0.isEmpty }
        for row in try Row.fetchAll(db, sql: "SELECT id, file FROM import WHERE file <> ''") {
            let (id, file): (Int64, String) = (try row.cell(0), try row.cell(1))
            let words = Set(FileName.words(file))
            let isNamed =
                names.contains { $0.allSatisfy(words.contains) }
                || traces.texts.contains { file.lowercased().contains($0.lowercased()) }
            guard try isNamed || (!words.isDisjoint(with: parts) && !hasOthers(id)) else { continue }
            try session.add(.file, [id])
            let entries = try Row.fetchCursor(
                db,
                sql: """
                    SELECT log.seq, \(PackedText.plain)(data) FROM log JOIN log_record ON log_record.seq = log.seq
                    WHERE kind = 'import'
                    """)
            while let entry = try entries.next() {
                let text: String = try entry.cell(1)
                let data = (try? JSONValue(parsing: Array(text.utf8))) ?? .null
                if data["import"] == .int(Int(id)) { try session.add(.record, [try entry.cell(0)]) }
            }
        }
    }

    /// True where evidence of somebody else came with an import.
    private func hasOthers(_ importID: Int64) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM evidence WHERE import = ?
                AND id NOT IN (SELECT id FROM \(ErasureSession.Kind.evidence.table)))
                """, arguments: [importID]) ?? true
    }

    // MARK: Fingerprints

    private func writePrints(_ addresses: [AddressKeys], _ profiles: Set<String>) throws {
        // What is no address tells nobody from anybody: `n/a` would keep strangers out.
        for address in addresses where address.spec != nil {
            try session.forget(
                exactPrint: key.print(address.normal, for: .objection),
                loosestPrint: key.print(address.loosest, for: .objection), on: happened)
        }
        for profile in profiles.sorted() {
            let print = key.print(profile, for: .profile)
            try session.forget(exactPrint: print, loosestPrint: print, on: happened)
        }
    }
}

/// The words of a file's name, case and accents of the alphabet left as they are but folded in case.
enum FileName {
    static func words(_ name: String) -> [String] {
        name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 2 }
    }
}

/// An address within a longer text, and not within a longer address.
package enum WholeWord {
    package static func isIn(_ text: String, _ word: String) -> Bool { isIn(Array(text.utf8), Array(word.utf8)) }

    package static func isIn(_ text: [UInt8], _ word: [UInt8]) -> Bool {
        guard !word.isEmpty, text.count >= word.count else { return false }
        var at = 0
        while at <= text.count - word.count {
            guard text[at] == word[0], text[at..<at + word.count].elementsEqual(word) else {
                at += 1
                continue
            }
            if isBegin(text, at), isEnd(text, at + word.count) { return true }
            at += 1
        }
        return false
    }

    private static func isBegin(_ text: [UInt8], _ at: Int) -> Bool {
        guard at > 0, isPartOfAddress(text[at - 1]) else { return true }
        // `\n` and the like in JSON.
        return at > 1 && text[at - 2] == UInt8(ascii: "\\")
    }

    private static func isEnd(_ text: [UInt8], _ end: Int) -> Bool {
        guard end < text.count else { return true }
        if text[end] == UInt8(ascii: ".") { return end + 1 == text.count || !isLetterOrDigit(text[end + 1]) }
        return !isLetterOrDigit(text[end]) && text[end] != UInt8(ascii: "-")
    }

    private static func isLetterOrDigit(_ octet: UInt8) -> Bool {
        0x30...0x39 ~= octet || 0x61...0x7A ~= octet || 0x41...0x5A ~= octet || octet >= 0x80
    }

    private static func isPartOfAddress(_ octet: UInt8) -> Bool {
        isLetterOrDigit(octet) || ".+-_%".utf8.contains(octet)
    }
}
