import Gate
import Letter
import Vocabulary

/// The test letter of a round trip: from the sender to the sender, with all the headers of a mailing. It is part of none, and counts
/// nowhere.
struct RoundTripLetter {
    /// Stands in the subject and in the Message-ID, which a relay may replace.
    let mark: String
    let message: ClearedMessage
    /// True where its way out is an https link for one click (RFC 8058).
    let isOneClick: Bool

    private static let identity = "round-trip"

    /// Nil where no letter can be composed, which is a fault of the program. `token` makes it unique: 32 lower-case hexadecimal
    /// digits.
    init?(_ workspace: Workspace, token: String, at now: Instant) {
        let configuration = workspace.configuration
        mark = String(token.prefix(12))
        // Any of the sender's purposes, so that `List-Id` reads as in a mailing.
        let purpose =
            configuration.purposes.values.min { $0.name < $1.name }
            ?? Purpose(name: RoundTripLetter.identity, context: .professional, description: [:])
        let source = RoundTripLetter.source(mark, purpose: purpose.name, workspace.language)
        guard let file = try? LetterFile.parse(source, fileName: "round-trip.md") else { return nil }
        let compiled = CompiledLetter(
            file, source: source,
            context: LetterContext(
                sender: configuration.sender, purpose: purpose, language: workspace.language, extraFields: [],
                template: { _ in nil }))
        let brief = workspace.brief(letter: file.id, purpose: purpose, needs: compiled.needs)
        let fields = ContactFields(fullName: configuration.sender.name)
        guard compiled.faults.isEmpty,
            let clearance = Judge(brief: brief).clearTest(address: configuration.sender.address, fields: fields)
        else { return nil }
        let wayOut = UnsubscribeLink(configuration, compiled.language)
        isOneClick = wayOut.isOneClick
        message = compiled.message(
            for: clearance,
            stamp: MessageStamp(
                date: now, utcOffsetMinutes: Workspace.utcOffsetMinutes(at: now),
                messageID: "\(RoundTripLetter.identity).\(token)", unsubscribeURL: wayOut.url(token),
                isOneClick: wayOut.isOneClick))
    }

    private static func source(_ mark: String, purpose: String, _ language: Language) -> [UInt8] {
        let subject = Phrase(fr: "Aller-retour \(mark)", en: "Round trip \(mark)")
        // With letters outside ASCII, whose encoding hosts like to change.
        let body = Phrase(
            fr: """
                Cette lettre a été envoyée par `portillon doctor --round-trip`, qui la cherche dans votre boîte pour voir ce \
                que vos destinataires voient. Elle n’ira à personne d’autre : vous pouvez l’effacer.

                {{why}} · [Se désabonner]({{unsubscribe}})
                """,
            en: """
                This letter was sent by `portillon doctor --round-trip`, which looks for it in your mailbox to see what your \
                recipients see — and for nothing else. It goes to nobody but you: it can be deleted.

                {{why}} · [Unsubscribe]({{unsubscribe}})
                """)
        let head = "Letter: \(identity)\nPurpose: \(purpose)\nSubject: \(subject[language])\n\n"
        return Array((head + body[language] + "\n").utf8)
    }
}
