import Courier
import Gate
import Mailing
package import Vocabulary
package import Workspace

/// What `send` prints as JSON.
package enum SendDocument {
    /// How a mailing stands. `refused` is why the request was, where it was; `seconds` is how long it took.
    package static func standing(
        _ tally: MailingTally, refused: [JSONValue]? = nil, seconds: Double, fault: [JSONValue.Member] = []
    ) -> JSONValue {
        let members = tally.members.map { member in
            member.name == "refused" ? .init("refused", .array(refused ?? [])) : member
        }
        return .object(members + [.init("seconds", .decimal(text(seconds)))] + fault)
    }

    /// A letter of which no mailing has begun.
    package static func unbegun(
        letter: String, digest: String, contacts: Int, excluded: Int, refused: [JSONValue] = [], seconds: Double,
        fault: [JSONValue.Member] = []
    ) -> JSONValue {
        .object(
            [
                .init("letter", .string(letter)), .init("digest", .string(digest)), .init("contacts", .int(contacts)),
                .init("admitted", 0), .init("excluded", .int(excluded)), .init("refused", .array(refused)),
            ]
                + ["accepted", "deferred", "rejected", "uncertain", "settled", "left"].map { .init($0, 0) }
                + [.init("seconds", .decimal(text(seconds)))] + fault)
    }

    /// The document with what was heard before anybody was judged; as it is where nothing was read.
    package static func telling(_ heard: InboxReport?, in document: JSONValue) -> JSONValue {
        guard let heard, case .object(let members) = document else { return document }
        return .object(members + [.init("inbox", heard.brief)])
    }

    /// Seconds with three places behind the point.
    private static func text(_ seconds: Double) -> String {
        let thousandths = Int((seconds * 1000).rounded())
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}

extension SendSession.Outcome {
    /// What has to be said of this run beside its numbers.
    package var notes: [Phrase] {
        var notes: [Phrase] = []
        if result.wasStopped {
            notes.append(
                Phrase(
                    fr: "Arrêté à votre demande ; ce qui était en route est noté.",
                    en: "Stopped at your request; what was on the wire is recorded."))
        }
        notes += notesOnChanges
        if servedNoneOfTheNamed {
            notes.append(
                servedTheNamedBefore
                    ? Phrase(
                        fr: "Les adresses de --only ont déjà été servies : `portillon status \(tally.letter)`.",
                        en: "The addresses of --only have been served already: `portillon status \(tally.letter)`.")
                    : Phrase(
                        fr: "Aucune des adresses de --only n’est à servir ; `portillon why ADRESSE` dit pourquoi.",
                        en: "None of the addresses of --only is to be mailed; `portillon why ADDRESS` says why."))
        }
        return notes
    }

    /// Imports came in between: some were not written to for that, and nobody may think that all is done.
    private var notesOnChanges: [Phrase] {
        var notes: [Phrase] = []
        if result.changed > 0 {
            let (fr, en) = (Wording.number(result.changed, .french), Wording.number(result.changed, .english))
            notes.append(
                Phrase(
                    fr: "Autres que dans l’aperçu confirmé, par un import survenu depuis : \(fr). Rien ne leur a été "
                        + "envoyé : relancez `portillon send` sans --as-previewed, ou regardez `portillon preview`.",
                    en: "No longer as the confirmed preview showed them, by an import since: \(en). Nothing was sent "
                        + "to them: run `portillon send` again without --as-previewed, or look at `portillon preview`.")
            )
        }
        if result.wasOutrun {
            notes.append(
                Phrase(
                    fr: "Le registre changeait encore pendant l’envoi (un import ?) : relancez la même commande quand "
                        + "ce sera fini ; qui a déjà la lettre ne la recevra pas deux fois.",
                    en: "The ledger was still changing during the mailing (an import?): run the same command again "
                        + "when that is done; nobody who has the letter gets it twice."))
        }
        return notes
    }

    /// What comes next, behind the receipt. The receipt counts over all runs: without a word, it would look as if they had all
    /// been written to again.
    package func next(_ destination: Receipt.Destination, at now: Instant) -> [Phrase] {
        let resumption = resumption(at: now).map { resumption in
            Phrase { language in
                guard let day = resumption.day else { return resumption.time }
                let date = Wording.date(day, language)
                return Phrase(fr: "\(resumption.time) le \(date)", en: "\(resumption.time) on \(date)")[language]
            }
        }
        return (foundNothingDue ? noteOnNothingDue(now) : []) + tally.receipt.next(destination, from: resumption)
    }

    private func noteOnNothingDue(_ now: Instant) -> [Phrase] {
        guard tally.deferred > 0 else {
            return [
                Phrase(
                    fr: "Il ne restait rien à envoyer : tout cela date des fois précédentes.",
                    en: "Nothing was left to send: all of this is from earlier runs.")
            ]
        }
        guard let firstDue else { return [] }
        let wait = Double(max(0, firstDue.milliseconds - now.milliseconds)) / 1000
        return [
            Phrase(
                fr: "Rien n’était encore dû : le premier des différés le sera dans \(Elapsed.text(wait, .french)).",
                en: "Nothing was due yet: the first of the deferred ones falls due in \(Elapsed.text(wait, .english)).")
        ]
    }
}
