package import Gate
package import Ledger
package import Vocabulary

/// A dry run as one HTML document that stands by itself: a page to read, search, print and file.
///
/// It takes values and gives text, in pieces: ``note(_:_:before:cameBack:)`` makes the rows of each contact as it passes, which the
/// caller keeps aside by their table; ``write(_:_:messages:rows:to:)`` gives the document around them. So memory stays flat
/// however many people there are.
///
/// Nothing in it is loaded from elsewhere, and a policy in its head says so to the browser (CSP). Without its script
/// everything can be read; the script adds the search.
package struct PreviewPage: Sendable {
    let language: Language
    let earlier: EarlierLetter?
    private(set) var tables: [PageSection: PageTable] = [:]
    /// Contacts who shared some address, whatever the gate says of it.
    private(set) var sharing = 0
    private var chooser: SampleChooser
    /// Pieces of evidence that a cell names before it only counts the others.
    private static let piecesNamed = 3

    /// `fields`: those that the letter fills in. `earlier`: the letter to compare with.
    package init(language: Language, fields: [String], earlier: EarlierLetter?) {
        self.language = language
        self.earlier = earlier
        chooser = SampleChooser(fields: fields)
    }

    /// Those whose messages the page shows, once everybody has passed.
    package var samples: [Sample] { chooser.chosen }

    /// Looks at a contact, and gives the rows that are about it. `before`: how it stood in the earlier letter.
    /// `cameBack`: what came back last about any of its addresses; nil for nothing.
    package mutating func note(
        _ dossier: Dossier, _ decisions: [Decision], before: EarlierStanding?, cameBack: CameBack? = nil
    ) -> [(section: PageSection, row: String)] {
        if dossier.evidence.contains(where: { $0.claim.kind.admits && !$0.claim.address.isBlank }) { sharing += 1 }
        var rows: [(PageSection, String)] = []
        for decision in decisions {
            if let clearance = decision.clearance { chooser.note(clearance) }
        }
        if let telling = decisions.telling {
            let others = decisions.count > 1 ? decisions.filter { $0 != telling } : []
            if let evidence = telling.admittedBy {
                rows.append(row(.admitted, telling, words(evidence, cameBack), source(evidence), addresses(others)))
            } else if let reason = telling.mainReason {
                rows.append(excluded(telling, reason, others, dossier))
            }
        }
        if earlier != nil, let row = change(dossier, decisions, before) { rows.append(row) }
        return rows
    }

    /// The one row of an excluded person. `others`: the entries of the same person at other addresses.
    private mutating func excluded(
        _ decision: Decision, _ reason: ReasonCode, _ others: [Decision], _ dossier: Dossier
    ) -> (PageSection, String) {
        let findings = decision.findings.filter { $0.code == reason }
        let explanations = findings.map { explain($0) }
        let pieces = findings.compactMap(\.evidence)
        let also = furtherReasons(decision.findings.filter { $0.code != reason })
        return row(
            .excluded(reason), decision, joined(explanations.map { $0.seen?[language] }),
            joined(explanations.map { $0.expected?[language] }),
            evidence(pieces.isEmpty ? decision.lookedAt : pieces, dossier),
            [also, addresses(others)].filter { !$0.isEmpty }.joined(separator: "<br>"))
    }

    /// Where somebody is a recipient who was none of the earlier letter, or the other way round.
    private mutating func change(
        _ dossier: Dossier, _ decisions: [Decision], _ before: EarlierStanding?
    ) -> (PageSection, String)? {
        // Whoever has this very letter already is one of its recipients.
        let now = decisions.first { $0.isAdmitted || $0.findings.contains { $0.code == .alreadyMailed } }
        let wasIn = before?.isRecipient ?? false
        if let now, !wasIn {
            let then: String
            if let before {
                then =
                    before.reasons.isEmpty
                    ? HTML.text(PageWords.withheldThen.phrase[language]) : sentences(before.reasons)
            } else {
                then = HTML.text(PageWords.notYetKnown.phrase[language])
            }
            return row(.newlyIn, now, now.admittedBy.map(words) ?? evidence(now.lookedAt, dossier), then)
        }
        if now == nil, wasIn, let first = decisions.first {
            var codes: [ReasonCode] = []
            for finding in decisions.flatMap(\.findings) where !codes.contains(finding.code) {
                codes.append(finding.code)
            }
            return row(.newlyOut, first, sentences(codes))
        }
        return nil
    }

    private mutating func row(
        _ section: PageSection, _ decision: Decision, _ cells: String...
    ) -> (PageSection, String) {
        (
            section,
            tables[section, default: PageTable(section, language)]
                .row(name: decision.name, address: decision.address, cells)
        )
    }

    // MARK: Cells

    private func words(_ evidence: Evidence) -> String { HTML.text(explain(evidence)[language]) }

    /// With what came back last, where somebody may have to do something about it.
    private func words(_ evidence: Evidence, _ cameBack: CameBack?) -> String {
        guard let cameBack, cameBack.isTrouble else { return words(evidence) }
        let last = cameBack.brief
        let text = Phrase(fr: "revenu la dernière fois\u{A0}: \(last.fr)", en: "came back last: \(last.en)")
        return words(evidence) + "<br>" + HTML.text(text[language])
    }

    /// The file and line that a piece of evidence was read from.
    private func source(_ evidence: Evidence) -> String {
        let line = Wording.number(evidence.artefact.line, language)
        return HTML.isolated(evidence.artefact.fileName)
            + HTML.text(Phrase(fr: ", ligne\u{A0}\(line)", en: ", line \(line)")[language])
    }

    /// The pieces by their numbers, each once; of many, the first few.
    private func evidence(_ numbers: [EvidenceID], _ dossier: Dossier) -> String {
        var known: Set<EvidenceID> = []
        let numbers = numbers.filter { known.insert($0).inserted }
        let pieces = numbers.prefix(PreviewPage.piecesNamed).compactMap { number in
            dossier.evidence.first { $0.id == number }
        }
        let more = numbers.count - PreviewPage.piecesNamed
        let rest = more > 0 ? [Wording.others(more, language)] : []
        return joined(pieces.map { explain($0)[language] } + rest)
    }

    /// Reasons beside the main one, each with what was observed.
    private func furtherReasons(_ findings: [Finding]) -> String {
        var codes: [ReasonCode] = []
        for finding in findings where !codes.contains(finding.code) { codes.append(finding.code) }
        return codes.map { code in
            let seen = findings.filter { $0.code == code }.compactMap { explain($0).seen?[language] }
            return labels([code], separator: "") + (seen.isEmpty ? "" : "<br>" + joined(seen))
        }.joined(separator: "<br>")
    }

    /// Reasons in a few words, each with its code, each once.
    private func labels(_ codes: [ReasonCode], separator: String) -> String {
        var known: Set<ReasonCode> = []
        return codes.filter { known.insert($0).inserted }
            .map { "\(HTML.text($0.label[language])) <code>\($0.rawValue)</code>" }.joined(separator: separator)
    }

    /// Other addresses of a person, each with the reasons why no letter goes there.
    private func addresses(_ others: [Decision]) -> String {
        let colon = HTML.text(Phrase(fr: "\u{A0}: ", en: ": ")[language])
        return others.map { other in
            HTML.isolated(other.address ?? "—") + colon + labels(other.findings.map(\.code), separator: ", ")
        }.joined(separator: "<br>")
    }

    /// What reasons say, one below the other.
    private func sentences(_ codes: [ReasonCode]) -> String {
        codes.map { "\(HTML.text($0.message[language].capitalizedFirst)) <code>\($0.rawValue)</code>" }.joined(
            separator: "<br>")
    }

    private func joined(_ texts: [String?]) -> String {
        var known: Set<String> = []
        return texts.compactMap { $0 }.filter { known.insert($0).inserted }.map { HTML.text($0) }
            .joined(separator: "<br>")
    }
}
