import Vocabulary

/// Whom a cell of a list of objections means: read as loosely as people write, since it only excludes.
///
/// `Name <x@y>`, `mailto:x@y`, several in a cell, a full stop behind, invisible characters, full-width letters: every
/// address that can be found objects. `@domain`, `*@domain` and a bare domain are the whole domain's objection.
struct ObjectionTargets: Equatable {
    /// The addresses and `@domain`s that the cell means, each once; empty where it means nobody.
    private(set) var found: [String] = []
    /// A part that looks like an address and is none: somebody is meant, and it is not known who.
    private(set) var unread: String?
    /// What `found` holds: a cell can have thousands.
    private var known: Set<String> = []

    /// True where the cell says whom it means, and nothing in it is left over.
    var isUnderstood: Bool { !found.isEmpty && unread == nil }

    init(_ cell: String) {
        // To the letter first: a contact's address may hold the very characters that are looked through below.
        let verbatim = cell.trimmingBlanks()
        let isAddress = (try? AddrSpec(parsing: verbatim)) != nil
        if isAddress { addEachReading(of: verbatim) }
        let text = ObjectionTargets.plain(verbatim)
        if (try? AddrSpec(parsing: text)) != nil {
            addEachReading(of: text)
        } else if !isAddress {
            takeWords(of: text)
            // A bare domain is one only where it stands alone: beside an address it is part of a name.
            if found.isEmpty, unread == nil { takeDomain(text) }
        }
        // As it stands in a link. What is left over there is left over above, too.
        if let decoded = ObjectionTargets.percentDecoded(text) {
            let leftOver = unread
            takeWords(of: ObjectionTargets.plain(decoded))
            unread = leftOver
        }
    }

    private mutating func takeWords(of text: String) {
        let words = ObjectionTargets.words(text)
        for word in words { take(word, isAlone: words.count == 1) }
    }

    private mutating func add(_ target: String) {
        if known.insert(target).inserted { found.append(target) }
    }

    /// `'ada@example.org`, `email=ada@example.org` and `*@example.org` can be addresses, and mean another one and a whole
    /// domain: all readings object. Beside other words, `d'ada@example.org` is an elision as well.
    private mutating func addEachReading(of address: String, isAlone: Bool = true) {
        add(address)
        guard !address.hasPrefix("\""), let at = address.lastIndex(of: "@") else { return }
        let local = address[..<at]
        var tails = ObjectionTargets.tails(of: local) { "=?/".contains($0) }
        if !isAlone, let mark = local.firstIndex(of: "'"),
            ObjectionTargets.elisions.contains(local[..<mark].lowercased())
        {
            tails.append(String(local[local.index(after: mark)...]))
        }
        for tail in tails where (try? AddrSpec(parsing: tail + address[at...])) != nil { add(tail + address[at...]) }
        if address.hasPrefix("*@"), let domain = try? Domain.normalized(String(address.dropFirst(2))) {
            add("@" + domain)
        }
    }

    private static let elisions: Set<String> = ["c", "d", "j", "jusqu", "l", "m", "n", "qu", "s", "t"]

    /// What a local part may be besides: behind each sign that `divides` it, with and without the signs that it then begins
    /// with.
    private static func tails(of local: Substring, behind divides: (Character) -> Bool) -> [String] {
        var tails: [String] = []
        for start in local.indices
        where start == local.startIndex || divides(local[local.index(before: start)]) {
            let tail = local[start...]
            for reading in [tail, tail.drop { !$0.isLetter && !$0.isNumber }]
            where !reading.isEmpty && tails.last != String(reading) {
                tails.append(String(reading))
            }
        }
        return tails
    }

    private mutating func take(_ word: String, isAlone: Bool) {
        if (try? AddrSpec(parsing: word)) != nil { return addEachReading(of: word, isAlone: isAlone) }
        let bare = ObjectionTargets.bare(word)
        guard bare.contains("@") else { return }
        if bare.hasPrefix("@"), let domain = try? Domain.normalized(String(bare.dropFirst())) {
            add("@" + domain)
        } else if (try? AddrSpec(parsing: bare)) != nil {
            addEachReading(of: bare, isAlone: isAlone)
        } else {
            let (addresses, isAll) = ObjectionTargets.addresses(within: bare)
            for address in addresses { add(address) }
            if !isAll, unread == nil { unread = word }
        }
    }

