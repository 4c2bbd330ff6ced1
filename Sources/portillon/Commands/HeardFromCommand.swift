import ArgumentParser
import Ledger
import Vocabulary
import Workspace

struct HeardFromCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heard-from",
        abstract: "Note que la personne vous a écrit ou parlé. · Notes that the person wrote or spoke to you.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("Son adresse. · Their address.", valueName: "address"))
    var address: String

    @Option(help: ArgumentHelp("Le jour. · The day.", valueName: "date"))
    var on: String

    func run() throws {
        let (address, on) = try global.readingOptions {
            let on = try DateOption.read(self.on, option: "--on")
            let address = try AddressArgument.read(self.address)
            guard on.day <= Workspace.today() else {
                throw Failure(
                    .usage, Phrase(fr: "--on : `\(on.iso)` est encore à venir", en: "--on: `\(on.iso)` is yet to come"))
            }
            return (address, on)
        }
        let workspace = try Workspace(global)
        let (ledger, key) = try workspace.ledgerOrNew()
        defer { ledger.close() }
        guard try !ledger.isForgotten(address, key: key) else {
            Console.say(
                Phrase(
                    fr: "\(address) a demandé à être oublié : rien n’est noté. Si la personne revient, importez son "
                        + "inscription confirmée.",
                    en: "\(address) asked to be forgotten: nothing is noted. Should the person come back, import their "
                        + "confirmed sign-up."))
            return
        }
        let isNew = try ledger.heardFrom(address, on: on, key: key, now: Workspace.now())
        Console.say(
            isNew
                ? Phrase(
                    fr: "Enregistré : \(address) vous a contacté \(Wording.on(on, .french)).",
                    en: "Recorded: \(address) was in touch \(Wording.on(on, .english)).")
                : Phrase(fr: "Déjà enregistré.", en: "Already on record."))
    }
}
