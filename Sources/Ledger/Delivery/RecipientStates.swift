internal import Vocabulary

extension RecipientState {
    /// As a row says it. What is no state counts as in doubt: nothing is sent on the strength of it.
    init(stored word: String) { self = RecipientState(rawValue: word) ?? .uncertain }

    /// For `state IN`: those whose letter was handed over, or may have been.
    static let mailedInSQL = inSQL(\.mayHaveBeenMailed)
    /// For `state IN`: those who can be claimed.
    static let waitingInSQL = inSQL(\.isWaiting)
    /// For `state IN`: those whose letter certainly was not handed over.
    static let unmailedInSQL = inSQL { !$0.mayHaveBeenMailed }

    private static func inSQL(_ isListed: (RecipientState) -> Bool) -> String {
        "(" + allCases.filter(isListed).map { "'\($0.rawValue)'" }.joined(separator: ", ") + ")"
    }
}
