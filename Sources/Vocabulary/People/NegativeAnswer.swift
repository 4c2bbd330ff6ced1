private import Foundation

/// Answers by which somebody refuses what a form asks: in a column of consent they are none, and as a wording they show none.
package enum NegativeAnswer {
    /// True where a short answer holds a word of refusal anywhere (`Oui, mais non`), or a longer one's first sentence does, unless
    /// it begins with an agreement; for an empty box or a cross, too. A blank answer is no refusal.
    package static func isOne(_ answer: String) -> Bool {
        let all = words(answer)
        if all.isEmpty { return answer.unicodeScalars.contains(where: crosses.contains) }
        if all == ["0"] { return true }
        if all.count <= shortLimit { return all.contains(where: isNo) }
        let sentence = answer.split(maxSplits: 1) { ".!?;:\n".contains($0) }.first.map(String.init) ?? answer
        let words = words(sentence).prefix(sentenceLimit)
        guard let refusal = words.firstIndex(where: isNo) else { return false }
        return !words.prefix(min(refusal, openingLimit)).contains { word in
            yes.contains(word) || yesStems.contains(where: word.hasPrefix)
        }
    }

    /// True for a refusal that is one wherever it stands, in a column that asks nothing as well: `Non`, `No thanks`, `Je refuse`.
    package static func isPlain(_ answer: String) -> Bool {
        isPlain(words(answer))
    }

    private static func isPlain(_ words: [String]) -> Bool {
        guard let first = words.first, words.count <= shortLimit else { return false }
        if words.contains(where: isDenial) { return true }
        return plain.contains(first) && words.dropFirst().allSatisfy { plain.contains($0) || thanks.contains($0) }
    }

    /// True for what somebody says who refuses, where the text of a form should stand: `Non merci`, `Je ne souhaite pas…`. A form's
    /// own text may hold a no as well (`Ne manquez rien`, `no spam, unsubscribe anytime`).
    package static func isRefusal(_ wording: String) -> Bool {
        let words = words(wording)
        if words.isEmpty { return holdsCross(wording) }
        if isPlain(words) { return true }
        if words.count <= shortLimit, let first = words.first, leaves(first) || withdrawn.contains(first) {
            return true
        }
        if refusals.contains(where: { words.starts(with: $0) }) { return true }
        // `Ich möchte keine Briefe`.
        return words.first == "ich" && words.prefix(6).contains { $0 == "nicht" || $0.hasPrefix("kein") }
    }

    private static let refusals: [[String]] = [
        ["non"], ["nein"], ["no", "thanks"], ["no", "thank"], ["no", "i"], ["je", "ne"], ["je", "n"], ["je", "refuse"],
        ["je", "m", "oppose"], ["j", "refuse"], ["ne", "pas"], ["ne", "plus"], ["ne", "m"], ["ne", "me"],
        ["pas", "de"],
        ["pas", "interesse"], ["pas", "interessee"], ["pas", "maintenant"], ["plus", "maintenant"], ["aucun"],
        ["aucune"], ["jamais"], ["i", "do", "not"], ["i", "dont"], ["i", "refuse"], ["i", "decline"],
        ["i", "disagree"],
        ["i", "would", "not"], ["i", "wouldnt"], ["please", "do", "not"], ["please", "dont"], ["please", "remove"],
        ["please", "unsubscribe"], ["not", "interested"], ["not", "now"], ["do", "not"], ["remove", "me"],
        ["never"], ["none"], ["me", "desinscrire"], ["me", "desabonner"], ["kein", "interesse"], ["keine"],
    ]

    /// True where a cross stands somewhere, or an empty box.
    package static func holdsCross(_ text: String) -> Bool {
        // None of them is ASCII.
        text.utf8.contains { $0 >= 0x80 } && text.unicodeScalars.contains(where: crosses.contains)
    }

    /// True for a short answer that ends an earlier consent, or leaves it open: `withdrawn`, `retiré`, `pending`.
    package static func isWithdrawal(_ answer: String) -> Bool {
        let words = words(answer)
        guard let first = words.first else { return answer.contains("?") }
        guard words.count <= shortLimit else { return false }
        // `Plus maintenant`, `Peut-être`.
        return first == "plus" || first == "sans" || words == ["peut", "etre"] || words == ["contre"]
            || words == ["rien"]
            || words.contains { withdrawn.contains($0) || leaves($0) }
    }

    private static func leaves(_ word: String) -> Bool {
        ["unsub", "desinscri", "desabon", "refus", "verweiger", "widerruf", "abgemeld"].contains(where: word.hasPrefix)
    }

    private static let withdrawn: Set<String> = [
        "denied", "deny", "rejected", "unknown", "undefined", "null", "disabled", "inactive", "inconnu", "inconnue",
        "bloque", "bloquee",
        "expired", "cancelled", "canceled", "pending", "remove", "maybe", "perhaps", "unsure", "annule", "annulee",
        "expire",
        "expiree", "attente", "partiel", "suspendu", "vielleicht", "ausstehend", "storniert",
        "withdrawn", "withdrew", "revoked", "removed", "left", "stop", "stopp", "stopped", "optout", "optedout",
        "suppressed", "blacklisted", "blocklisted", "nonsubscribed", "objected",
        "retire", "retiree", "revoque", "revoquee", "resilie", "resiliee", "oppose", "opposee", "supprime", "supprimee",
    ]

    /// True for an answer without a word, a number or a check mark: nobody ticked anything.
    package static func saysNothing(_ answer: String) -> Bool {
        words(answer).isEmpty && !answer.unicodeScalars.contains(where: checks.contains)
    }

    /// The words of a short answer.
    private static let shortLimit = 4
    /// How many words of a sentence are looked through, and in how many of them an agreement opens it.
    private static let (sentenceLimit, openingLimit) = (12, 3)

    private static func isNo(_ word: String) -> Bool { no.contains(word) || plain.contains(word) || isDenial(word) }
    private static func isDenial(_ word: String) -> Bool { ["refus", "verweiger"].contains(where: word.hasPrefix) }

    /// Lower case, accents aside; `n’accepte` is `n` and `accepte`, `don’t` is `dont`.
    private static func words(_ answer: String) -> [String] { plainWords(answer) ?? wordsOfAnything(answer) }

    /// The same for ASCII, of which the gate sees the same wording for each of thousands of people; nil for anything else.
    static func plainWords(_ answer: String) -> [String]? {
        var answer = answer
        return answer.withUTF8 { octets in
            // A CR and an LF are one character.
            guard octets.allSatisfy({ $0 < 0x80 && $0 != 0x0D }) else { return nil }
            let lowercased = octets.prefix(lengthLimit).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
            var (rest, letters): (ArraySlice<UInt8>, [UInt8]) = (lowercased[...], [])
            letters.reserveCapacity(rest.count)
            while let octet = rest.first {
                if octet == UInt8(ascii: "n") || octet == UInt8(ascii: "o"),
                    let (parted, whole) = parted.first(where: { rest.starts(with: $0.parted) })
                {
                    letters += whole
                    rest = rest.dropFirst(parted.count)
                } else {
                    letters.append(octet)
                    rest = rest.dropFirst()
                }
            }
            return letters.split { !(0x61...0x7A ~= $0 || 0x30...0x39 ~= $0) }
                .map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// What is one word however it is parted, in octets.
    private static let parted: [(parted: [UInt8], whole: [UInt8])] = [
        ("n't", "nt"), ("opt-out", "optout"), ("opt out", "optout"), ("opted-out", "optedout"),
        ("opted out", "optedout"),
    ].map { (Array($0.utf8), Array($1.utf8)) }

    /// How many characters of an answer are looked at.
    private static let lengthLimit = 500

    static func wordsOfAnything(_ answer: String) -> [String] {
        let text = answer.prefix(lengthLimit).lowercased().decomposedStringWithCanonicalMapping
        let letters = String.UnicodeScalarView(text.unicodeScalars.filter { !(0x300...0x36F).contains($0.value) })
        let plain = String(letters).replacing("n't", with: "nt").replacing("n’t", with: "nt")
            .replacing("opt-out", with: "optout").replacing("opt out", with: "optout")
            .replacing("opted-out", with: "optedout").replacing("opted out", with: "optedout")
        return plain.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    private static let plain: Set<String> = [
        "non", "no", "nope", "nein", "nee", "n", "false", "faux", "falsch", "unchecked", "unticked", "decoche",
        "decochee",
        "optout", "optedout", "unsubscribed", "desinscrit", "desinscrite", "desabonne", "desabonnee",
    ]
    private static let thanks: Set<String> = ["merci", "thanks", "thank", "you", "danke", "bedankt"]

    private static let no: Set<String> = [
        // French
        "ne", "pas", "jamais", "aucun", "aucune", "oppose",
        // English
        "nah", "not", "never", "none", "dont", "doesnt", "wont", "cannot", "cant", "off", "unsubscribe", "disagree",
        "decline",
        "declined",
        // German
        "nicht", "nie", "niemals", "kein", "keine", "keinen", "keinesfalls", "abgelehnt", "ablehnen", "abgemeldet",
        // Other neighbours
        "niet", "geen", "nej", "nao", "nunca", "niente", "falso", "ikke", "inte", "нет",
    ]

    private static let yes: Set<String> = ["oui", "ok", "okay", "yes", "yep", "ja"]
    private static let yesStems = ["accept", "agree", "consen", "autoris", "einverst", "zustimm"]

    private static let crosses: Set<Unicode.Scalar> = ["☐", "□", "✗", "✘", "❌", "✖", "×", "👎", "🚫", "⛔"]
    private static let checks: Set<Unicode.Scalar> = ["☑", "✓", "✔", "✅", "👍", "🗸"]
}
