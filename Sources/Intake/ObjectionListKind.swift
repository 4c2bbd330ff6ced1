import Vocabulary

/// What another tool's list of addresses is a list of, told by its columns.
enum ObjectionListKind {
    /// The kind that the columns give away; nil where they do not, or say several: then the rows object, which excludes
    /// more than a bounce does.
    static func of(_ names: [String]) -> ObjectionKind? {
        let keys = names.filter { $0 != RejectedRowsFile.problemColumn }.map { HeaderName($0).key }
        func has(_ parts: [String]) -> Bool { keys.contains { key in parts.contains { key.contains($0) } } }
        if has(["unsub", "optout", "optedout", "desabonn", "desinscri", "objection", "opposition"]) { return nil }
        let isComplaint = has(["complain", "plainte", "spamreport", "feedbacktype", "abuse"])
        // SendGrid's spam reports: who, when, and the address of the machine.
        let isSpamReport = Set(keys.filter { !$0.isEmpty }) == ["email", "created", "ip"]
        let isBounce =
            has(["bounce", "rebond", "diagnosticcode", "enhancedstatus", "smtpresponse", "smtpcode"])
            // Mailchimp's cleaned addresses.
            || keys.contains { $0.hasPrefix("cleantime") || $0.hasPrefix("cleancampaign") }
            // Mailgun: Address, Code, Error, Created At.
            || pair(keys, ["code", "errorcode", "statuscode"], ["error", "errormessage", "erreur", "diagnostic"])
        switch (isBounce, isComplaint || isSpamReport) {
        case (true, false): return .bounced
        case (false, true): return .complained
        default: return nil
        }
    }

    /// True where a column of each set is there.
    private static func pair(_ keys: [String], _ sets: Set<String>...) -> Bool {
        sets.allSatisfy { !$0.isDisjoint(with: keys) }
    }

    /// The kind of an objection by its word; nil for a word that is not known, and for none.
    static func word(_ text: String) -> ObjectionKind? {
        switch HeaderName(text).key {
        case "objected", "objection", "unsubscribed", "unsubscribe", "unsub", "optout", "optedout", "withdrawn",
            "desinscrit", "desabonne", "desinscription", "opposition", "oppose", "listunsubscribe":
            .objected
        case "complained", "complaint", "spam", "spamcomplaint", "spamreport", "abuse", "plainte", "spamcomplaints":
            .complained
        case "bounced", "bounce", "hardbounce", "hardbounced", "hardbounces", "cleaned", "rebond", "bouncerule",
            "permanentbounce", "permanent", "invalidemail", "invalid":
            .bounced
        default: nil
        }
    }

    /// True for a reply of a mail server that says by its enhanced code that it refuses: `550 5.1.1 unknown`.
    static func isReply(_ text: String) -> Bool {
        text.split(separator: " ").prefix(2).contains { $0.contains(".") && isRefusal(String($0)) }
    }

    /// True for the code with which a mail server refuses (RFC 5321 §4.2.1, RFC 3463 §2): 550, 5.1.1.
    static func isRefusal(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = text.first, first == "4" || first == "5",
            text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E })
        else { return false }
        if parts.count == 1 { return text.count == 3 }
        return parts.count == 3 && parts[0].count == 1 && !parts.contains { $0.isEmpty }
    }
}
