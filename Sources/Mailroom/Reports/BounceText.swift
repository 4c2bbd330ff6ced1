internal import Vocabulary

/// A report in plain words: whom it names, and what it says of each.
///
/// Mailers word their reports in a hundred ways and lay them out in one: a line that begins with the address, then what the host
/// said. Where none does, the address stands in a sentence.
struct BounceText {
    struct Named {
        let address: String
        /// `expanded from`, where it stands there.
        var aliases: [String] = []
        /// What is said of it, from its line to the next address or the end of the paragraph.
        var lines: [String]
    }

    /// Before the returned message.
    let lines: [String]
    private(set) var named: [Named] = []
    /// False where no line began with an address, and a sentence named it.
    private(set) var isByLine = false

    private static let most = 100

    /// `others` are the mail's own parties: whoever reads it, and whoever wrote it.
    init(_ lines: some Collection<String>, others: Set<String>, to: [String]) {
        self.lines = Array(lines)
        named = byLine(others: others)
        isByLine = !named.isEmpty
        if named.isEmpty { named = bySentence(others: others, to: to) }
    }

    /// Everything, on one line.
    var whole: String { lines.joined(separator: " ") }

    // MARK: - Lines that begin with an address

    private func byLine(others: Set<String>) -> [Named] {
        var collector = Collector()
        for line in lines {
            let beginning = Self.beginning(of: line)
            if let beginning, !others.contains(beginning.address.lowercased()) || beginning.said.isTelling {
                guard collector.begin(beginning.address, saying: beginning.said) else { break }
            } else {
                collector.add(line)
            }
        }
        let found = collector.found
        // Whom to ask for help stands at the beginning of a line as well.
        let people = found.filter { !Self.isRole($0.address) && !others.contains($0.address.lowercased()) }
        return people.isEmpty ? found.filter { !others.contains($0.address.lowercased()) || $0.isTelling } : people
    }

    /// Gives each line to the address that it is about.
    private struct Collector {
        var found: [Named] = []
        private var places: [String: Int] = [:]
        private var current: Int?
        private var isDone = false
        /// Of a dialogue whose recipient is named behind it.
        private var pending: [String] = []

        private static let hosts = PhraseSet(["(smtp)..."])

        /// False where there are too many.
        mutating func begin(_ address: String, saying words: String) -> Bool {
            let key = address.lowercased()
            if places[key] == nil {
                guard found.count < BounceText.most else { return false }
                places[key] = found.count
                found.append(Named(address: address, lines: []))
            }
            current = places[key]
            isDone = false
            guard let current else { return false }
            found[current].lines += pending
            pending = []
            if !words.isBlank { found[current].lines.append(words) }
            return true
        }

        mutating func add(_ line: String) {
            let text = line.trimmingBlanks().lowercased()
            let opensDialogue = text.hasPrefix("while talking to") || text.hasPrefix("... while talking to")
            // What was said of somebody ends where the dialogue about the next one begins.
            let goesOn = text.hasPrefix(">>>") && current.map { found[$0].isTelling } ?? true
            // `550 example.org (smtp)... 550 Host unknown` is about whom the next line names.
            if opensDialogue || goesOn || Self.hosts.stands(in: text) {
                if opensDialogue { pending = [] }
                current = nil
                pending.append(line)
            } else if current == nil {
                if !pending.isEmpty, pending.count < 20, !line.isBlank { pending.append(line) }
            } else if let current, !isDone {
                if line.isBlank {
                    isDone = found[current].lines.contains { !$0.isBlank }
                } else if found[current].lines.count < 60 {
                    found[current].take(line)
                }
            }
        }
    }

    /// The address that a line begins with, behind a bullet, a label or a reply's codes, and what comes after it.
    static func beginning(of line: String) -> (address: String, said: String)? {
        guard line.utf8.count < 2_000, line.utf8.contains(UInt8(ascii: "@")) else { return nil }
        let bytes = Array(line.utf8)
        guard let hit = AddressScan.hits(in: bytes, limit: 1).first else { return nil }
        let before = String(decoding: bytes[..<hit.range.lowerBound], as: UTF8.self)
        guard isOpening(before) else { return nil }
        if before.isTelling { return (hit.address, line.trimmingBlanks()) }
        let rest = String(decoding: bytes[hit.range.upperBound...], as: UTF8.self)
        return (hit.address, rest.trimming { " \t:,".unicodeScalars.contains($0) })
    }

