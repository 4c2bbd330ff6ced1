import ArgumentParser
import Intake
import Ledger
import Report
import Vocabulary
import Workspace

struct ObjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "object",
        abstract: "Enregistre une opposition, pour toujours. · Records an objection, for ever.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("Une adresse, ou @domaine. · An address, or @domain.", valueName: "address|@domain"))
    var target: String?

    @Option(
        help: ArgumentHelp(
            "Le jeton d'un lien de désabonnement. · The token of an "
                + "unsubscribe link.", valueName: "token"))
    var token: String?

    @Option(help: ArgumentHelp("objected, complained, bounced.", valueName: "kind"))
    var kind = "objected"

    @Option(help: ArgumentHelp("La raison donnée. · The reason given.", valueName: "text"))
    var because = ""

    @Option(help: ArgumentHelp("Le jour ; aujourd'hui par défaut. · The day; today by default.", valueName: "date"))
    var on: String?

    func run() throws {
        let (kind, on) = try global.readingOptions {
            let kind = try ObjectCommand.objectionKind(self.kind)
            let on = try self.on.map { try DateOption.read($0, option: "--on") } ?? When(day: Workspace.today())
            guard (target == nil) != (token == nil) else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "indiquez une adresse, un @domaine ou "
                            + "--token", en: "name an address, an @domain, or --token"))
            }
            if let target { try check(target) }
            return (kind, on)
        }
        let workspace = try Workspace(global)
        let (ledger, key) = try workspace.ledgerOrNew()
        defer { ledger.close() }
        let text = try token.map { try address(ofToken: $0, in: ledger, key) } ?? target ?? ""
        let request = ObjectionRequest(target: text.trimmingBlanks(), kind: kind, on: on, because: because)
        let isNew = try ledger.object(request, key: key, now: Workspace.now())
        try workspace.suppressionList.keepUp(with: ledger, key)
        let word = kind.rawValue
        Console.say(
            isNew
                ? Phrase(
                    fr: "Enregistré : \(text) (\(word), \(on.iso)). Plus aucune lettre ne lui sera envoyée.",
                    en: "Recorded: \(text) (\(word), \(on.iso)). No further letter will be sent there.")
                : Phrase(
                    fr: "Déjà enregistré : \(text) (\(word), \(on.iso)).",
                    en: "Already on record: \(text) (\(word), \(on.iso))."))
    }

    /// A kind on the command line.
    static func objectionKind(_ kind: String) throws -> ObjectionKind {
        let known: [ObjectionKind] = [.objected, .complained, .bounced]
        if let kind = known.first(where: { $0.rawValue == kind }) { return kind }
        let near = nearestName(to: kind, among: known.map(\.rawValue))
        throw Failure(
            .usage,
            Phrase(
                fr: "--kind : `\(kind)` n’est pas connu" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                    + " (objected, complained, bounced)",
                en: "--kind: `\(kind)` is not known" + (near.map { "; did you mean `\($0)`?" } ?? "")
                    + " (objected, complained, bounced)"))
    }

    private func check(_ target: String) throws {
        let text = target.trimmingBlanks()
        guard text.hasPrefix("@") else {
            _ = try AddressArgument.read(text)
            return
        }
        do throws(AddressFault) {
            _ = try Domain.normalized(String(text.dropFirst()))
        } catch {
            throw Failure(
                .usage,
                Phrase(
                    fr: "`\(text)` n’est pas un domaine (\(error.wording.fr))",
                    en: "`\(text)` is not a domain (\(error.wording.en))"))
        }
    }

    private func address(ofToken token: String, in ledger: Ledger, _ key: Key) throws -> String {
        if let address = try ledger.address(ofToken: token, key: key) { return address }
        if try ledger.isOfSomebodyErased(token: token) {
            Console.say(
                Phrase(
                    fr: "Ce jeton est celui d’une personne effacée depuis : plus aucune lettre ne lui est envoyée.",
                    en: "This token is that of somebody who was erased since: no letter goes there any more."))
            throw Ending(status: .done)
        }
        throw Failure(
            .usage,
            Phrase(
                fr: "aucune lettre ne portait le jeton `\(token)` ; nommez l’adresse elle-même",
                en: "no letter carried the token `\(token)`; name the address itself"))
    }
}

/// An address on the command line.
enum AddressArgument {
    static func read(_ text: String) throws -> AddrSpec {
        do throws(AddressFault) {
            return try AddrSpec(parsing: text)
        } catch {
            throw Failure(
                .usage,
                Phrase(
                    fr: "`\(text)` n’est pas une adresse (\(error.wording.fr)) ; attendu : nom@domaine",
                    en: "`\(text)` is not an address (\(error.wording.en)); expected name@domain"))
        }
    }
}

/// A date on the command line.
enum DateOption {
    /// A day, where a month alone would not do.
    static func day(_ text: String, option: String) throws -> CivilDate {
        let when = try read(text, option: option)
        guard when.precision != .month else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "\(option) : `\(text)` ne dit pas le jour ; écrivez AAAA-MM-JJ",
                    en: "\(option): `\(text)` does not say the day; write YYYY-MM-DD"))
        }
        return when.day
    }

    static func read(_ text: String, option: String) throws -> When {
        if case .on(let when) = DateReader.read(text) { return when }
        throw Failure(
            .usage,
            Phrase(
                fr: "\(option) : `\(text)` n’est pas une date qui se lise d’une seule façon ; écrivez AAAA-MM-JJ",
                en: "\(option): `\(text)` is no date that reads in one way only; write YYYY-MM-DD"))
    }
}
