/// A phrase to look for among folded words.
///
/// Words apart by a blank follow one another. `a|b` is one of several, `desabon*` any word that begins so, `?` at the end
/// makes a word one that may lack, `..` stands for at most three words of any kind, `%list` for a word of ``classes``.
struct WordPattern {
    private enum Piece {
        case word([Alternative], isOptional: Bool)
        case gap
    }

    fileprivate enum Alternative {
        case exact(String)
        /// Three octets at least.
        case prefix(String)

        func matches(_ word: FoldedWords.Word) -> Bool {
            switch self {
            case .exact(let text): word.text == text
            case .prefix(let text): word.text.utf8.starts(with: text.utf8)
            }
        }
    }

    /// The first three octets of a word, by which patterns are found.
    static func key(_ word: String) -> UInt32 { word.utf8.prefix(3).reduce(0) { $0 << 8 | UInt32($1) } }

    /// What the phrase counts for; the table says for what.
    let weight: Int
    private let pieces: [Piece]
    /// What the first word can be.
    fileprivate let first: [Alternative]

    init(_ text: String, weight: Int = 1) {
        pieces = text.split(separator: " ").map { token in
            if token == ".." { return .gap }
            let isOptional = token.hasSuffix("?")
            return .word(WordPattern.alternatives(isOptional ? token.dropLast() : token), isOptional: isOptional)
        }
        var first: [Alternative] = []
        for case .word(let alternatives, let isOptional) in pieces {
            first += alternatives
            if !isOptional { break }
        }
        self.first = first
        self.weight = weight
    }

    private static func alternatives(_ token: Substring) -> [Alternative] {
        token.split(separator: "|").flatMap { name -> [Alternative] in
            if name.hasPrefix("%") { return alternatives(Substring(classes[String(name.dropFirst())] ?? "")) }
            return name.hasSuffix("*") ? [.prefix(String(name.dropLast()))] : [.exact(String(name))]
        }
    }

    /// Words that stand for each other.
    private static let classes: [String: String] = [
        "mail":
            "email|mail|mailing|mailings|message|messages|courrier|courriers|courriel|courriels|newsletter|newsletters|lettre|lettres"
            + "|letter|letters|infolettre|publicite|publicites|pub|pubs|spam|spams|envoi|envois|info|infos|information|informations"
            + "|communication|communications|sollicitation|sollicitations|offre|offres|publication|publications|correspondance"
            + "|correspondence|invitations|actualites|bulletin|bulletins|merde|news|updates|messaging|junk|relance|relances|prospectus",
        "list":
            "liste|listes|list|lists|fichier|fichiers|base|bases|mailing|mailings|newsletter|newsletters|lettre|lettres|letter|letters"
            + "|database|databases|records|infolettre|envoi|envois|repertoire|diffusion|contacts|carnet|registre|registres|distribution"
            + "|abonnes|destinataires|emailing|email|system|systems|mails|bdd|annuaire|correspondants",
        "adv":
            "immediatement|definitivement|rapidement|aussi|egalement|donc|svp|vite|completement|immediately|permanently|completely"
            + "|also|too|right|now|totalement|stp|urgemment|sans|plus",
        "remove":
            "retir*|supprim*|enlev*|effac*|raye*|rayer|rayez|radi*|oter|otez|ote|sort*|vire*|virer|exclu*|elimin*|desactiv*|detrui*",
        "drop": "remove|delete|drop|strike|take|exclude|erase|purge|scrub|removed|deleted|leave",
        "address": "adresse|adresses|email|mail|nom|coordonnees|contact|donnees|address|name|details|data|numero",
        "write":
            "ecri*|contact*|recontact*|envoy*|envoi*|sollicit*|resollicit*|adress*|relanc*|importun*|derang*|spam*|inond*|embet*|harcel*"
            + "|prospect*|demarch*|expedi*|mettre|met*|faire",
        "stop": "cess*|arret*|stopp*|stop",
        "sort": "mailing|email|mail|contact|contacts|distribution|newsletter|letter|subscriber|subscribers|mailings",
        "your": "votre|vos|ta|tes|cette|ces|ce|la|les|le|your|this|the|that|these|any|all|toutes|tous|whatever",
        "unsub": "desabon*|desinscri*|desincri*|desabbon*|desabone*|dessabon*",
    ]

    /// Where the phrase ends that begins at the first of some words; the farthest place, nil where it is not there.
    func end(in words: ArraySlice<FoldedWords.Word>) -> Int? { end(0, words) }

    private func end(_ piece: Int, _ words: ArraySlice<FoldedWords.Word>) -> Int? {
        guard piece < pieces.count else { return words.startIndex }
        switch pieces[piece] {
        case .gap:
            var farthest: Int?
            for skipped in 0...WordPattern.gapLimit where skipped <= words.count {
                if let end = end(piece + 1, words.dropFirst(skipped)) { farthest = max(farthest ?? end, end) }
            }
            return farthest
        case .word(let alternatives, let isOptional):
            if let word = words.first, alternatives.contains(where: { $0.matches(word) }),
                let end = end(piece + 1, words.dropFirst())
            {
                return end
            }
            return isOptional ? end(piece + 1, words) : nil
        }
    }

    private static let gapLimit = 3

    /// True for a word of letters and lists of those who get them.
    static func isOfLetters(_ word: String) -> Bool { letters.contains(word) }

    private static let letters = Set(
        ["mail", "list", "sort"].flatMap { (classes[$0] ?? "").split(separator: "|").map(String.init) })
}

/// Phrases that are looked for together.
struct WordPatternTable {
    struct Match {
        var words: Range<Int>
        var weight: Int
    }

    /// By the first three octets of the word that each begins with.
    private var patterns: [UInt32: [WordPattern]] = [:]

    /// One phrase a line; those of a higher weight apart.
    init(_ lines: String, weighing heavier: String = "") {
        for (lines, weight) in [(lines, 1), (heavier, 2)] {
            for line in lines.split(separator: "\n") where !line.isEmpty {
                let pattern = WordPattern(String(line), weight: weight)
                for alternative in pattern.first { add(pattern, for: alternative) }
            }
        }
    }

    private mutating func add(_ pattern: WordPattern, for first: WordPattern.Alternative) {
        let text =
            switch first {
            case .exact(let text), .prefix(let text): text
            }
        patterns[WordPattern.key(text), default: []].append(pattern)
    }

    /// The farthest that a phrase reaches from the beginning of some words; nil where none begins there.
    func end(in words: ArraySlice<FoldedWords.Word>) -> Match? {
        guard let first = words.first, let candidates = patterns[first.key] else { return nil }
        var best: Match?
        for pattern in candidates {
            guard let end = pattern.end(in: words), end > words.startIndex else { continue }
            if best.map({ (end, pattern.weight) > ($0.words.upperBound, $0.weight) }) ?? true {
                best = Match(words: words.startIndex..<end, weight: pattern.weight)
            }
        }
        return best
    }

    /// Every place where a phrase begins that is not in quotation marks.
    func matches(in words: ArraySlice<FoldedWords.Word>) -> [Match] {
        words.indices.compactMap { words[$0].isQuoted ? nil : end(in: words[$0...]) }
    }
}
