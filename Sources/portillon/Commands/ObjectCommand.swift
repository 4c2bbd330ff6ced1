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

    @Argument(
        help: ArgumentHelp(
            "Une adresse, @domaine, ou le nom de la personne. · An address, @domain, or the person's name.",
            valueName: "address|@domain|name"))
    var target: [String] = []

    @Option(
        help: ArgumentHelp(
            "Le jeton d'un lien de désabonnement. · The token of an "
                + "unsubscribe link.", valueName: "token"))
    var token: String?

    @Option(
        help: ArgumentHelp("objected, complained, bounced.", valueName: "kind"),
        completion: .list(["objected", "complained", "bounced"]))
    var kind = "objected"

    @Option(help: ArgumentHelp("La raison donnée. · The reason given.", valueName: "text"))
    var because = ""

    @Option(help: ArgumentHelp("Le jour ; aujourd'hui par défaut. · The day; today by default.", valueName: "date"))
    var on: String?

    func run() throws {
        let (kind, on) = try global.readingOptions {
            let kind = try ObjectCommand.objectionKind(self.kind)
            let on = try self.on.map { try DateOption.read($0, option: "--on") } ?? When(day: Workspace.today())
            guard target.isEmpty != (token == nil) else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "indiquez une adresse, un @domaine, un nom ou --token",
                        en: "name an address, an @domain, a name, or --token"))
            }
            if token == nil, !isName { try check(text) }
            return (kind, on)
        }
        let workspace = try Workspace(global)
        if isName { return try record(try address(named: text, in: workspace), kind, on, in: workspace) }
        let (ledger, key) = try workspace.ledgerOrNew()
        let address: String
        do {
            defer { ledger.close() }
            address = try token.map { try self.address(ofToken: $0, in: ledger, key) } ?? text
        }
        try record(address, kind, on, in: workspace)
        guard token == nil, let spec = try? AddrSpec(parsing: text), try !workspace.knows(spec) else { return }
        try offerToLook(for: spec, kind, on, in: workspace)
    }

    /// A name comes in several words, which nobody thinks of quoting.
    private var text: String { target.joined(separator: " ").trimmingBlanks() }
    private var isName: Bool { token == nil && !text.contains("@") }

    private func record(_ address: String, _ kind: ObjectionKind, _ on: When, in workspace: Workspace) throws {
        let (ledger, key) = try workspace.ledgerOrNew()
        defer { ledger.close() }
        let text = address.trimmingBlanks()
        let request = ObjectionRequest(target: text, kind: kind, on: on, because: because)
        let isNew = try ledger.object(request, key: key, now: Workspace.now())
        try workspace.suppressionList.keepUp(with: ledger, key)
        let word = kind.word
        Console.say(
            isNew
                ? Phrase(
                    fr: "Enregistré : \(text) (\(word.fr), \(on.iso)). Plus aucune lettre ne lui sera envoyée.",
                    en: "Recorded: \(text) (\(word.en), \(on.iso)). No further letter will be sent there.")
                : Phrase(
                    fr: "Déjà enregistré : \(text) (\(word.fr), \(on.iso)).",
                    en: "Already on record: \(text) (\(word.en), \(on.iso))."))
    }

    // MARK: By name

    /// The address that is meant by a name. An objection is for ever, so that it is asked for even where there is one alone.
    private func address(named name: String, in workspace: Workspace) throws -> String {
        let people = try workspace.people(named: name)
        guard !people.isEmpty else { throw NameArgument.unknown(name) }
        guard !PeopleReport.addresses(people).isEmpty else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "`\(name)` est au registre sans adresse : il n’y a rien à quoi s’opposer",
                    en: "`\(name)` is in the ledger without an address: there is nothing to object to"))
        }
        guard Console.isInteractive else {
            ObjectCommand.show(people, width: nil)
            throw Failure(
                .usage,
                Phrase(
                    fr: "`\(name)` est un nom, pas une adresse ; dites laquelle des adresses ci-dessus",
                    en: "`\(name)` is a name and no address; say which of the addresses above"))
        }
        return try ObjectCommand.chosen(among: people)
    }

    /// An objection at an address that nobody has is easily a slip of the pen: the person may go on getting letters.
    private func offerToLook(for spec: AddrSpec, _ kind: ObjectionKind, _ on: When, in workspace: Workspace) throws {
        Console.say(
            Phrase(
                fr: "Personne au registre n’a cette adresse : l’opposition vaudra si elle y entre un jour.",
                en: "Nobody in the ledger has this address: the objection counts should it ever come in."))
        guard Console.isInteractive else { return }
        let question = Phrase(
            fr: "Pour chercher la personne, tapez son nom (Entrée : personne d’autre) : ",
            en: "To look for the person, type their name (Enter: nobody else): ")
        while true {
            let name = Console.ask(question[Speech.language])?.trimmingBlanks() ?? ""
            guard !name.isEmpty else { return }
            let people = try workspace.people(named: name)
            guard PeopleReport.addresses(people).isEmpty else {
                return try record(try ObjectCommand.chosen(among: people), kind, on, in: workspace)
            }
            Console.say(NameArgument.nobody(name))
        }
    }

    private static func show(_ people: [People.Person], width: Int?) {
        for line in PeopleReport.choices(people, isNumbered: width != nil, width: width, style: Style(descriptor: 2)) {
            Console.say(line)
        }
    }

    /// Asks which of their addresses is meant; an answer that is none of the numbers ends the command, and nothing is recorded.
    private static func chosen(among people: [People.Person]) throws -> String {
        let addresses = PeopleReport.addresses(people)
        show(people, width: Console.width)
        let numbers = addresses.count == 1 ? "1" : "1-\(addresses.count)"
        let question = Phrase(
            fr: "\nQui s’oppose ? Tapez le numéro (\(numbers), Entrée : personne) : ",
            en: "\nWho objects? Type the number (\(numbers), Enter: nobody): ")
        let answer = Console.ask(question[Speech.language])?.trimmingBlanks() ?? ""
        guard let number = Int(answer), addresses.indices.contains(number - 1) else {
            Console.say(Phrase(fr: "Rien n’a été enregistré.", en: "Nothing was recorded."))
            throw Ending(status: .usage)
        }
        return addresses[number - 1]
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
