import Foundation
import Testing

/// Every text of help is there in both languages.
@Suite struct HelpTests {
    /// Written by the parser itself, and worded anew where help is shown.
    private static let parsersOwn = [
        "Show help information.", "Show the version.", "Show subcommand help information.",
    ]

    @Test func everyTextOfHelpHasBothLanguages() throws {
        let folder = try WorkingFolder()
        let dump = try folder.run("--experimental-dump-help")
        #expect(dump.code == 0)
        var texts: [String] = []
        func gather(_ value: Any) {
            if let object = value as? [String: Any] {
                if let text = object["abstract"] as? String { texts.append(text) }
                for inner in object.values { gather(inner) }
            }
            for inner in value as? [Any] ?? [] { gather(inner) }
        }
        gather(try JSONSerialization.jsonObject(with: Data(dump.out.utf8)))
        #expect(texts.count > 50)
        for text in texts where !Self.parsersOwn.contains(text) {
            let halves = text.components(separatedBy: " · ")
            // Codes alone read the same in both.
            let isNeutral = text.wholeMatch(of: #/[a-z-]+(, [a-z-]+)*\./#) != nil
            #expect(isNeutral || (halves.count == 2 && halves[0] != halves[1]), "\(text)")
        }
    }

    /// What the French help calls values; one that is not here is most likely still English.
    private static let frenchValues: Set<String> = [
        "adresse", "adresse|nom", "adresse|@domaine|nom", "numéro", "code", "date", "date|column:Nom",
        "day-first|month-first", "empreinte",
        "dossier", "fichier|dossier", "champ=Colonne", "Colonne=Valeur", "fichier", "fichier.html", "fr|en", "identité",
        "type", "lettre",
        "nombre", "nom", "professional", "source", "texte", "jeton", "url", "vcard|csv", "heure", "fournisseur",
        "personne", "commande",
    ]

    @Test func valuesHaveFrenchNames() throws {
        let folder = try WorkingFolder()
        let dump = try JSONSerialization.jsonObject(with: Data(folder.run("--experimental-dump-help").out.utf8))
        var paths: [[String]] = []
        func gather(_ command: [String: Any], _ path: [String]) {
            paths.append(path)
            for inner in command["subcommands"] as? [[String: Any]] ?? [] {
                guard let name = inner["commandName"] as? String, name != "help" else { continue }
                gather(inner, path + [name])
            }
        }
        gather(try #require((dump as? [String: Any])?["command"] as? [String: Any]), [])
        #expect(paths.count > 20)
        for path in paths {
            let help = try folder.run(["--lang", "fr"] + path + ["--help"]).out
            for value in help.matches(of: #/<([^<>]+)>/#) {
                #expect(Self.frenchValues.contains(String(value.1)), "\(path): \(value.1)")
            }
        }
        let mistake = try folder.run("status", "a", "b", "--lang", "fr")
        #expect(mistake.err.contains("[<identité>] [--config <fichier>]"), "\(mistake.err)")
        #expect(try folder.run("send", "--lang", "fr").err.contains("il manque `<lettre>`"))
        #expect(try folder.run("send", "--lang", "en").err.contains("`<letter>` is missing"))
    }

    /// Neither language shows the other one, nor what the parser says in its own.
    @Test(arguments: ["fr", "en"]) func helpIsInOneLanguage(_ language: String) throws {
        let folder = try WorkingFolder()
        let commands = [
            [], ["init"], ["relay"], ["backup"], ["restore"], ["import"], ["import", "linkedin"], ["import", "cards"],
            ["import", "csv"], ["object"],
            ["heard-from"],
            ["preview"], ["send"], ["status"], ["resolve"], ["why"], ["rules"], ["contacts"], ["log"], ["doctor"],
            ["inbox"],
            ["inbox", "read"], ["inbox", "review"], ["inbox", "settle"],
        ]
        for command in commands {
            let run = try folder.run(["--lang", language] + command + ["--help"])
            #expect(run.code == 0 && run.err.isEmpty)
            #expect(!run.out.contains(" · "), "\(command)")
            for word in ["OVERVIEW", "USAGE", "Show ", "SUBCOMMANDS"] { #expect(!run.out.contains(word), "\(command)") }
            #expect(run.out.contains(language == "fr" ? "Affiche cette aide." : "Shows this help."))
            #expect(run.out.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(run.out)")
        }
        #expect(try folder.run("help", "send", "--lang", language).out.contains("--as-previewed"))
    }
}
