package import Courier
import Crypto
import Foundation
package import Gate
package import Ledger
import Letter
package import Mailing
package import Vocabulary

/// A letter with all that is needed to judge its mailing: the ledger, the key, the compiled letter, and whatever
/// refuses the mailing as a whole.
package struct PreparedMailing {
    package let workspace: Workspace
    package let letter: LoadedLetter
    package let ledger: Ledger
    /// Nil where it cannot be read; the mailing is then refused.
    package let key: Key?
    package let purpose: Purpose?
    /// Why nobody may be written to; empty where the mailing may go.
    package var refusals: [Refusal]

    /// Opens the ledger and compiles the letter. Throws a `Failure` where one of them cannot be had, or where the letter is
    /// another one than the one that somebody was mailed.
    package init(_ workspace: Workspace, letter path: String, readOnly: Bool) throws {
        self.workspace = workspace
        let configuration = workspace.configuration
        let source = try LetterSource(path)
        ledger = try workspace.ledger(readOnly: readOnly)
        let ledger = ledger
        let extraFields = try ledger.extraFieldNames()
        letter = try LoadedLetter(
            source, configuration: configuration, extraFields: extraFields,
            frozen: { try ledger.isFrozen($0) ? ledger.frozenContent(of: $0) : nil })
        var missing = try letter.hold(against: ledger, path)
        key = try workspace.readableKey(for: ledger)
        let (letter, key) = (letter, key)
        if let files = letter.recipientFiles, let key, try ledger.mailing(letter.id) != nil {
            missing += try files.lacking(of: letter.id, in: ledger, key: key)
        }
        let suppressionFault =
            if let key {
                try workspace.suppressionList.fault(of: ledger, key)
            } else {
                workspace.keyFault as Phrase?
            }
        let request = MailingRequest(
            purposeName: letter.purposeName, purposes: configuration.purposes, isOnBehalfOf: letter.onBehalfOf,
            sender: configuration.sender, hasWayOut: configuration.hasWayOut,
            partsWithoutWayOut: letter.partsWithoutWayOut, templateFaults: letter.faults + missing,
            suppressionFault: suppressionFault, isUntouchedSample: StarterFiles.isUntouched(letter.file))
        refusals = MailingRefusals.refusals(of: request)
        if configuration.namesNobody {
            let placeholder = Refusal.placeholder.message
            workspace.notice(Phrase(fr: "! \(placeholder.fr)", en: "! \(placeholder.en)"))
        }
        purpose = request.purpose
    }

    /// Nil where nothing is paced: no rate is set, or no relay.
    package var rate: Pacer.Rate? {
        let relay = workspace.configuration.relay
        return relay.address.isMaildir ? nil : relay.rate
    }

    /// The digest that the mailing began with, which `--as-previewed` is held against from then on; nil where none has.
    package func digestBegunWith() throws -> String? {
        let ledger = ledger
        // Files of the recipients' own may change until somebody was mailed: until then, what is there today counts.
        if letter.recipientFiles != nil, try !ledger.isFrozen(letter.id) { return nil }
        let hasRecipients = try ledger.counts(of: letter.id).byState.values.contains { $0 > 0 }
        return hasRecipients ? try ledger.mailing(letter.id)?.digest : nil
    }

    /// What the gate must know of this mailing.
    package var brief: Brief {
        workspace.brief(
            letter: letter.id, purpose: purpose, needs: letter.needs, shown: Set(letter.compiled.names))
    }

    /// How the inbox stands; nil where there is none to speak of.
    package func inboxStanding() throws -> InboxStanding? { try workspace.inboxStanding(ledger) }

    /// What the letter is warned of by itself, whoever gets it.
    package var ownWarnings: [Warning] {
        let marks = letter.compiled.foreignMarks
        return marks.isEmpty ? [] : [Warning.foreignPlaceholder(marks)]
    }

    /// Looks at everybody; `each` sees one contact after the other, with the decisions on it. Gives the survey, its digest,
    /// and the newest objection that it has seen. `asUnsent`: as it would be if nobody had been written to yet, to hold what is
    /// there today against the digest that the mailing began with.
    package func survey(
        asUnsent: Bool = false, each: (Dossier, [Decision]) throws -> Void
    ) throws -> (survey: Survey, digest: String, newestObjection: Int64) {
        guard let key else { return (Survey(), "", 0) }
        let brief = brief
        let fields = letter.compiled.names
        var hash = SHA256()
        hash.update(
            data: Data(
                DigestText.head(
                    brief: brief, contentDigest: letter.contentDigest, wayOut: workspace.configuration.wayOut
                ).utf8))
        let chunks = DossierChunks.ahead(
            DossierReader(ledger, key: key, letter: letter.id, marksNamesakes: true))
        var newestObjection: Int64 = 0
        let files = letter.recipientFiles
        let measure = Composer(letter, configuration: workspace.configuration, key: key)
        var longest = 0
        var line: [UInt8] = []
        let isFrozen = files == nil ? false : try ledger.isFrozen(letter.id)
        var survey = try Survey.run(
            brief: brief,
            dossiers: {
                guard let chunk = try chunks.next() else { return [] }
                newestObjection = chunk.newestObjection
                var dossiers = chunk.dossiers
                if asUnsent { for index in dossiers.indices { dossiers[index].mailed = [] } }
                files?.noteMissing(in: &dossiers)
                if isFrozen {
                    for dossier in dossiers {
                        try files?.holdFrozen(dossier, by: ledger, letter: letter.id, key: key)
                    }
                }
                return dossiers
            },
            each: { dossier, decisions in
                for decision in decisions {
                    line.removeAll(keepingCapacity: true)
                    DigestText.append(decision, fields: fields, to: &line)
                    line.withUnsafeBytes { hash.update(bufferPointer: $0) }
                    if let clearance = decision.clearance, letter.compiled.isLong(with: clearance.fields) {
                        longest = max(longest, measure.htmlSize(for: clearance, at: Workspace.now()))
                    }
                    if let files, let clearance = decision.clearance {
                        hash.update(
                            data: Data(
                                DigestText.files(try files.survey(clearance).map { ($0.path, $0.sha256.hex) }).utf8))
                    }
                }
                try each(dossier, decisions)
            })
        survey.warnings += ownWarnings
        if longest > CompiledLetter.gmailShows {
            survey.warnings.append(Warning.clippedByGmail(octets: longest, limit: CompiledLetter.gmailShows))
        }
        if workspace.configuration.keyBackedUpOn == nil {
            survey.warnings.append(Warning.keyNotBackedUp(keyFile: ShortPath.of(workspace.configuration.keyFile)))
        }
        if let warning = try inboxStanding()?.warning(at: Workspace.now()) { survey.warnings.append(warning) }
        return (survey, Array(hash.finalize()).hex, newestObjection)
    }
}

