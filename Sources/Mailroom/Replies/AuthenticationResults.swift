internal import Vocabulary

/// The value of an `Authentication-Results` field (RFC 8601 §2.2).
struct AuthenticationResults {
    struct Result: Equatable {
        /// `dmarc`, in lower case.
        var method: String
        /// `pass`, in lower case.
        var result: String
        /// `header.from` and the like, in lower case, with their values as they stand.
        var properties: [(name: String, value: String)]

        static func == (one: Result, other: Result) -> Bool {
            one.method == other.method && one.result == other.result
                && one.properties.elementsEqual(other.properties) { $0 == $1 }
        }
    }

    let authservID: String
    let results: [Result]

    /// Nil where the value does not begin with an authserv-id.
    init?(parsing value: String) {
        var statements = Token.list(of: value).split(separator: .mark(";"), omittingEmptySubsequences: false)[...]
        guard let head = statements.popFirst(), let id = head.first?.word else { return nil }
        // The version is a number (§2.2); whatever else stands there makes it another kind of field.
        let version = head.dropFirst()
        guard version.isEmpty || (version.count == 1 && version.first?.word == "1") else {
            return nil
        }
        authservID = id
        results = statements.prefix(100).compactMap { AuthenticationResults.result($0) }
    }

    func isOf(_ authservID: String) -> Bool {
        self.authservID.asciiLowercased() == authservID.trimmingWhitespace().asciiLowercased()
    }

    /// True where the id is the one that is looked for but for a dot at its end.
    func mayBeOf(_ authservID: String) -> Bool {
        let (own, other) = (self.authservID.asciiLowercased(), authservID.trimmingWhitespace().asciiLowercased())
        return own == other + "."
    }

    /// True where DMARC passed, by each result of it, for the domain of an address and no other.
    func passesDMARC(for address: AddrSpec) -> Bool {
        let dmarc = results.filter { $0.method == "dmarc" }
        guard !dmarc.isEmpty else { return false }
        return dmarc.allSatisfy { result in
            let domains = result.properties.filter { $0.name == "header.from" }.map(\.value)
            guard result.result == "pass", domains.count == 1 else { return false }
            return (try? AddrSpec(parsing: "postmaster@" + domains[0]))?.domain == address.domain
        }
    }

    /// `dmarc=pass (p=none) header.from=example.org`; the method may have a version (`dmarc/1`).
    private static func result(_ tokens: ArraySlice<Token>) -> Result? {
        var rest = tokens
        guard let method = rest.popFirst()?.word else { return nil }
        if rest.first == .mark("/") {
            rest = rest.dropFirst(2)
        }
        guard rest.popFirst() == .mark("="), let result = rest.popFirst()?.word else { return nil }
        var properties: [(name: String, value: String)] = []
        while let name = rest.popFirst() {
            guard let word = name.word, rest.popFirst() == .mark("="), let value = rest.popFirst() else { break }
            guard let text = value.text else { break }
            properties.append((word.asciiLowercased(), text))
            // A value that goes on behind what was read of it is another value.
            if let next = rest.first, next.word == nil || rest.dropFirst().first != .mark("=") {
                properties.append((word.asciiLowercased(), ""))
            }
        }
        return Result(method: method.asciiLowercased(), result: result.asciiLowercased(), properties: properties)
    }

    /// What the value is made of, comments left out.
    enum Token: Equatable {
        case word(String)
        case quoted(String)
        case mark(Character)

        /// Of a word that stands without quotes.
        var word: String? {
            if case .word(let text) = self { return text }
            return nil
        }

        /// Of a word with quotes or without.
        var text: String? {
            switch self {
            case .word(let text), .quoted(let text): text
            case .mark: nil
            }
        }

        static func list(of value: String) -> [Token] {
            var tokens: [Token] = []
            var word: [UInt8] = []
            var octets = Array(value.utf8.prefix(MailLimits.fieldOctets))[...]
            func end() {
                if !word.isEmpty { tokens.append(.word(String(decoding: word, as: UTF8.self))) }
                word = []
            }
            while let octet = octets.popFirst() {
                switch octet {
                case UInt8(ascii: "("):
                    end()
                    skipComment(&octets)
                case UInt8(ascii: "\""):
                    end()
                    tokens.append(.quoted(quoted(&octets)))
                case UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "/"), UInt8(ascii: ":"):
                    end()
                    tokens.append(.mark(Character(Unicode.Scalar(octet))))
                case ...0x20: end()
                default: word.append(octet)
                }
            }
            end()
            return tokens
        }

        /// Comments nest; one that never closes takes all of the rest with it.
        private static func skipComment(_ octets: inout ArraySlice<UInt8>) {
            var depth = 1
            while depth > 0, let octet = octets.popFirst() {
                switch octet {
                case UInt8(ascii: "("): depth += 1
                case UInt8(ascii: ")"): depth -= 1
                case UInt8(ascii: "\\"): octets = octets.dropFirst()
                default: break
                }
            }
        }

        private static func quoted(_ octets: inout ArraySlice<UInt8>) -> String {
            var text: [UInt8] = []
            while var octet = octets.popFirst() {
                if octet == UInt8(ascii: "\"") { break }
                if octet == UInt8(ascii: "\\"), let escaped = octets.popFirst() { octet = escaped }
                text.append(octet)
            }
            return String(decoding: text, as: UTF8.self)
        }
    }
}
