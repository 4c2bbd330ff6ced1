/// An addr-spec: `local-part@domain`, parsed once; an illegal one cannot be built.
///
/// Accepted: dot-atom and quoted local parts (RFC 5321 §4.1.2, RFC 5322 §3.4.1), internationalised local parts
/// (RFC 6531, RFC 6532; held to the IdentifierClass of RFC 8264) and internationalised domains (IDNA2008, RFC 5891).
/// Refused with a reason, never mis-read: several addresses, comments, display names, address literals, control and invisible
/// characters, single-label domains.
///
/// Three forms of an address serve three ends:
/// - ``spelling`` is how the person wrote it, and where mail goes;
/// - ``normalForm`` is strict, for admitting: the local part to the letter (ASCII case aside), the domain as A-labels;
/// - ``exclusionKeys`` are loose, for excluding: objections, erasures, duplicates, letters already mailed.
package struct AddrSpec: Sendable {
    /// The local part without quoting, in the case the person wrote.
    package let localPart: String
    /// The domain in lower case, as A-labels (RFC 5890 §2.3.2.1).
    package let domain: String

    /// Parses an addr-spec; what nobody sees is trimmed at its edges. Several addresses, and one with anything else beside
    /// it, are none.
    package init(parsing text: String) throws(AddressFault) {
        do throws(AddressFault) {
            self = try AddrSpec(text)
        } catch {
            throw AddressDiagnosis.fault(error, in: text)
        }
    }

    private init(_ text: String) throws(AddressFault) {
        if let plain = AddrSpec(plain: text) {
            self = plain
            return
        }
        let parts = try AddressParser.parse(text)
        localPart = parts.localPart
        domain = try Domain.normalized(parts.domain)
        let wire = AddrSpec.quotedIfNeeded(localPart)
        guard wire.utf8.count <= 64 else { throw .localPartTooLong }
        guard wire.utf8.count + 1 + domain.utf8.count <= 254 else { throw .tooLong }
    }

    /// Nearly every address: ASCII alone, a dot-atom and a domain without A-labels. Nil for what has to be looked at more
    /// closely, be it an address or none.
    private init?(plain text: String) {
        var text = text
        let parts = text.withUTF8 { octets -> (local: String, domain: String)? in
            guard let at = PlainAddress.at(octets) else { return nil }
            return (
                String(decoding: UnsafeBufferPointer(rebasing: octets[..<at]), as: UTF8.self),
                String(decoding: UnsafeBufferPointer(rebasing: octets[(at + 1)...]), as: UTF8.self).asciiLowercased()
            )
        }
        guard let parts else { return nil }
        (localPart, domain) = parts
    }

    /// True for a text that is an address, without the cost of saying why another one is none.
    static func isAddress(_ text: String) -> Bool { (try? AddrSpec(text)) != nil }

    /// The address as it goes on the wire: the person's spelling, quoted where it must be, the domain as A-labels.
    package var spelling: String { AddrSpec.quotedIfNeeded(localPart) + "@" + domain }

    /// The strict key for admitting: ASCII letters of the local part lower-cased, all else to the letter.
    package var normalForm: String {
        AddrSpec.quotedIfNeeded(localPart.asciiLowercased()) + "@" + domain
    }

    /// True where the local part is not ASCII, so that the relay must announce SMTPUTF8 (RFC 6531 §3.1).
    package var needsSMTPUTF8: Bool { !localPart.utf8.allSatisfy { $0 < 0x80 } }

    /// The local part as a quoted-string where a dot-atom cannot hold it (RFC 5321 §4.1.2).
    static func quotedIfNeeded(_ local: String) -> String {
        if AddressParser.isDotAtom(local.utf8) { return local }
        var quoted = "\""
        for character in local.unicodeScalars {
            if character == "\"" || character == "\\" { quoted.append("\\") }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }
}

extension AddrSpec: Hashable {
    /// Two addresses are equal when they admit the same mail: by ``normalForm``.
    package static func == (one: AddrSpec, other: AddrSpec) -> Bool {
        one.domain == other.domain
            && one.localPart.asciiLowercased().utf8.elementsEqual(other.localPart.asciiLowercased().utf8)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(normalForm) }
}

extension AddrSpec: CustomStringConvertible {
    package var description: String { spelling }
}

extension String {
    /// ASCII letters in lower case, every other character to the letter.
    package func asciiLowercased() -> String {
        var own = self
        let lowercased = own.withUTF8 { octets -> String? in
            guard octets.contains(where: { 0x41...0x5A ~= $0 }) else { return nil }
            return String(unsafeUninitializedCapacity: octets.count) { room in
                for (place, octet) in octets.enumerated() {
                    room.initializeElement(at: place, to: 0x41...0x5A ~= octet ? octet | 0x20 : octet)
                }
                return octets.count
            }
        }
        return lowercased ?? self
    }
}
