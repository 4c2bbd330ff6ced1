import Vocabulary

/// Names that the DNS can be asked about, and what of them belongs together.
package enum DNSName {
    /// Letters, digits, hyphens and low lines in labels of 1 to 63 octets, 253 in all.
    package static func canBeAsked(_ name: String) -> Bool {
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return name.utf8.count <= 253
            && labels.allSatisfy { label in
                1...63 ~= label.count
                    && label.allSatisfy {
                        0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || $0 == 0x2D || $0 == 0x5F
                    }
            }
    }

    /// In lower case, without the full stop of the root.
    package static func normalized(_ name: String) -> String {
        let lower = name.asciiLowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }

    /// The domains above one, the nearest first, down to two labels: `c.example.org` and `example.org` for `b.c.example.org`.
    package static func parents(of domain: String) -> [String] {
        var labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        var parents: [String] = []
        while labels.count > 2 {
            labels.removeFirst()
            parents.append(labels.joined(separator: "."))
        }
        return parents
    }
}
