package import Vocabulary

/// What the command states of a file of sign-ups, where a row does not say it itself: a form's own table has no more than a time
/// stamp, an address and an answer. It is the sender's word, and kept as an attestation.
package struct SignUpStatement: Hashable, Sendable {
    /// How the sign-ups were confirmed.
    package enum Confirmation: Hashable, Sendable {
        /// All on this day.
        case on(When)
        /// Each on the day in the column of this name.
        case column(String)
    }

    /// `--wording`: the text that the form showed; nil where it is not stated.
    package var wording: String?
    /// `--purpose`: the kinds of e-mail agreed to.
    package var purposes: String?
    /// `--confirmed-on`.
    package var confirmed: Confirmation?
    /// `--consent`, each `Column=Value`: a row is a sign-up only where each of these columns has one of the values named for it.
    package var consent: [String]

    package init(
        wording: String? = nil, purposes: String? = nil, confirmed: Confirmation? = nil, consent: [String] = []
    ) {
        self.wording = wording
        self.purposes = purposes
        self.confirmed = confirmed
        self.consent = consent
    }

    /// The names in ``purposes``, lower-cased, as they are kept.
    package var purposeNames: [String] { purposes.map(TableFile.purposes) ?? [] }

    /// True where nothing is stated.
    var isEmpty: Bool { wording == nil && purposes == nil && confirmed == nil && consent.isEmpty }
}

/// A statement held against the columns of a table.
struct StatedSignUps {
    let statement: SignUpStatement
    /// The columns with the confirmation's date; none where none is named.
    let confirmedColumns: [Int]
    private let purposes: [String]
    /// The answers that are a consent, by column.
    private let consent: [(column: Int, answers: [String])]
    private let consentWords: String
    /// Columns that ask for consent, or may, where nobody said which one holds it.
    private let questions: [Int]
    /// Further columns, where something is stated and no column of consent.
    private let unstated: [Int]

    /// Faults: a column that is not there.
    init(_ statement: SignUpStatement, _ found: TableColumns) throws(IntakeFault) {
        self.statement = statement
        purposes = statement.purposeNames
        if case .column(let name)? = statement.confirmed {
            confirmedColumns = found.places(of: name)
            guard !confirmedColumns.isEmpty else {
                throw .unknownColumn(name, in: "--confirmed-on column:\(name)", found.names)
            }
        } else {
            confirmedColumns = []
        }
        var consent: [(column: Int, answers: [String])] = []
        var words: [String] = []
        for pair in statement.consent {
            let (columns, answer) = try StatedSignUps.consent(pair, found)
            for column in columns {
                if let known = consent.firstIndex(where: { $0.column == column }) {
                    consent[known].answers.append(StatedSignUps.plain(answer))
                } else {
                    consent.append((column, [StatedSignUps.plain(answer)]))
                }
            }
            words.append("consent=\(found.names[columns[0]])=\(answer)")
        }
        self.consent = consent
        consentWords = words.joined(separator: "; ")
        let further = found.extra.map(\.column) + [found[.wording]].compactMap { $0 }
        questions = consent.isEmpty ? further.filter { StatedSignUps.asks(found.names[$0]) } : []
        unstated = statement.isEmpty || !consent.isEmpty ? [] : found.extra.map(\.column)
    }

    /// The columns whose answers were stated to be the consent.
    var consentColumns: [Int] { consent.map(\.column) }

    /// A column's name may hold an equals sign itself: the first one behind a column of the table parts the two.
    private static func consent(_ pair: String, _ found: TableColumns) throws(IntakeFault) -> ([Int], String) {
        for sign in pair.indices where pair[sign] == "=" {
            let answer = pair[pair.index(after: sign)...].trimmingBlanks()
            let places = found.places(of: String(pair[..<sign]))
            if !answer.isEmpty, !places.isEmpty { return (places, answer) }
        }
        let name = String(pair.prefix { $0 != "=" })
        throw .unknownColumn(name, in: "--consent \(pair)", found.names)
    }

    /// True for the header of a column that asks something, or speaks of consent.
    static func asks(_ header: String) -> Bool {
        guard !NetworkAddress.isNamed(by: header) else { return false }
        let text = header.folded
        return text.contains("?") || text.contains("？")
            || askingWords.contains(where: text.contains)
    }

    private static let askingWords = [
        "consent", "accord", "accept", "agree", "optin", "opt-in", "opt in", "einwillig", "einverst", "zustimm",
    ]

    /// True where the row's answer is the consent that was stated. Where none was, a refusal in a column that asks for it speaks
    /// against the row, and a plain one in any other further column, too: it may be the answer to the very question. So does no
    /// answer, where the sender's word stands for the rest.
    func isConsent(_ row: CSVReader) -> Bool {
        consent.allSatisfy { $0.answers.contains(StatedSignUps.plain(row[$0.column])) }
            && !questions.contains { column in
                let answer = row[column]
                return NegativeAnswer.isOne(answer) || (!statement.isEmpty && NegativeAnswer.saysNothing(answer))
            }
            && !unstated.contains { NegativeAnswer.isPlain(row[$0]) }
    }

    /// Case, typographic apostrophes and the widths of blanks aside.
    private static func plain(_ answer: String) -> String {
        answer.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ").replacing("’", with: "'")
    }

    /// A row's own words, and behind them what was stated where it has none. `attestation` names what was taken from there.
    /// `saysPurposes` is true for a cell of purposes that is not blank: one that agrees to none stands as well.
    func complete(
        _ own: FormConsent, saysPurposes: Bool, statedConfirmation: StatedDate
    ) -> (consent: FormConsent, attestation: String) {
        var consent = own
        var attested: [String] = []
        if own.wording.isBlank, let wording = statement.wording {
            consent.wording = wording
            attested.append("wording=stated")
        }
        if !saysPurposes, !purposes.isEmpty {
            consent.purposes = purposes
            attested.append("purpose=" + purposes.joined(separator: ","))
        }
        if own.confirmed == .missing {
            switch statement.confirmed {
            case .on(let when):
                consent.confirmed = .on(when)
                attested.append(Claim.confirmedOn + when.iso)
            case .column(let name):
                consent.confirmed = statedConfirmation
                attested.append("confirmation=column:\(name)")
            case nil: break
            }
        }
        if !consentWords.isEmpty { attested.append(consentWords) }
        return (consent, attested.joined(separator: "; "))
    }
}
