/// An address with the name beside it (RFC 5322 §3.4).
package struct Mailbox: Hashable, Sendable {
    /// Without control characters; blank where there is none.
    package let name: String
    package let address: AddrSpec

    package init(name: String, address: AddrSpec) {
        self.name = name.withoutControls.trimmingBlanks()
        self.address = address
    }
}

extension String {
    /// Every run of line breaks and control characters as one space: such text cannot end a header or a line.
    package var withoutControls: String {
        if !unicodeScalars.contains(where: { $0.isControl || $0.value == 0x2028 || $0.value == 0x2029 }) { return self }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.isControl || scalar.value == 0x2028 || scalar.value == 0x2029 {
                if result.last != " " { result.append(" ") }
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
