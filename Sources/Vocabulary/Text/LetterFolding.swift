extension String {
    /// Lower case, Latin letters without their accents: for comparing names of columns, months and people.
    package var folded: String {
        // Most text is ASCII, and needs no table.
        if utf8.allSatisfy({ $0 < 0x80 }) { return asciiLowercased() }
        var result = ""
        for scalar in lowercased().unicodeScalars {
            switch scalar.value {
            case ..<0x80: result.unicodeScalars.append(scalar)
            case 0x300...0x36F: continue
            default:
                if let plain = LetterFolding.plain[scalar] {
                    result += plain
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }
}

/// Latin letters without their accents, and the Cyrillic ones that are written with a mark.
enum LetterFolding {
    static let plain: [Unicode.Scalar: String] = {
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
