import Vocabulary

/// Reads one object of the configuration strictly: every key is known, every value of its kind.
///
/// A fault names the key's path, what was found, what was expected, and the nearest known key.
struct ConfigurationReader {
    let path: String
    private let members: [String: JSONValue]

    /// `known`: all keys that may stand here. A key that begins with `//` is a comment.
    init(_ value: JSONValue, path: String, known: [String]) throws {
        guard case .object(let members) = value else {
            throw ConfigurationReader.fault(
                path, found: value, expected: Phrase(fr: "un objet `{…}`", en: "an object `{…}`"))
        }
        for member in members where !known.contains(member.name) && !member.name.hasPrefix("//") {
            let key = path.isEmpty ? member.name : "\(path).\(member.name)"
            throw ConfigurationReader.unknown(key, value: member.value, known: known)
        }
        self.path = path
        self.members = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// The value of a key; nil where it is missing or null.
    func value(_ key: String) -> JSONValue? {
        guard let value = members[key], value != .null else { return nil }
        return value
    }

    /// A text without control characters.
    func text(_ key: String) throws -> String? {
        guard let value = value(key) else { return nil }
        guard case .string(let text) = value else {
            throw fault(key, expected: Phrase(fr: "un texte entre guillemets", en: "a text in quotes"))
        }
        let hasControls = text.unicodeScalars.contains {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029
        }
        guard !hasControls else {
            throw Failure(
                .configuration,
                Phrase(
                    fr: "`\(name(key))` contient un caractère de contrôle ou un saut de ligne ; attendu : un texte "
                        + "d’une ligne",
                    en: "`\(name(key))` holds a control character or a line break; expected a text of one line"))
        }
        return text
    }

    func wholeNumber(_ key: String, _ range: ClosedRange<Int>) throws -> Int? {
        guard let value = value(key) else { return nil }
        guard case .int(let number) = value, range.contains(number) else {
            throw fault(
                key,
                expected: Phrase(
                    fr: "un nombre entier de \(range.lowerBound) à \(range.upperBound)",
                    en: "a whole number from \(range.lowerBound) to \(range.upperBound)"))
        }
        return number
    }

    func object(_ key: String, known: [String]) throws -> ConfigurationReader? {
        guard let value = value(key) else { return nil }
        return try ConfigurationReader(value, path: name(key), known: known)
    }

    func address(_ key: String) throws -> AddrSpec? {
        guard let text = try text(key), !text.isBlank else { return nil }
        return try address(text, at: name(key))
    }

    func addresses(_ key: String) throws -> [AddrSpec] {
        guard let value = value(key) else { return [] }
        guard case .array(let values) = value else {
            throw fault(key, expected: Phrase(fr: "une liste d’adresses `[…]`", en: "a list of addresses `[…]`"))
        }
        return try values.enumerated().map { index, value in
            let path = "\(name(key))[\(index)]"
            guard case .string(let text) = value else {
                throw ConfigurationReader.fault(
                    path, found: value,
                    expected: Phrase(
                        fr: "une adresse entre "
                            + "guillemets", en: "an address in quotes"))
            }
            return try address(text, at: path)
        }
    }

    private func address(_ text: String, at path: String) throws -> AddrSpec {
        do throws(AddressFault) {
            return try AddrSpec(parsing: text)
        } catch {
            throw Failure(
                .configuration,
                Phrase(
                    fr: "`\(path)` : `\(text)` n’est pas une adresse ; attendu : nom@domaine",
                    en: "`\(path)`: `\(text)` is not an address (\(error)); expected name@domain"))
        }
    }

    func date(_ key: String) throws -> When? {
        guard let text = try text(key), !text.isBlank else { return nil }
        guard let when = When(iso: text.trimmingBlanks()) else {
            throw fault(key, expected: Phrase(fr: "une date `AAAA-MM-JJ`", en: "a date `YYYY-MM-DD`"))
        }
        return when
    }

    /// One of a few words.
    func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type) throws -> Word?
    where Word.RawValue == String {
        guard let value = value(key) else { return nil }
        if case .string(let text) = value, let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        var near: String?
        if case .string(let text) = value { near = nearestName(to: text, among: Word.allCases.map(\.rawValue)) }
        throw fault(
            key,
            expected: Phrase(
                fr: "l’un de \(words)" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? ""),
                en: "one of \(words)" + (near.map { "; did you mean `\($0)`?" } ?? "")))
    }

    func missing(_ key: String, expected: Phrase) -> Failure {
        Failure(
            .configuration,
            Phrase(
                fr: "clé manquante `\(name(key))` ; attendu : \(expected.fr)",
                en: "missing key `\(name(key))`; expected \(expected.en)"))
    }

    func fault(_ key: String, expected: Phrase) -> Failure {
        ConfigurationReader.fault(name(key), found: members[key] ?? .null, expected: expected)
    }

    /// Never repeats what a password might be: values of `password` and the like are read elsewhere.
    static func fault(_ path: String, found: JSONValue, expected: Phrase) -> Failure {
        let shown = excerpt(found)
        let place =
            path.isEmpty
            ? Phrase(fr: "la configuration", en: "the configuration") : Phrase(fr: "`\(path)`", en: "`\(path)`")
        return Failure(
            .configuration,
            Phrase(
                fr: "\(place.fr) : trouvé `\(shown)`, attendu : \(expected.fr)",
                en: "\(place.en): found `\(shown)`, expected \(expected.en)"))
    }

    /// What stands under a key that holds secrets is not repeated.
    private static func unknown(_ key: String, value: JSONValue, known: [String]) -> Failure {
        let name = key.split(separator: ".").last.map(String.init) ?? key
        let near = closestName(to: name, among: known)?.name ?? ""
        // Nor under one that is nearly such a key.
        let isSecret = ["password", "oauth2token", "secret", "token"].contains {
            key.lowercased().contains($0) || near.lowercased() == $0
        }
        let found = isSecret ? "…" : excerpt(value)
        let list = known.map { "`\($0)`" }.joined(separator: ", ")
        return Failure(
            .configuration,
            Phrase(
                fr: "clé inconnue `\(key)` : trouvé `\(found)`, attendu l’une des clés \(list) ; vouliez-vous "
                    + "`\(near)` ?",
                en: "unknown key `\(key)`: found `\(found)`, expected one of the keys \(list); did you mean "
                    + "`\(near)`?"))
    }

    private static func excerpt(_ value: JSONValue) -> String {
        let text = value.compact
        return text.count > 60 ? String(text.prefix(60)) + "…" : text
    }
}
