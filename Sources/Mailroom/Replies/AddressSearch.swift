/// Finds whatever has the form of an address in some text. Each octet is looked at a bounded number of times.
enum AddressSearch {
    /// The first so many, in the order of the text.
    static func all(in octets: [UInt8], limit: Int) -> [String] {
        var found: [String] = []
        var place = 0
        while found.count < limit, let at = octets[place...].firstIndex(of: UInt8(ascii: "@")) {
            place = at + 1
            let domain = domain(octets[place...])
            guard !domain.isEmpty else { continue }
            var local = local(octets[..<at])
            // Marks of a quotation around an address, and what a URL put before it.
            while let first = local.first, isEdge(first) { local = local.dropFirst() }
            while let last = local.last, isEdge(last) { local = local.dropLast() }
            guard !local.isEmpty, local.count <= localLimit else { continue }
            found.append(String(decoding: local + [UInt8(ascii: "@")] + domain, as: UTF8.self))
            if let equals = local.lastIndex(of: UInt8(ascii: "=")), equals + 1 < local.endIndex {
                found.append(String(decoding: local[(equals + 1)...] + [UInt8(ascii: "@")] + domain, as: UTF8.self))
            }
            place += domain.count
        }
        return found
    }

    /// What stands before the sign and could be a local part, one octet longer than one may be.
    private static func local(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let near = octets.suffix(localLimit + 1)
        guard let before = near.lastIndex(where: { !isLocal($0) }) else { return near }
        return near[(before + 1)...]
    }

    private static let (localLimit, domainLimit) = (64, 255)

    /// Labels with dots between them, two at least; empty where there is none.
    private static func domain(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var domain = octets.prefix(domainLimit).prefix(while: isDomain)
        while let last = domain.last, last == UInt8(ascii: ".") || last == UInt8(ascii: "-") {
            domain = domain.dropLast()
        }
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty } ? domain : []
    }

    private static func isDomain(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...: true
        default: false
        }
    }

    private static func isLocal(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"),
            UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "^"), UInt8(ascii: "_"),
            UInt8(ascii: "`"),
            UInt8(ascii: "~"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "*"):
            true
        default: isDomain(octet)
        }
    }

    private static func isEdge(_ octet: UInt8) -> Bool {
        octet == UInt8(ascii: "'") || octet == UInt8(ascii: ".") || octet == UInt8(ascii: "`")
            || octet == UInt8(ascii: "*")
            || octet == UInt8(ascii: "|") || octet == UInt8(ascii: "/") || octet == UInt8(ascii: "_")
    }
}
