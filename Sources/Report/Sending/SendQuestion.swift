package import Vocabulary
package import Workspace

/// What `send` asks before anything leaves: what the letter says of itself and who signs it, what goes with it, by which relay, when
/// it was tried out, how long it takes. The number of recipients is the answer, which nobody types by accident.
package struct SendQuestion {
    private let note: DispatchNote
    /// As the sender named it, for the command of a test.
    private let letterPath: String
    /// The day in this machine's zone.
    private let today: CivilDate
    /// When the inbox was read; nil where there is none to speak of.
    private let inbox: Phrase?

    package init(_ note: DispatchNote, letterPath: String, today: CivilDate, inbox: Phrase? = nil) {
        (self.note, self.letterPath, self.today, self.inbox) = (note, letterPath, today, inbox)
    }

    /// The lines above the question, on a terminal of so many columns.
    package func lines(_ language: Language, width: Int) -> [String] {
        let rows = rows.map { (label: $0.label[language], text: printable($0.text[language])) }
        let column = rows.map { columnWidth($0.label) }.max() ?? 0
        let indent = String(repeating: " ", count: column + 4)
        let lines = rows.flatMap { row in
            wrapped(row.text, max(20, width - column - 4)).enumerated().map { index, line in
                (index == 0 ? "  " + fitted(row.label, column) + "  " : indent) + line
            }
        }
        return [""] + lines + (note.later > 0 ? wrapped(wordOnLater[language], width) : [])
    }

    package var prompt: Phrase {
        Phrase { language in
            let number = Wording.number(note.count, language)
            return Phrase(
                fr: "Pour envoyer, tapez le nombre de destinataires (\(number))\u{A0}: ",
                en: "To send, type the number of recipients (\(number)): ")[language]
        }
    }

    // MARK: The rows

    private var rows: [(label: Phrase, text: Phrase)] {
        var rows = [
            (Phrase(fr: "Objet", en: "Subject"), subject), (Phrase(fr: "De", en: "From"), signature), way,
        ]
        if !note.attachments.isEmpty { rows.insert((Phrase(fr: "Annexes", en: "Attached"), attachments), at: 2) }
        rows.append((Phrase(fr: "Essai", en: "Test"), note.test.phrase(letterPath, note.sender.address, today)))
        if let inbox { rows.append((Phrase(fr: "Boîte", en: "Inbox"), inbox)) }
        if let departure { rows.append((Phrase(fr: "Départ", en: "Leaves"), departure)) }
        if let time = SendDuration(note.seconds, at: note.rate).phrase {
            rows.append((Phrase(fr: "Durée", en: "Takes"), time))
        }
        return rows
    }

    private var subject: Phrase {
        guard let reader = note.reader else { return Phrase(fr: note.subject, en: note.subject) }
        return Phrase(fr: "\(note.subject)  (pour \(reader))", en: "\(note.subject)  (to \(reader))")
    }

    private var signature: Phrase {
        let sender = note.sender
        let text =
            "\(sender.name) <\(sender.address.spelling)>"
            + (sender.organization.isBlank ? "" : ", " + sender.organization)
        return Phrase(fr: text, en: text)
    }

    private var attachments: Phrase {
        Phrase { language in
            note.attachments.map { file in
                let own = file.isOwn ? Phrase(fr: ", propre à chacun", en: ", of each one’s own")[language] : ""
                return "\(file.name) (\(DataSize.text(file.octets, language))\(own))"
            }.joined(separator: ", ")
        }
    }

    private var way: (label: Phrase, text: Phrase) {
        let weight = Phrase { language in
            let usual = DataSize.text(note.octets, language)
            guard let most = note.mostOctets.map({ DataSize.text($0, language) }) else {
                return Phrase(fr: "\(usual) par message", en: "\(usual) a message")[language]
            }
            return Phrase(
                fr: "\(usual) par message, jusqu’à \(most)", en: "\(usual) a message, up to \(most)")[language]
        }
        switch note.relay.destination {
        case .relay(let name):
            return (
                Phrase(fr: "Par", en: "Through"), Phrase(fr: "\(name), \(weight.fr)", en: "\(name), \(weight.en)")
            )
        case .maildir(let folder):
            return (
                Phrase(fr: "Dans", en: "Into"),
                Phrase(fr: "la Maildir \(folder), \(weight.fr)", en: "the Maildir \(folder), \(weight.en)")
            )
        }
    }

    private var departure: Phrase? {
        guard let departure = note.departure else { return nil }
        let when = departure.phrase(today: today)
        return Phrase(
            fr: "\(when.fr)\u{202F}; qui ne sera plus admis alors ne la recevra pas",
            en: "\(when.en); whoever is no longer admitted then does not get it")
    }

    private var wordOnLater: Phrase {
        Phrase { language in
            let people = Wording.plural(
                note.later, Phrase(fr: "différé", en: "deferred recipient"),
                Phrase(fr: "différés", en: "deferred recipients"), language)
            let (one, many) = (
                Phrase(
                    fr: "attend son heure, et n’en fait partie que si elle vient pendant l’envoi",
                    en: "waits for its time, and is among them only if that comes during the run"),
                Phrase(
                    fr: "attendent leur heure, et n’en font partie que si elle vient pendant l’envoi",
                    en: "wait for their time, and are among them only if that comes during the run")
            )
            return "\(people) \((note.later == 1 ? one : many)[language])."
        }
    }
}
