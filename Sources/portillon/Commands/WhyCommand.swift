import ArgumentParser
import Report
import Vocabulary
import Workspace

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Tout ce qu'on sait d'une adresse, et ce qui en découle. · All that is known of an address, and "
            + "what follows.")

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp(
            "L'adresse, ou le nom de la personne. · The address, or the person's name.", valueName: "address|name"))
    var who: [String]

    @Option(
        help: ArgumentHelp("Pour cette lettre. · For this letter.", valueName: "file"),
        completion: .file(extensions: ["md", "html"]))
    var letter: String?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        // A name comes in several words, which nobody thinks of quoting.
        let text = who.joined(separator: " ")
        let address: AddrSpec? = try global.readingOptions {
            text.contains("@") ? try AddressArgument.read(text) : nil
        }
        let workspace = try Workspace(global)
        // A mailing that is refused as a whole still leaves something to say about one address.
        if let address {
            return try tell(AddressAccount(of: address, letter: letter, in: workspace, refused: Refused.tell))
        }
        let people = try workspace.people(named: text)
        guard let person = people.first else { throw NameArgument.unknown(text) }
        guard people.count == 1 else { return try list(people, text) }
        let account = try AddressAccount.of(person, letter: letter, in: workspace, refused: Refused.tell)
        try tell(account)
        let others = person.addresses.filter { $0 != account.address }.map(\.spelling)
        guard !others.isEmpty, !json else { return }
        let list = printable(others.joined(separator: ", "))
        Console.say(
            Phrase(
                fr: "\nSes autres adresses (`portillon why ADRESSE`) : \(list)",
                en: "\nTheir other addresses (`portillon why ADDRESS`): \(list)"))
    }

    private func tell(_ account: AddressAccount) throws {
        guard !json else { return try Console.print(account.document(Speech.language).pretty) }
        let lines = account.story.lines(
            Speech.language, style: Style(descriptor: 1), width: min(Console.width, 100))
        for line in lines { try Console.print(line) }
    }

    private func list(_ people: [People.Person], _ name: String) throws {
        guard !json else { return try Console.print(AddressAccount.document(of: people, named: name).pretty) }
        let (isScreen, height) = (Console.isOutputTerminal, Console.height ?? 24)
        let lines = PeopleReport.choices(
            people, isNumbered: false, width: isScreen ? Console.width : nil, style: Style(descriptor: 1))
        let shown = isScreen ? max(3, height - 6) : lines.count
        for line in lines.prefix(shown) { try Console.print(line) }
        if lines.count > shown { try Console.print("… " + Wording.others(lines.count - shown, Speech.language)) }
        Console.say(
            Phrase(
                fr: "\nPlusieurs personnes répondent à ce nom : `portillon why ADRESSE`, ou le nom et la société.",
                en: "\nSeveral people answer to this name: `portillon why ADDRESS`, or the name and the company."))
    }
}
