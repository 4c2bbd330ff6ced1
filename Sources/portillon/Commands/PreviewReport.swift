import Foundation
import Gate
import Ledger
import Letter
import Mailing
import Report
import Vocabulary
import Workspace

/// The page of a dry run, as `--report` asks for it.
struct PreviewReport {
    /// As it was given.
    let path: String
    private let prepared: PreparedMailing
    private let file: ReportFile<PageSection>
    private var page: PreviewPage
    private var standings: EarlierStandings?
    private let cameBack: LastCameBack
    /// What a letter fills in that is not the contact's.
    private static let ofTheMessage: Set<String> = ["address", "why", "unsubscribe", "date"]

    init(_ path: String, _ prepared: PreparedMailing, letterPath: String) throws {
        self.path = path
        self.prepared = prepared
        let configuration = prepared.workspace.configuration
        file = try ReportFile(
            path,
            sparing: [FileNames.found(letterPath), configuration.path, configuration.keyFile, configuration.ledger]
                + ["-wal", "-shm", ".outputs", ".suppressions", ".sending"].map { configuration.ledger + $0 }
                + configuration.secretFiles)
        let ledger = prepared.ledger
        cameBack = try LastCameBack(ledger)
        var earlier: EarlierLetter?
        if let mailing = try ledger.lastMailed(otherThan: prepared.letter.id) {
            earlier = EarlierLetter(
                letter: mailing.letter, begunOn: Workspace.day(of: mailing.begunAt),
                forgotten: try ledger.forgottenRecipients(of: mailing))
            standings = EarlierStandings(ledger, of: mailing)
        }
        page = PreviewPage(
            language: Speech.language,
            fields: prepared.letter.compiled.names.filter { !PreviewReport.ofTheMessage.contains($0) },
            earlier: earlier)
    }

    /// Takes in one contact as it passes.
    mutating func note(_ dossier: Dossier, _ decisions: [Decision]) throws {
        let before = try standings?.standing(of: dossier.contact.id)
        for (section, row) in page.note(
            dossier, decisions, before: before ?? nil, cameBack: cameBack.last(about: dossier)
        ) { try file.keep(row, of: section) }
    }

    /// Writes the page.
    func write(_ findings: PageFindings) throws {
        let messages = messages()
        prepared.workspace.knownOutputs.note(.report, path)
        try file.write { rows, write in
            try page.write(facts, findings, messages: messages, rows: rows, to: write)
        }
    }

    private func messages() -> [SampleMessage] {
        guard let key = prepared.key else { return [] }
        let composer = Composer(prepared.letter, configuration: prepared.workspace.configuration, key: key)
        return page.samples.map { sample in
            let message = composer.rendered(for: sample.clearance, at: Workspace.now())
            return SampleMessage(sample, subject: message.subject, html: message.html, text: message.text)
        }
    }

    private var facts: PageFacts {
        let configuration = prepared.workspace.configuration
        let brief = prepared.brief
        return PageFacts(
            letter: prepared.letter.id, subject: prepared.letter.file.subject,
            purposeName: prepared.letter.purposeName, purpose: prepared.purpose,
            letterLanguage: prepared.letter.compiled.language, sender: configuration.sender,
            wayOut: configuration.wayOut.filter { !$0.isEmpty },
            attachments: prepared.letter.file.attachments.map(\.path), policy: brief.policy,
            policyRevision: brief.policyRevision, today: brief.today, time: Workspace.timeOfDay(Workspace.now()),
            program: Workspace.programVersion)
    }
}