/// Some dossiers, and the newest objection that they show.
struct DossierChunk: Sendable {
    let dossiers: [Dossier]
    let newestObjection: Int64
}

enum DossierChunks {
    /// One chunk after the other, read while the one before it is judged.
    static func ahead(_ reader: consuming DossierReader) -> ReadAhead<DossierChunk> {
        var reader = reader
        return ReadAhead(
            TransferBox {
                let dossiers = try reader.next()
                return dossiers.isEmpty
                    ? nil : DossierChunk(dossiers: dossiers, newestObjection: reader.newestObjection)
            })
    }
}

extension Configuration {
    /// True where the sender is still the one of the example that `init` lays out.
    package var namesNobody: Bool { sender.address.normalForm == "you@example.org" && sender.name == "Your Name" }

    /// What leads out of the mailing, for the digest.
    package var wayOut: [String] { [unsubscribeMailto?.spelling ?? "", unsubscribeURL ?? ""] }
}

extension Workspace {
    /// The rules of this program under these settings: SHA-256, in hex.
    package static func revision(of policy: Policy) -> String {
        Array(SHA256.hash(data: Data(Gate.revisionText(policy).utf8))).hex
    }

    /// What the gate must know.
    package func brief(letter: String?, purpose: Purpose?, needs: [FieldNeed], shown: Set<String> = []) -> Brief {
        let policy = configuration.policy
        let revision = Workspace.revision(of: policy)
        return Brief(
            letter: letter, purpose: purpose, needs: needs, sender: configuration.sender, policy: policy,
            policyRevision: revision, today: Workspace.today(), shown: shown)
    }
}
