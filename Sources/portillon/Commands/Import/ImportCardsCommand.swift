import ArgumentParser
import Foundation
import Intake
import Ledger
import Report
import Vocabulary
import Workspace

extension ImportCommand {
    struct Cards: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cards",
            abstract: "Des cartes de visite (vCard). · Business cards (vCard).")

        @OptionGroup var global: GlobalOptions

        @Argument(
            help: ArgumentHelp("Un ou plusieurs fichiers .vcf. · One or more .vcf files.", valueName: "file"),
            completion: .file(extensions: ["vcf"]))
        var files: [String]

        @Option(
            help: ArgumentHelp(
                "Le jour de l'échange des cartes. · The day the cards were "
                    + "exchanged.", valueName: "date"))
        var metOn: String?

        @Option(help: ArgumentHelp("Le lieu ou l'occasion. · The place or the occasion.", valueName: "text"))
        var metAt: String?

        @Option(
            help: ArgumentHelp(
                "professional : vous attestez un cadre professionnel. · you attest a professional "
                    + "setting.", valueName: "professional"))
        var context: String?

        @Flag(help: "Sans demander, au-delà de 50 cartes. · Without asking, over 50 cards.")
        var yes = false

        @Flag(help: "Un document JSON. · One JSON document.")
        var json = false

        func run() throws {
            let metOn = try global.readingOptions {
                if let context, context != "professional" {
                    throw Failure(
                        .usage,
                        Phrase(
                            fr: "--context : `\(context)` n’est pas connu ; seul `professional` s’atteste",
                            en: "--context: `\(context)` is not known; only `professional` can be attested"))
                }
                return try self.metOn.map { try DateOption.read($0, option: "--met-on") }
            }
            let workspace = try Workspace(global)
            let place = metAt.flatMap { $0.isBlank ? nil : $0.withoutControls.trimmingBlanks() }
            let options = CardOptions(metOn: metOn, metAt: place, isProfessional: context != nil)
            var cards = try CardImport(workspace, paths: files, options: options)
            let isSure = try confirmBulk(cards)
            if Console.isInteractive, !yes, !json, var questions = try cards.questions(isCertain: isSure) {
                try Interview.onTerminal.ask(&questions)
                try confirm(questions.recap)
                cards.answers = questions
            }
            try ImportCommand.tell(
                cards.run(namedChanges: ImportReport.namedChanges(json: json)), of: global, in: workspace, json: json)
        }

        /// What was answered, once more: evidence is not taken back afterwards.
        private func confirm(_ recap: [Phrase]) throws {
            guard let last = recap.last else { return }
            let question = Phrase(fr: "importer ? (o, n)", en: "import? (y, n)")
            guard recap.count > 1 else {
                return try Interview.onTerminal.agree(
                    to: Phrase(fr: "\(last.fr) : \(question.fr)", en: "\(last.en): \(question.en)"))
            }
            for line in recap { Console.say(line) }
            try Interview.onTerminal.agree(to: Phrase(fr: "Importer ? (o, n)", en: "Import? (y, n)"))
        }

        /// One attestation over many cards is easily said and hard to stand by: it is asked for once more. True where it was.
        private func confirmBulk(_ cards: CardImport) throws -> Bool {
            guard !yes else { return true }
            let count = try cards.attested()
            guard count > CardImport.bulk else { return false }
            let number = Phrase { Wording.number(count, $0) }
            guard Console.isInteractive else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "une seule attestation pour \(number.fr) cartes : confirmez par `--yes`",
                        en: "one attestation over \(number.en) cards: confirm it with `--yes`"))
            }
            let question = Phrase(
                fr: "Attestez-vous que ces \(number.fr) cartes ont toutes été échangées ainsi ? [o/N] ",
                en: "Do you attest that all of these \(number.en) cards were exchanged so? [y/N] ")
            let answer = Console.ask(question[Speech.language])?.lowercased() ?? ""
            guard ["o", "oui", "y", "yes"].contains(answer.trimmingBlanks()) else { throw Ending(status: .usage) }
            return true
        }
    }
}
