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
            return
        }
        if isAddress { return }
        for word in ObjectionTargets.words(text) { take(word) }
        // A bare domain is one only where it stands alone: beside an address it is part of a name.
        if found.isEmpty, unread == nil { takeDomain(text) }
    }

    private mutating func add(_ target: String) {
        if known.insert(target).inserted { found.append(target) }
    }

    /// `'ada@example.org` and `*@example.org` can be addresses, and mean another one and a whole domain: both readings
    /// object.
    private mutating func addEachReading(of address: String) {
        add(address)
        let bare = String(address.drop { $0 == "'" })
        if bare.count < address.count, (try? AddrSpec(parsing: bare)) != nil { add(bare) }
        if address.hasPrefix("*@"), let domain = try? Domain.normalized(String(address.dropFirst(2))) {
            add("@" + domain)
        }
    }

    private mutating func take(_ word: String) {
        if (try? AddrSpec(parsing: word)) != nil { return addEachReading(of: word) }
        let bare = ObjectionTargets.bare(word)
        guard bare.contains("@") else { return }
        if bare.hasPrefix("@"), let domain = try? Domain.normalized(String(bare.dropFirst())) {
            add("@" + domain)
        } else if (try? AddrSpec(parsing: bare)) != nil {
            add(bare)
        } else {
            let (addresses, isAll) = ObjectionTargets.addresses(within: bare)
            for address in addresses { add(address) }
            if !isAll, unread == nil { unread = word }
        }
    }

    /// The addresses in what is none as a whole: `a@example.org/b@example.org`, or with a quote left over between them.
    /// `isAll` is false where some `@` belongs to none.
    private static func addresses(within text: String) -> (found: [String], isAll: Bool) {
        var found: [String] = []
        var isAll = true
        for at in text.indices where text[at] == "@" {
            let local = text[..<at].reversed().prefix { $0.isLetter || $0.isNumber || "._+-%".contains($0) }.reversed()
            let domain = text[text.index(after: at)...].prefix { $0.isLetter || $0.isNumber || ".-".contains($0) }
            let address = String(local) + "@" + domain
            if (try? AddrSpec(parsing: address)) != nil { found.append(address) } else { isAll = false }
        }
        return (found, isAll)
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
        if let query = word.firstIndex(of: "?"), word[query...].contains("=") { word = word[..<query] }
        trim()
        if word.hasPrefix("*@") { word.removeFirst() }
        return String(word)
    }

    /// Without what nobody sees; full-width letters as the plain ones; controls as blanks.
    private static func plain(_ cell: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in cell.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: result.append(" ")
            case 0xFF01...0xFF5E: if let ascii = Unicode.Scalar(scalar.value - 0xFEE0) { result.append(ascii) }
            default:
                if !scalar.isUnseen || scalar.properties.isWhitespace { result.append(scalar) }
            }
        }
        return String(result).trimmingBlanks()
    }
}
