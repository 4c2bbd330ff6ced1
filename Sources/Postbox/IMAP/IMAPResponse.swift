import Vocabulary

/// What an IMAP server says (RFC 9051 §7).
enum IMAPResponse: Sendable {
    /// It waits for more of the command.
    case continuation
    /// The end of a command, by its tag, or without one a word in between.
    case status(tag: String?, IMAPStatus)
    case capability([String])
    case list(IMAPFolder)
    case search([UInt32])
    case exists(UInt32)
    case fetch(IMAPFetch)
    /// What asks for nothing: flags, expunged and recent messages, what extensions say.
    case other

    static func isSearch(_ line: [UInt8]) -> Bool {
        line.count >= 8 && line.prefix(8).lowercased == "* search"
    }

    /// A line in which no literal can stand; nil where it is another one. An answer's words may look as though one followed.
    init?(withoutLiterals line: [UInt8]) {
        if line.first == 0x2B {
            self = .continuation
        } else if IMAPResponse.isSearch(line) {
            self = .search(line.dropFirst(8).split(separator: 0x20).compactMap { UInt32(imap: $0) })
        } else {
            let space = line.firstIndex(of: 0x20) ?? line.endIndex
            let (tag, rest) = (line[..<space], line[space...].dropFirst())
            guard let status = IMAPStatus(rest), IMAPResponse.isTag(tag) else { return nil }
            self = .status(tag: tag.elementsEqual([0x2A]) ? nil : String(decoding: tag, as: UTF8.self), status)
        }
    }

    private static func isTag(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard 1...32 ~= bytes.count else { return false }
        return bytes.elementsEqual([0x2A])
            || bytes.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }
    }

    /// An untagged response; what is none that is known asks for nothing.
    init(_ tokens: [IMAPToken]) {
        self = .other
        guard tokens.count >= 2, case .atom([0x2A]) = tokens[0] else { return }
        let rest = tokens[2...]
        if let number = tokens[1].number {
            switch rest.first?.keyword {
            case "EXISTS": self = .exists(number)
            case "FETCH": self = .fetch(IMAPFetch(rest.dropFirst()))
            default: return
            }
            return
        }
        switch tokens[1].keyword {
        case "CAPABILITY": self = .capability(rest.compactMap(\.keyword))
        case "LIST": if let folder = IMAPFolder(rest) { self = .list(folder) }
        default: return
        }
    }
}

/// `OK`, `NO`, `BAD`, `BYE` or `PREAUTH`, with a code in brackets and words for people (RFC 9051 §7.1).
struct IMAPStatus: Hashable, Sendable {
    enum Kind: String, Sendable { case ok = "OK", no = "NO", bad = "BAD", bye = "BYE", preauth = "PREAUTH" }

    let kind: Kind
    /// In capitals; nil where none is given.
    let code: String?
    /// What follows the code in its brackets.
    let argument: String
    /// All of it, as it may reach a screen.
    let line: String

    /// Nil where a line says something else.
    init?(_ line: some Collection<UInt8>) {
        let text = String(decoding: line.prefix(1024), as: UTF8.self)
        let word = text.prefix { $0 != " " }
        guard let kind = Kind(rawValue: word.uppercased()) else { return nil }
        self.kind = kind
        self.line = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? "\u{FFFD}" : $0 }))
        let rest = text[word.endIndex...].drop { $0 == " " }
        guard rest.first == "[", let close = rest.firstIndex(of: "]") else {
            (code, argument) = (nil, "")
            return
        }
        let inside = rest[..<close].dropFirst()
        let name = inside.prefix { $0 != " " }
        code = name.uppercased()
        argument = String(inside[name.endIndex...].drop { $0 == " " })
    }

    /// True where it may go another time (RFC 5530): the server is busy, or something is in use.
    var isForNow: Bool {
        ["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "OVERQUOTA", "THROTTLED", "EXPUNGEISSUED"].contains(code ?? "")
    }
}

/// What FETCH says of one message.
struct IMAPFetch: Sendable {
    private(set) var uid: UInt32?
    /// The whole message's, in octets.
    private(set) var size: Int?
    private(set) var internalDate: Instant?
    private(set) var header: [UInt8]?
    private(set) var text: [UInt8]?

    /// Reads `(NAME value NAME value …)`; values of other names are passed over.
    init(_ tokens: ArraySlice<IMAPToken>) {
        var rest = tokens
        guard rest.popFirst() == .open else { return }
        while let name = rest.popFirst()?.keyword, let value = rest.popFirst() {
            if value == .open {
                IMAPFetch.passOver(&rest)
                continue
            }
            switch name {
            case "UID": uid = value.number
            case "RFC822.SIZE": size = value.number.map(Int.init)
            case "INTERNALDATE": internalDate = value.text.flatMap { Instant(internalDate: $0) }
            // With the place that a part begins at, where a part of it was asked for.
            case _ where name.hasPrefix("BODY[HEADER]"): header = IMAPFetch.content(value)
            case _ where name.hasPrefix("BODY[TEXT]"): text = IMAPFetch.content(value)
            default: continue
            }
        }
    }

    /// NIL is nothing.
    private static func content(_ value: IMAPToken) -> [UInt8] { value == .nil ? [] : value.text ?? [] }

    /// Up to the parenthesis that closes.
    private static func passOver(_ rest: inout ArraySlice<IMAPToken>) {
        var depth = 1
        while depth > 0, let token = rest.popFirst() {
            if token == .open { depth += 1 }
            if token == .close { depth -= 1 }
        }
    }
}
