package import Ledger
package import Mailroom
package import Vocabulary

extension MailKind {
    /// Its noun, for one and for several.
    var noun: (one: Phrase, many: Phrase) {
        switch self {
        case .bounce: (Phrase(fr: "rebond", en: "bounce"), Phrase(fr: "rebonds", en: "bounces"))
        case .complaint: (Phrase(fr: "plainte", en: "complaint"), Phrase(fr: "plaintes", en: "complaints"))
        case .unsubscribe:
            (
                Phrase(fr: "désabonnement", en: "request to leave"),
                Phrase(fr: "désabonnements", en: "requests to leave")
            )
        case .reply: (Phrase(fr: "réponse", en: "reply"), Phrase(fr: "réponses", en: "replies"))
        case .away: (Phrase(fr: "absence", en: "absence"), Phrase(fr: "absences", en: "absences"))
        case .gone:
            (
                Phrase(fr: "départ", en: "departure"), Phrase(fr: "départs", en: "departures")
            )
        case .unrelated:
            (
                Phrase(fr: "message sans rapport", en: "unrelated message"),
                Phrase(fr: "messages sans rapport", en: "unrelated messages")
            )
        }
    }

    /// What a mail is, in a list.
    package var word: Phrase { noun.one }
}

extension BounceClass {
    /// What a bounce means, in a list.
    package var word: Phrase {
        switch self {
        case .dead: Phrase(fr: "adresse morte", en: "dead address")
        case .temporary: Phrase(fr: "échec passager", en: "temporary failure")
        case .sender: Phrase(fr: "l’expéditeur est refusé", en: "the sender is refused")
        case .unknown: Phrase(fr: "cause inconnue", en: "cause unknown")
        }
    }
}

extension MailAction {
    /// What was done about a mail, in a list.
    package var word: Phrase {
        switch self {
        case .recorded: Phrase(fr: "noté", en: "recorded")
        case .waiting: Phrase(fr: "vous attend", en: "waits for you")
        case .counted: Phrase(fr: "compté", en: "counted")
        case .known: Phrase(fr: "déjà lu", en: "read before")
        case .none: Phrase(fr: "rien", en: "nothing")
        }
    }

    /// The same behind a noun that is feminine in French.
    var feminine: Phrase {
        switch self {
        case .recorded, .counted: Phrase(fr: word.fr + "e", en: word.en)
        case .known: Phrase(fr: "déjà lue", en: word.en)
        case .waiting, .none: word
        }
    }

    var paint: Style.Paint? {
        switch self {
        case .recorded: .green
        case .waiting: .yellow
        case .counted, .known, .none: nil
        }
    }
}

extension MailVerdict {
    /// The key that says it, and what it says.
    package var key: Phrase {
        switch self {
        case .objected: Phrase(fr: "d", en: "l")
        case .bounced: Phrase(fr: "a", en: "d")
        case .complained: Phrase(fr: "p", en: "c")
        case .heardFrom: Phrase(fr: "r", en: "r")
        case .nothing: Phrase(fr: "n", en: "n")
        }
    }

    package var word: Phrase {
        switch self {
        case .objected: MailKind.unsubscribe.word
        case .bounced: BounceClass.dead.word
        case .complained: MailKind.complaint.word
        case .heardFrom: MailKind.reply.word
        case .nothing: Phrase(fr: "rien", en: "nothing")
        }
    }

    /// True for what keeps somebody out for good.
    package var excludes: Bool { self != .heardFrom && self != .nothing }

    /// What was recorded by it, of somebody at an address.
    package func receipt(_ address: String) -> Phrase {
        switch self {
        case .objected:
            Phrase(
                fr: "désabonnement noté\u{A0}: plus aucune lettre à \(address)",
                en: "request to leave recorded: no further letter to \(address)")
        case .bounced:
            Phrase(
                fr: "adresse morte notée\u{A0}: plus aucune lettre à \(address)",
                en: "dead address recorded: no further letter to \(address)")
        case .complained:
            Phrase(
                fr: "plainte notée : plus aucune lettre à \(address)",
                en: "complaint recorded: no further letter to \(address)")
        case .heardFrom:
            Phrase(fr: "réponse notée\u{A0}: \(address) vous a écrit", en: "reply recorded: \(address) was in touch")
        case .nothing:
            Phrase(fr: "classé sans suite pour \(address)", en: "settled, nothing changes for \(address)")
        }
    }
}

extension MailPlace {
    /// Where a mail is, for whoever looks for it in a mail program, which shows no numbers.
    package var phrase: Phrase {
        guard case .folder(let folder, _, _) = self else { return exact }
        return Phrase(fr: "\(folder.name) de \(folder.account)", en: "\(folder.name) of \(folder.account)")
    }

    /// Where a mail is, for programs.
    package var exact: Phrase {
        switch self {
        case .folder(let folder, _, let uid):
            Phrase(
                fr: "\(folder.name), message n° \(uid) (\(folder.account))",
                en: "\(folder.name), message no. \(uid) (\(folder.account))")
        case .file(let path, let index):
            Phrase { language in
                guard index > 0 else { return path }
                return path + Phrase(fr: ", message \(index + 1)", en: ", message \(index + 1)")[language]
            }
        }
    }
}
