import Vocabulary

extension Decision {
    /// The reason that the person would have to overcome first; nil where admitted.
    package var mainReason: ReasonCode? { isAdmitted ? nil : Decision.mainReason(of: [self]) }

    /// The main reason of a contact, from the decisions on all of its addresses; nil where one of them admits.
    package static func mainReason(of decisions: [Decision]) -> ReasonCode? {
        guard !decisions.contains(where: \.isAdmitted) else { return nil }
        let codes = decisions.flatMap { $0.findings.map(\.code) }
        return codes.min { ReasonCode.order[$0] ?? .max < ReasonCode.order[$1] ?? .max }
    }
}

extension ReasonCode {
    /// What the person said comes before everything: no evidence helps against it. Then what is wrong with the evidence that
    /// there is, in the catalogue's order, before there being none; then the rest of the catalogue.
    fileprivate static let order: [ReasonCode: Int] = {
        let words: [ReasonCode] = [.erased, .objected, .complained]
        let lacks: [ReasonCode] = [.noAddress, .addressNotShared, .noExplicitShare]
        let others = allCases.filter { !words.contains($0) && !lacks.contains($0) }
        let evidence = others.prefix { $0 != .bounced }
        let all = words + evidence + lacks + others.dropFirst(evidence.count)
        return Dictionary(uniqueKeysWithValues: all.enumerated().map { ($0.element, $0.offset) })
    }()
}
