import ArgumentParser
import Report
import Vocabulary
import Workspace

struct ContactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contacts",
        abstract: "Qui est dans le registre, avec quelles preuves. · Who is in the ledger, with which evidence.")

    @OptionGroup var global: GlobalOptions

    @Option(
        help: ArgumentHelp(
            "Seulement qui a ces mots dans son nom, sa société ou son adresse. · Those alone who have these words in their "
                + "name, company or address.", valueName: "text"))
    var find: String?

    @Option(
        name: .customLong("export"),
        help: ArgumentHelp(
            "Le carnet d'adresses : vcard ou csv. · The address "
                + "book: vcard or csv.", valueName: "vcard|csv"),
        completion: .list(["vcard", "csv"]))
    var export: AddressBookFormat?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let query = try global.readingOptions {
            guard export == nil || !json else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "--export ou --json, pas les deux : le carnet est une vCard ou un CSV",
                        en: "--export or --json, not both: the address book is a vCard file or a CSV"))
            }
            return try find.map { try NameArgument.read($0, option: "--find") }
        }
        let people = try People(in: try Workspace(global), finding: query, alsoAddresses: true)
        if let export { return try write(people, export) }
        if json { return try writeJSON(people) }
        if Console.isOutputTerminal { return try showPage(people) }
        try writeList(people)
    }

    private func write(_ people: People, _ format: AddressBookFormat) throws {
        var output = BufferedOutput()
        var book = try people.addressBook(format)
        if format == .csv { try output.write(book.csvHeader) }
        try people.eachPerson { person in
            try output.write(book.entry(person.dossier, person.decisions, format))
            return true
        }
        try output.flush()
        guard book.leftOut > 0 else { return }
        let left = Wording.number(book.leftOut, Speech.language)
        Console.say(
            Phrase(
                fr: "sans url ni adresse utilisable, donc absents du carnet : \(left)",
                en: "without a url and a usable address, and so not in the address book: \(left)"))
    }

    private func writeJSON(_ people: People) throws {
        var output = BufferedOutput()
        try output.write("{\"contacts\": [")
        var isFirst = true
        try people.eachPerson { person in
            try output.write((isFirst ? "\n" : ",\n") + PeopleReport.document(person, Speech.language).compact)
            isFirst = false
            return true
        }
        try output.write("\n]}\n")
        try output.flush()
    }

    /// In a file or a pipe nothing is cut, and everybody is there.
    private func writeList(_ people: People) throws {
        var output = BufferedOutput()
        var table = PeopleReport.table(Speech.language, width: nil, style: Style(descriptor: 1))
        var rows: [[TextTable.Cell]] = []
        func flush() throws {
            if !rows.isEmpty { for line in table.lines(rows) { try output.write(line + "\n") } }
            rows = []
        }
        try people.eachPerson { person in
            rows += PeopleReport.rows(person, Speech.language)
            if rows.count >= 500 { try flush() }
            return true
        }
        try flush()
        try output.flush()
    }

    /// What a screen holds, and how to see more.
    private func showPage(_ people: People) throws {
        let (width, height) = (Console.width, Console.height ?? 24)
        // Below the rows: the heads, what is left out in up to four lines, and the prompt.
        let (all, most) = (max(4, height - 2), max(3, height - 6))
        var rows: [[TextTable.Cell]] = []
        var (shown, count, rowsShown) = (0, 0, 0)
        try people.eachPerson { person in
            count += 1
            // Where everybody is counted already, nobody needs to be looked at any more.
            guard rows.count <= all else { return find != nil }
            rows += PeopleReport.rows(person, Speech.language)
            if rows.count <= most { (shown, rowsShown) = (count, rows.count) }
            return true
        }
        if rows.count <= all { (shown, rowsShown) = (count, rows.count) }
        let total = find == nil && rows.count > all ? try people.count() : count
        var table = PeopleReport.table(Speech.language, width: width, style: Style(descriptor: 1))
        if rowsShown > 0 {
            for line in table.lines(Array(rows.prefix(rowsShown))) { try Console.print(line) }
        }
        if count == 0, let find { return Console.say(NameArgument.nobody(find)) }
        if shown < total { Console.say(PeopleReport.rest(shown: shown, of: total, isSearch: find != nil)) }
    }
}

extension AddressBookFormat: ExpressibleByArgument {}

/// A name on the command line.
enum NameArgument {
    /// Throws where there is nothing in it to look for.
    static func read(_ text: String, option: String) throws -> NameQuery {
        if let query = NameQuery(text) { return query }
        throw Failure(
            .usage,
            Phrase(
                fr: "\(option) : `\(text)` ne contient ni lettre ni chiffre",
                en: "\(option): `\(text)` holds neither a letter nor a digit"))
    }

    /// What is said where a search finds nobody.
    static func nobody(_ text: String) -> Phrase {
        Phrase(
            fr: "Personne : rien au registre ne répond à `\(printable(text))`.",
            en: "Nobody: nothing in the ledger answers to `\(printable(text))`.")
    }

    /// What is neither an address nor the name of anybody.
    static func unknown(_ text: String) -> Failure {
        Failure(
            .usage,
            Phrase(
                fr:
                    "`\(text)` n’est ni une adresse, ni le nom de quelqu’un du registre ; une partie du nom suffit, celui de la "
                    + "société aide : `portillon contacts --find NOM`",
                en:
                    "`\(text)` is neither an address, nor the name of anybody in the ledger; a part of the name is enough, and "
                    + "that of the company helps: `portillon contacts --find NAME`"))
    }
}
