extension String {
    /// Lower case, Latin letters without their accents: for comparing names of columns, months, people and the words of mails.
    package var folded: String {
        // Most text is ASCII, and needs no table.
        if utf8.allSatisfy({ $0 < 0x80 }) { return asciiLowercased() }
        var octets: [UInt8] = []
        octets.reserveCapacity(utf8.count)
        var rest = utf8.makeIterator()
        while let octet = rest.next() {
            switch octet {
            case 0x41...0x5A: octets.append(octet | 0x20)
            case ..<0x80: octets.append(octet)
            case ..<0xE0:
                // Nearly every letter with an accent has two octets.
                let second = rest.next() ?? 0x80
                octets += LetterFolding.ofTwoOctets[Int(octet & 0x1F) << 6 | Int(second & 0x3F)]
            default:
                var value = UInt32(octet & (octet < 0xF0 ? 0x0F : 0x07))
                for _ in 0..<(octet < 0xF0 ? 2 : 3) { value = value << 6 | UInt32((rest.next() ?? 0x80) & 0x3F) }
                octets += LetterFolding.octets(of: Unicode.Scalar(value) ?? "\u{FFFD}")
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }
}

/// Latin letters without their accents, and the Cyrillic ones that are written with a mark.
enum LetterFolding {
    /// What a character becomes, in UTF-8: its lower case, as far as it has one, without accents. Accents by themselves go.
    static func octets(of scalar: Unicode.Scalar) -> [UInt8] {
        var octets: [UInt8] = []
        for scalar in scalar.properties.lowercaseMapping.unicodeScalars where !(0x300...0x36F).contains(scalar.value) {
            octets += (plain[scalar] ?? String(scalar)).utf8
        }
        return octets
    }

    /// The same for every character that has two octets in UTF-8, by its number.
    static let ofTwoOctets: [[UInt8]] = (0..<UInt32(0x800)).map { value in
        Unicode.Scalar(value).map(octets) ?? []
    }

    private static let plain: [Unicode.Scalar: String] = {
        let groups: [(String, String)] = [
            ("a", "àáâãäåāăąảấầẩẫậắằẳẵặạ"), ("c", "çćč"), ("d", "ďđ"), ("e", "èéêëēėęěẻẽẹếềểễệ"), ("g", "ğ"),
            ("i", "ìíîïīįıỉĩị"),
            ("l", "łľĺ"), ("n", "ñńň"), ("o", "òóôõöøőōỏọốồổỗộơớờởỡợ"), ("r", "řŕ"), ("s", "śšşș"), ("t", "ţțť"),
            ("u", "ùúûüůűūųủũụưứừửữự"), ("y", "ýÿỳỷỹỵ"), ("z", "źžż"), ("ae", "æ"), ("oe", "œ"), ("ss", "ß"),
            ("и", "й"),
            ("і", "ї"), (" ", "\u{A0}\u{202F}"), ("'", "’"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (plain, accented) in groups {
            for scalar in accented.unicodeScalars { table[scalar] = plain }
        }
        return table
    }()
}
