import Vocabulary

/// What a domain says about the hosts that send its mail (SPF, RFC 7208).
package struct SPFRecord: Hashable, Sendable {
    package enum Qualifier: Character, Hashable, Sendable {
        case pass = "+"
        case fail = "-"
        case softFail = "~"
        case neutral = "?"
    }

    package enum Mechanism: Hashable, Sendable {
        case all
        case include(String)
        /// The domain is nil where it is the one that the record stands at.
        case address(String?)
        case mailHosts(String?)
        case pointer(String?)
        case exists(String)
        /// `ip4` and `ip6`, which ask nothing of the DNS.
        case network(String)
    }

    package struct Directive: Hashable, Sendable {
        package let qualifier: Qualifier
        package let mechanism: Mechanism
        /// As it stands in the record.
        package let term: String
    }

    /// A term that is none (RFC 7208 §4.6.1): the whole record is void then.
    package struct SyntaxFault: Error, Hashable {
        package let term: String
    }

    /// As it stands in the DNS.
    package let text: String
    package private(set) var directives: [Directive] = []
    /// Where to go on when nothing matched; nil where the record says `all`, or nothing about it.
    package private(set) var redirect: String?

    /// True for a text that means to be such a record (RFC 7208 §4.5).
    package static func isMeant(by text: String) -> Bool {
        let lower = text.asciiLowercased()
        return lower == "v=spf1" || lower.hasPrefix("v=spf1 ")
    }

    /// The qualifier of `all`; nil where it does not stand.
    package var everybodyElse: Qualifier? { directives.first { $0.mechanism == .all }?.qualifier }

    package init(parsing text: String) throws(SyntaxFault) {
        self.text = text
        var modifiers: Set<String> = []
        for piece in text.utf8.dropFirst(6).split(separator: UInt8(ascii: " ")) {
            let term = String(decoding: piece, as: UTF8.self)
            if let equals = SPFRecord.modifier(term) {
                let name = String(term[..<equals]).asciiLowercased()
                let value = String(term[term.index(after: equals)...])
                switch name {
                case "redirect", "exp":
                    // Each at most once (RFC 7208 §6).
                    guard modifiers.insert(name).inserted, SPFDomain.isDomain(value) else {
                        throw SyntaxFault(term: term)
                    }
                    if name == "redirect" { redirect = DNSName.normalized(value) }
                default: guard SPFDomain.isMacroString(value) else { throw SyntaxFault(term: term) }
                }
            } else {
                directives.append(try SPFRecord.directive(term))
            }
        }
        if everybodyElse != nil { redirect = nil }
    }

    /// Where the `=` of a modifier stands: behind a name, which no mechanism has.
    private static func modifier(_ term: String) -> String.Index? {
        guard let equals = term.firstIndex(of: "="), let first = term.utf8.first, 0x61...0x7A ~= first | 0x20,
            term[..<equals].utf8.allSatisfy({
                0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || "-_.".utf8.contains($0)
            })
        else { return nil }
        return equals
    }

    private static func directive(_ term: String) throws(SyntaxFault) -> Directive {
        let fault = SyntaxFault(term: term)
        let qualifier = term.first.flatMap { Qualifier(rawValue: $0) }
        let rest = qualifier == nil ? Substring(term) : term.dropFirst()
        let name = String(rest.prefix { $0 != ":" && $0 != "/" }).asciiLowercased()
        let argument = rest.dropFirst(name.count)
        let value = argument.first == ":" ? String(argument.dropFirst()) : nil
        let mechanism: Mechanism
        switch name {
        case "all":
            guard argument.isEmpty else { throw fault }
            mechanism = .all
        case "include", "exists":
            guard let value, SPFDomain.isDomain(value) else { throw fault }
            let domain = DNSName.normalized(value)
            mechanism = name == "include" ? .include(domain) : .exists(domain)
        case "a", "mx":
            let (domain, prefixes) = SPFDomain.splitPrefixes(String(argument))
            guard SPFNetwork.arePrefixes(prefixes), let target = target(domain) else { throw fault }
            mechanism = name == "a" ? .address(target.domain) : .mailHosts(target.domain)
        case "ptr":
            guard let target = target(String(argument)) else { throw fault }
            mechanism = .pointer(target.domain)
        case "ip4", "ip6":
            guard let value, SPFNetwork.isNetwork(value, version: name == "ip4" ? 4 : 6) else { throw fault }
            mechanism = .network(value)
        default: throw fault
        }
        return Directive(qualifier: qualifier ?? .pass, mechanism: mechanism, term: term)
    }

    /// What `:domain` names; its domain is nil where nothing stands, and it is nil itself where none is named.
    private static func target(_ argument: String) -> (domain: String?, Void)? {
        if argument.isEmpty { return (nil, ()) }
        let domain = String(argument.dropFirst())
        guard argument.first == ":", SPFDomain.isDomain(domain) else { return nil }
        return (DNSName.normalized(domain), ())
    }
}
