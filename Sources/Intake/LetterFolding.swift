extension String {
    /// Lower case, Latin letters without their accents: for comparing names of columns and months.
    var folded: String {
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

/// The Latin letters of Western Europe without their accents.
enum LetterFolding {
    static let plain: [Unicode.Scalar: String] = {
        let groups: [(String, String)] = [
            ("a", "àáâãäå"), ("c", "ç"), ("e", "èéêë"), ("i", "ìíîï"), ("n", "ñ"), ("o", "òóôõöø"), ("u", "ùúûü"),
            ("y", "ýÿ"), ("ae", "æ"), ("oe", "œ"), ("ss", "ß"), (" ", "\u{A0}\u{202F}"), ("'", "’"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (plain, accented) in groups {
            for scalar in accented.unicodeScalars { table[scalar] = plain }
        }
        return table
    }()
}