    private static func isOpening(_ text: String) -> Bool {
        let words = text.folded.trimming { " \t*-–—•·\"'".unicodeScalars.contains($0) }
        if words.isEmpty || words == ">>>" { return true }
        if words.hasSuffix(":") {
            let label = words.dropLast().trimmingBlanks()
            return labels.contains(label) || label.hasPrefix("to") && label.utf8.count < 4
        }
        // `550 5.1.1 <ada@example.org>... User unknown`
        return words.utf8.allSatisfy { byte in
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "<")
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        }
    }

    private static let labels: Set<String> = [
        "recipient", "recipients", "recipient address", "recipient's address", "address", "email address",
        "e-mail address",
        "failed recipient", "failed recipients", "failed address", "destinataire", "destinataires", "adresse",
        "adresse e-mail", "adresse email",
        "adresse du destinataire", "adresse mail", "empfanger", "empfangeradresse", "adressat", "destinatario",
        "destinatarios", "direccion", "endereco", "indirizzo",
        "ontvanger", "user", "utilisateur", "rcpt to", "получатель", "宛先", "intended recipient", "original recipient",
        "mailbox", "for",
    ]

    /// Addresses that mailers name as somebody to ask.
    private static func isRole(_ address: String) -> Bool {
        let local = address.prefix { $0 != "@" }.lowercased()
        return [
            "postmaster", "mailer-daemon", "support", "abuse", "help", "helpdesk", "noc", "noreply", "no-reply",
            "hostmaster", "webmaster", "admin", "assistance",
        ]
        .contains(local)
    }

    // MARK: - Sentences

    private func bySentence(others: Set<String>, to: [String]) -> [Named] {
        var best: [(rank: Int, Named)] = []
        for line in lines where line.utf8.count < 20_000 && best.count < Self.most {
            let hits = AddressScan.hits(in: line, limit: 10)
            guard !hits.isEmpty else { continue }
            let folded = line.folded
            let names = Self.namers.stands(in: folded)
            let isSenders = Self.senders.stands(in: folded)
            for hit in hits {
                let isKnown = to.contains { $0.lowercased() == hit.address.lowercased() }
                if others.contains(hit.address.lowercased()), !isKnown { continue }
                let rank = isKnown ? 0 : isSenders || Self.isRole(hit.address) ? 3 : names ? 1 : 2
                if best.contains(where: { $0.1.address.lowercased() == hit.address.lowercased() && $0.rank <= rank }) {
                    continue
                }
                best.append((rank, Named(address: hit.address, lines: [line])))
            }
        }
        guard let rank = best.map(\.rank).min(), rank < 3 || best.count == 1 else { return [] }
        let chosen = best.filter { $0.rank == rank }.map(\.1)
        // In sentences that tell nothing, the first one is the best guess.
        return rank == 2 ? Array(chosen.prefix(1)) : chosen
    }

    private static let namers = PhraseSet([
        "deliver", "mailbox", "recipient", "user", "account", "send", "rcpt", "your message to", "your mail to",
        "remis", "remettre",
        "distribu", "destinataire", "boite", "envoye", "zugestellt", "empfanger", "postfach", "entreg", "recapit",
        "доставлен",
    ])
    private static let senders = PhraseSet(["mail from", "envelope-from", "message-id", "message id", "contact"])
}

extension BounceText.Named {
    fileprivate mutating func take(_ line: String) {
        if line.folded.contains("expanded from"), let alias = AddressScan.hits(in: line, limit: 1).first {
            aliases.append(alias.address)
        } else {
            lines.append(line.trimmingBlanks())
        }
    }

    fileprivate var isTelling: Bool { lines.contains { $0.isTelling } }
}

extension String {
    /// A reply's code, or an enhanced status.
    fileprivate var isTelling: Bool { HostReply.start(in: Array(utf8)) != nil }
}
