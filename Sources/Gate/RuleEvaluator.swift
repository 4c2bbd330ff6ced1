import Vocabulary

/// Evaluates the rule book over a dossier: first each piece of evidence by itself, then each address with its pieces.
struct RuleEvaluator: Sendable {
    private let rules: RuleBook
    private let context: EvaluationContext
    /// The rows of the rule book that each shape of evidence is judged by.
    private let pieceRules: [EvidenceShape: [(row: Int, rule: PieceRule)]]

    init(rules: RuleBook, context: EvaluationContext) {
        self.rules = rules
        self.context = context
        let rows = rules.pieces.enumerated().map { (row: rules.sharing.count + $0.offset, rule: $0.element) }
        pieceRules = Dictionary(
            uniqueKeysWithValues: EvidenceShape.allCases.map { shape in
                (shape, rows.filter { $0.rule.shapes.contains(shape) })
            })
    }

    func entries(of dossier: Dossier) -> [Entry] {
        let map = SharingMap(dossier)
        var judged: [JudgedPiece?] = []
        judged.reserveCapacity(dossier.evidence.count)
        for (index, evidence) in dossier.evidence.enumerated() {
            judged.append(map.isJudged(index) ? piece(evidence, map.spec(of: index), dossier) : nil)
        }
        guard !dossier.addresses.isEmpty else {
            return [entry(nil, 0, map.silent.compactMap { judged[$0] }, .nowhere, dossier)]
        }
        return dossier.addresses.indices.map { index in
            let sharing = map.sharing(at: index)
            var pieces: [JudgedPiece] = []
            for place in map.pieces(at: index, sharing) {
                if let piece = judged[place] { pieces.append(piece) }
            }
            return entry(dossier.addresses[index], index, pieces, sharing, dossier)
        }
    }

    private func piece(_ evidence: Evidence, _ spec: AddrSpec?, _ dossier: Dossier) -> JudgedPiece {
        let facts = PieceFacts(
            evidence: evidence, lastHeardFrom: dossier.lastHeardFrom, context: context)
        var piece = JudgedPiece(evidence: evidence, spec: spec)
        for (row, rule) in pieceRules[EvidenceShape(of: evidence.claim)] ?? [] {
            do throws(RuleFault) {
                guard let seen = try rule.test(facts) else { continue }
                piece.findings.append(
                    Finding(rule.code, observed: seen.observed, expected: seen.expected, evidence: evidence.id))
                piece.rows.append(row)
            } catch {
                piece.failures.append(rule.code)
            }
        }
        return piece
    }

    private func entry(
        _ address: Dossier.KnownAddress?, _ index: Int, _ pieces: [JudgedPiece], _ sharing: Sharing, _ dossier: Dossier
    ) -> Entry {
        var best: JudgedPiece?
        var failures: [ReasonCode] = []
        for piece in pieces {
            failures += piece.failures
            guard piece.isSound else { continue }
            if let known = best, !piece.isBetter(than: known) { continue }
            best = piece
        }
        let facts = EntryFacts(
            dossier: dossier, address: address, pieces: pieces, sharing: sharing, context: context)
        var findings: [Finding] = []
        if best == nil {
            apply(rules.sharing, to: facts, &findings, &failures)
            findings += evidenceFindings(pieces)
        }
        apply(rules.entries, to: facts, &findings, &failures)
        if context.hasMailing { apply(rules.mailing, to: facts, &findings, &failures) }
        if let failed = failedRules(failures) { findings.append(failed) }
        // Nothing admits without a sound piece, whatever the rule book says or leaves out.
        if best == nil, findings.isEmpty { findings.append(Finding(.noExplicitShare)) }
        var lookedAt = pieces.map(\.evidence.id)
        if case .elsewhere(_, let evidence) = sharing { lookedAt.append(evidence) }
        return Entry(
            address: address, index: index, pieces: pieces, lookedAt: lookedAt, admitting: best, findings: findings)
    }

    private func apply(
        _ rows: [EntryRule], to facts: EntryFacts, _ findings: inout [Finding], _ failures: inout [ReasonCode]
    ) {
        for rule in rows {
            do throws(RuleFault) {
                guard let seen = try rule.test(facts) else { continue }
                findings.append(
                    Finding(rule.code, observed: seen.observed, expected: seen.expected, evidence: seen.evidence))
            } catch {
                failures.append(rule.code)
            }
        }
    }

    /// The reasons of every piece, in the order of the rule book, then of the evidence.
    private func evidenceFindings(_ pieces: [JudgedPiece]) -> [Finding] {
        if pieces.count == 1 { return pieces[0].findings }
        let placed = pieces.flatMap { piece in zip(piece.rows, piece.findings).map { (row: $0, finding: $1) } }
        return placed.sorted {
            ($0.row, $0.finding.evidence?.rawValue ?? 0) < ($1.row, $1.finding.evidence?.rawValue ?? 0)
        }.map(\.finding)
    }

    /// One finding for all rules that failed: their codes are what was observed, each once, in the rule book's order.
    private func failedRules(_ failures: [ReasonCode]) -> Finding? {
        guard !failures.isEmpty else { return nil }
        let order = (rules.sharing + rules.entries + rules.mailing).map(\.code) + rules.pieces.map(\.code)
        var codes: [String] = []
        for code in order where failures.contains(code) && !codes.contains(code.rawValue) {
            codes.append(code.rawValue)
        }
        return Finding(.ruleFailed, observed: codes.count == 1 ? .text(codes[0]) : .texts(codes))
    }
}
