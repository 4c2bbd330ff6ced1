package import Ledger
import Mailroom
package import Vocabulary
import Workspace

extension CameBack {
    /// What it was: of a bounce what it means, else the kind.
    private var word: Phrase { kind == .bounce ? (self.class ?? .unknown).word : kind.word }

    /// True for what the sender may have to do something about; whoever answers is well.
    package var isTrouble: Bool { kind == .bounce || kind == .away || kind == .gone }

    /// What it was and when, in a list of people: `échec passager, 12 mars 2026`.
    package var brief: Phrase {
        Phrase { "\(word[$0]), \(Wording.date(Workspace.day(of: at), $0))" }
    }

    /// The words that decided, else the diagnostic of the report; blank for none.
    private var said: String { words.isBlank ? diagnostic : words }

    /// What it was, of which letter, what was done about it, and the words, as one point of a list.
    var told: Phrase {
        Phrase { language in
            let day = Wording.date(Workspace.day(of: at), language)
            let about = letter.map { " · " + Phrase(fr: "lettre \($0)", en: "letter \($0)")[language] } ?? ""
            // Whose machine reports is of no use to anybody.
            let writer = kind == .bounce || kind == .complaint ? nil : from
            let sender = writer.map { " · " + Phrase(fr: "de \($0)", en: "from \($0)")[language] } ?? ""
            let quoted = said.isBlank ? "" : " · " + Wording.quoted(said, language)
            return "\(day) · \(word[language])\(about)\(sender) · \(effect[language])\(quoted)"
        }
    }

    /// True where ``word`` is feminine in French.
    private var isFeminine: Bool {
        switch kind {
        case .complaint, .reply, .away: true
        case .bounce: self.class == .dead || (self.class ?? .unknown) == .unknown
        case .unsubscribe, .gone, .unrelated: false
        }
    }

    private var effect: Phrase {
        guard let verdict else { return isFeminine ? action.feminine : action.word }
        return Phrase(fr: "votre parole\u{A0}: \(verdict.word.fr)", en: "your word: \(verdict.word.en)")
    }

    /// As `why --json` and `contacts --json` have it.
    package func document(_ language: Language) -> JSONValue {
        .object([
            .init("id", .int(Int(id))), .init("kind", .string(kind.rawValue)), .init("address", .string(address)),
            .init("from", JSONValue(from)), .init("letter", JSONValue(letter)),
            .init("tiedBy", JSONValue(tiedBy?.rawValue)), .init("at", .string(at.iso)),
            .init("class", JSONValue(self.class?.rawValue)), .init("status", JSONValue(status)),
            .init("diagnostic", .string(diagnostic)), .init("words", .string(words)),
            .init("action", .string(action.rawValue)), .init("because", .string(because.phrase[language])),
            .init("becauseCode", .string(because.rawValue)), .init("settledAs", JSONValue(verdict?.rawValue)),
        ])
    }
}

extension Returned {
    /// As `status LETTER-ID --json` has it.
    var document: JSONValue {
        .object([
            .init("class", .string(self.class.rawValue)), .init("at", .string(at.iso)),
            .init("diagnostic", .string(diagnostic)),
        ])
    }
}

extension InboxStanding {
    /// How long ago the inbox was read; nil where it never was. `now`: the moment of asking.
    package func ago(at now: Instant) -> Phrase? {
        lastRead.map { read in
            let seconds = Double(now.milliseconds - read.milliseconds) / 1000
            return Phrase { Elapsed.ago(seconds, $0) }
        }
    }

    /// When it was read, and how many wait, for a line of `preview` and the question of `send`.
    package func phrase(at now: Instant) -> Phrase {
        let read = ago(at: now).map { Phrase(fr: "lue \($0.fr)", en: "read \($0.en)") }
        let never = Phrase(fr: "jamais lue", en: "never read")
        let told = read ?? never
        guard waiting > 0 else { return told }
        return Phrase { language in
            let count = Wording.plural(
                waiting, Phrase(fr: "message vous attend", en: "message waits for you"),
                Phrase(fr: "messages vous attendent", en: "messages wait for you"), language)
            return told[language] + ", " + count + " (portillon inbox review)"
        }
    }

    /// As `preview --json` has it.
    package var document: JSONValue {
        .object([.init("lastRead", JSONValue(lastRead?.iso)), .init("waiting", .int(waiting))])
    }
}
