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
            "permanentbounce", "permanent", "invalidemail", "invalid", "permanentfail", "permanentfailure",
            "softbounce", "softbounced", "softbounces", "soft", "hard", "transient", "transientbounce",
            "temporaryfail", "temporaryfailure", "failed", "failure", "permfail", "tempfail", "deliveryfailed",
            "blocked", "block", "undelivered", "undeliverable", "bouncehard", "bouncedhard", "bouncesoft",
            "bouncedsoft", "npai", "rebonddur", "rebondmou", "rebonddefinitif", "rebondtemporaire", "nondelivre",
            "nondistribue", "nonremis":
            .bounced
        default: nil
        }
    }

    /// An objection where the words of a row, whatever else its list is of, say that the person wants no more mail.
    static func saysNo(_ text: String) -> ObjectionKind? {
        let key = HeaderName(text).key
        let stems = [
            "unsub", "optout", "optedout", "desinscri", "desabonn", "removeme", "toberemoved", "removalrequest",
            "stopplease",
            "abbestell", "abmeld", "widerspr", "neplus", "nepasecrire", "nepascontacter", "donotcontact", "donotemail",
            "donotwrite", "dontcontact", "dontemail", "dontwrite", "stopmail", "stopemail", "stopsending",
            "stopwriting",
            "nomoremail", "nomoreemail", "plusdemail", "retirezmoi", "objected", "withdr",
        ]
        let isStop = text.split { !$0.isLetter }.contains { ["stop", "stopp"].contains($0.lowercased()) }
        return isStop || stems.contains(where: key.contains) ? .objected : nil
    }

    /// A bounce for the reply of a mail server, or its code alone, where a kind should stand; nil for anything else.
    static func reply(_ text: String) -> ObjectionKind? { isRefusal(text) || isReply(text) ? .bounced : nil }

    /// True for a reply of a mail server that says by its enhanced code that it refuses: `550 5.1.1 unknown`, in a report
    /// `smtp; 550 5.1.1 unknown` (RFC 3464 §2.3.6), or `550-5.1.1`.
    static func isReply(_ text: String) -> Bool {
        var words = text.split { " ;#()".contains($0) }[...]
        if words.first?.lowercased() == "smtp" { words = words.dropFirst() }
        return words.prefix(2).contains { word in
            let isJoined = word.dropFirst(3).first == "-" && isRefusal(String(word.prefix(3)))
            return word.contains(".") && isRefusal(String(word.dropFirst(isJoined ? 4 : 0)))
        }
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