    /// The addresses in what is none as a whole: `a@example.org/b@example.org`, or with a quote left over between them.
    /// `isAll` is false where some `@` belongs to none. Where an address begins cannot be told there: `o'brien` must not be
    /// cut to `brien`, nor `email=ada` be left whole, so that every place where one may begin counts.
    private static func addresses(within text: String) -> (found: [String], isAll: Bool) {
        var found: [String] = []
        var isAll = true
        var behindDomain = text.startIndex
        for at in text.indices where text[at] == "@" {
            var domain = text[text.index(after: at)...].prefix { $0.isLetter || $0.isNumber || ".-".contains($0) }
            let end = domain.endIndex
            while let last = domain.last, ".-".contains(last) { domain.removeLast() }
            guard (try? Domain.normalized(String(domain))) != nil else {
                isAll = false
                continue
            }
            var local = text[..<at].suffix(longestLocalPart)
            if let stop = local.lastIndex(where: { !isOfLocalPart($0) }) { local = local[local.index(after: stop)...] }
            // `a@example.org/b@example.org`: the domain before is no part of this one.
            if local.startIndex < behindDomain {
                let rest = text[behindDomain..<at].drop { !$0.isLetter && !$0.isNumber }
                if !rest.isEmpty { local = rest }
            }
            let before = found.count
            for tail in tails(of: local, behind: { !$0.isLetter && !$0.isNumber && !"._+-%".contains($0) }) {
                let address = String(tail.map { apostrophes.contains($0) ? "'" : $0 }) + "@" + domain
                if (try? AddrSpec(parsing: address)) != nil { found.append(address) }
            }
            if found.count == before { isAll = false }
            behindDomain = end
        }
        return (found, isAll)
    }

    /// RFC 5321 §4.5.3.1.1.
    private static let longestLocalPart = 64
    /// What word processors make of an apostrophe.
    private static let apostrophes: Set<Character> = ["’", "‘", "‛", "′", "´"]

    /// True for letters and digits of all scripts, the signs of atext (RFC 5322 §3.2.3), the dot and apostrophes.
    private static func isOfLocalPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || ".!#$%&'*+-/=?^_`{|}~".contains(character)
            || apostrophes.contains(character)
    }

    private mutating func takeDomain(_ text: String) {
        guard !text.contains(where: \.isWhitespace), !text.isEmpty else { return }
        if let domain = try? Domain.normalized(ObjectionTargets.bare(text)) { add("@" + domain) }
    }

    /// The parts of a cell: blanks, commas, semicolons, bars and angle brackets stand between addresses. A blank beside
    /// an `@` belongs to the address.
    private static func words(_ text: String) -> [String] {
        let joined = text.split { $0.isWhitespace }.joined(separator: " ")
            .replacing(" @", with: "@").replacing("@ ", with: "@")
        // `ada@example.org *@example.net`: a star before the `@` is a word's beginning, not its middle.
        return joined.split { " \t,;|<>".contains($0) }.map(String.init)
    }

    /// Without scheme, query, and the brackets, quotes and stops that people set around an address.
    private static func bare(_ word: String) -> String {
        var word = word[...]
        let edges = "()[]{}\"'`«»“”‘’:.!?…"
        func trim() {
            while let last = word.last, edges.contains(last) { word.removeLast() }
            while let first = word.first, edges.contains(first) { word.removeFirst() }
        }
        trim()
        for scheme in ["mailto:", "email:", "e-mail:", "smtp:"] where word.lowercased().hasPrefix(scheme) {
            word = word.dropFirst(scheme.count)
        }
        if let query = word.firstIndex(of: "?"), word[query...].contains("="), !word[query...].contains("@") {
            word = word[..<query]
        }
        trim()
        if word.hasPrefix("*@") { word.removeFirst() }
        return String(word)
    }

    /// The text with `%27` and its like as the octets that they stand for (RFC 3986 §2.1); nil where it has none.
    private static func percentDecoded(_ text: String) -> String? {
        guard text.utf8.contains(0x25) else { return nil }
        let decoded = Array(text.utf8).decodingEscapes(after: "%")
        return decoded.count < text.utf8.count ? String(decoding: decoded, as: UTF8.self) : nil
    }

    /// Without what nobody sees; full-width letters as the plain ones; controls as blanks.
    private static func plain(_ cell: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in cell.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: result.append(" ")
            case 0xFE6B: result.append("@")
            case 0xFF01...0xFF5E: if let ascii = Unicode.Scalar(scalar.value - 0xFEE0) { result.append(ascii) }
            default:
                if !scalar.isUnseen || scalar.properties.isWhitespace { result.append(scalar) }
            }
        }
        return String(result).trimmingBlanks()
    }
}
