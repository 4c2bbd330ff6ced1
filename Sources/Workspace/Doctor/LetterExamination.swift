import Foundation
import Gate
import Ledger
import Letter
import Vocabulary

/// Letters: what would refuse their mailing as a whole, before anyone is looked at.
struct LetterExamination {
    let configuration: Configuration
    let ledger: Ledger?
    /// The one that was named; nil for those that lie beside the configuration.
    let named: String?

    /// More than so many files of a folder are not opened to see whether they are letters.
    private static let mostFiles = 200

    /// Gives the letters that have a `Reply-To` of their own, with it.
    func run(_ checkup: inout Checkup) -> [(file: String, replyTo: AddrSpec)] {
        var found: [(file: String, replyTo: AddrSpec)] = []
        for path in named.map({ [$0] }) ?? beside {
            guard let replyTo = examine(path, &checkup)?.file.replyTo else { continue }
            found.append((URL(fileURLWithPath: path).lastPathComponent, replyTo))
        }
        return found
    }

    /// The files of the configuration's folder that begin as letters do.
    private var beside: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: configuration.folder.path)) ?? []
        let candidates = names.filter { $0.hasSuffix(".md") || $0.hasSuffix(".html") }.sorted()
        return candidates.prefix(Self.mostFiles).map { configuration.folder.appendingPathComponent($0).path }.filter {
            let bytes = LetterFiles(configuration).read(URL(fileURLWithPath: $0))?.prefix(4096) ?? []
            let text = String(decoding: TextFile.normalized(bytes.map { $0 }), as: UTF8.self)
            let head = text.components(separatedBy: "\n\n").first ?? ""
            return head.components(separatedBy: "\n").contains { $0.lowercased().hasPrefix("letter:") }
        }
    }

    /// The letter, where it is one.
    private func examine(_ path: String, _ checkup: inout Checkup) -> LoadedLetter? {
        let name = Phrase(fr: "lettre", en: "letter")
        let file = URL(fileURLWithPath: path).lastPathComponent
        let letter: LoadedLetter
        let missing: [Phrase]
        do {
            let source = try LetterSource(path)
            let extra = try ledger?.extraFieldNames() ?? []
            letter = try LoadedLetter(
                source, configuration: configuration, extraFields: extra,
                frozen: { try ledger?.isFrozen($0) == true ? ledger?.frozenContent(of: $0) : nil })
            missing = try ledger.map { try letter.hold(against: $0, file) } ?? []
        } catch {
            let message = Phrase(saying: error)
            checkup.add(
                Check(
                    "letter", name, .fail, message,
                    remedy: Phrase(fr: "corrigez la lettre `\(file)`", en: "correct the letter `\(file)`")))
            return nil
        }
        let request = MailingRequest(
            purposeName: letter.purposeName, purposes: configuration.purposes, isOnBehalfOf: letter.onBehalfOf,
            sender: configuration.sender, hasWayOut: configuration.hasWayOut,
            partsWithoutWayOut: letter.partsWithoutWayOut, templateFaults: letter.faults + missing)
        let refusals = MailingRefusals.refusals(of: request)
        for refusal in refusals {
            checkup.add(
                Check(
                    "letter", name, .fail,
                    Phrase(
                        fr: "`\(file)` serait refusée (\(refusal.code.rawValue)) : \(refusal.message.fr)",
                        en: "`\(file)` would be refused (\(refusal.code.rawValue)): \(refusal.message.en)"),
                    refusal: refusal.code))
        }
        guard refusals.isEmpty else { return letter }
        guard !StarterFiles.isUntouched(letter.file) else {
            checkup.add(
                Check(
                    "letter", name, .ok,
                    Phrase(
                        fr: "`\(file)` · encore l’exemple, qui ne part pas tel quel",
                        en: "`\(file)` · still the example, which is not sent as it is")))
            return letter
        }
        checkup.add(
            Check("letter", name, .ok, Phrase(fr: "`\(file)` · \(letter.id)", en: "`\(file)` · \(letter.id)")))
        return letter
    }
}
