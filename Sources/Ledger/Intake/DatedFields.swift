internal import Foundation
internal import Vocabulary

/// A contact's fields, each with the day of the source it comes from: newer sources replace older ones,
/// undated ones only what is undated or blank.
struct DatedFields {
    fileprivate var values = [String](repeating: "", count: 5)
    fileprivate var days = [Int?](repeating: nil, count: 5)
    fileprivate var extra: [String: String] = [:]

    init() {}

    /// From the columns `first_name … position, extra, dated`.
    init(_ row: StatementRow) {
        values = (0..<5).map { row.text($0) }
        extra = ExtraFields.decode(row.optionalText(5))
        let parts = row.text(6).split(separator: ",")
        for index in 0..<min(5, parts.count) { days[index] = Int(parts[index]) }
    }

    /// Takes over what is newer; true where anything changed.
    mutating func merge(_ fields: ContactFields, dated: CivilDate?) -> Bool {
        var isChanged = false
        let offered = [fields.firstName, fields.lastName, fields.displayName, fields.company, fields.position]
        for (index, value) in offered.enumerated() where !value.isBlank {
            guard values[index].isEmpty || isNewer(dated?.dayNumber, than: days[index]) else { continue }
            if values[index] != value { isChanged = true }
            values[index] = value
            days[index] = dated?.dayNumber
        }
        for (name, value) in fields.extra where !value.isBlank && extra[name] != value {
            extra[name] = value
            isChanged = true
        }
        return isChanged
    }

    /// Takes over what is blank here, or newer there.
    mutating func fill(from other: DatedFields) -> Bool {
        var isChanged = false
        for index in 0..<5 where !other.values[index].isEmpty && values[index] != other.values[index] {
            let newer = other.days[index].map { day in days[index].map { day > $0 } ?? true } ?? false
            guard values[index].isEmpty || newer else { continue }
            values[index] = other.values[index]
            days[index] = other.days[index]
            isChanged = true
        }
        for (name, value) in other.extra where extra[name] == nil {
            extra[name] = value
            isChanged = true
        }
        return isChanged
    }

    private func isNewer(_ day: Int?, than known: Int?) -> Bool {
        guard let day else { return known == nil }
        return known.map { day >= $0 } ?? true
    }

    /// Names that may be one person's: case folded, blanks folded.
    static func nameKey(_ name: String) -> String {
        plainNameKey(name) ?? name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// A contact's fields as the columns `first_name … position, extra, dated, name_key`.
struct FieldColumns {
    let firstName: String
    let lastName: String
    let fullName: String
    let company: String
    let position: String
    let extra: String?
    let dated: String
    let nameKey: String

    init(_ fields: DatedFields) {
        (firstName, lastName, fullName) = (fields.values[0], fields.values[1], fields.values[2])
        (company, position) = (fields.values[3], fields.values[4])
        extra = ExtraFields.encode(fields.extra)
        dated = fields.days.map { $0.map { String($0) } ?? "-" }.joined(separator: ",")
        nameKey = DatedFields.nameKey(fullName)
    }

    /// The fields of whom nothing else is known: what ``DatedFields/merge(_:dated:)`` makes of none.
    init(_ fields: ContactFields, dated: CivilDate?) {
        let day = dated.map { Array(String($0.dayNumber).utf8) } ?? FieldColumns.undated
        var days: [UInt8] = []
        days.reserveCapacity(48)
        func taken(_ value: String) -> String {
            if !days.isEmpty { days.append(0x2C) }
            let isBlank = value.isBlank
            days += isBlank ? FieldColumns.undated : day
            return isBlank ? "" : value
        }
        (firstName, lastName, fullName) = (taken(fields.firstName), taken(fields.lastName), taken(fields.displayName))
        (company, position) = (taken(fields.company), taken(fields.position))
        extra = fields.extra.isEmpty ? nil : ExtraFields.encode(fields.extra.filter { !$0.value.isBlank })
        self.dated = String(decoding: days, as: UTF8.self)
        nameKey = DatedFields.nameKey(fullName)
    }

    private static let undated: [UInt8] = [0x2D]
}

extension DatedFields {
    /// The key of a name in ASCII and the letters of Western Europe (up to U+00FF), octet by octet; nil for any other.
    private static func plainNameKey(_ name: String) -> String? {
        var name = name
        return name.withUTF8 { octets in
            var key: [UInt8] = []
            key.reserveCapacity(octets.count)
            var isSecond = false
            for octet in octets {
                if isSecond {
                    // `À` to `Þ` but for `×`; to Unicode, `ß` and `ÿ` are small already.
                    key.append(0x80...0x9E ~= octet && octet != 0x97 ? octet + 0x20 : octet)
                    isSecond = false
                    continue
                }
                switch octet {
                case 0xC3:
                    key.append(octet)
                    isSecond = true
                case 0x80...: return nil
                case 0x09...0x0D, 0x20: if let last = key.last, last != 0x20 { key.append(0x20) }
                case 0x41...0x5A: key.append(octet | 0x20)
                default: key.append(octet)
                }
            }
            if key.last == 0x20 { key.removeLast() }
            return String(decoding: key, as: UTF8.self)
        }
    }
}

/// Further columns of CSV files as one JSON object, or null where there are none.
enum ExtraFields {
    static func encode(_ fields: [String: String]) -> String? {
        guard !fields.isEmpty else { return nil }
        return JSONValue.object(fields.map { .init($0.key, .string($0.value)) }).canonical
    }

    static func decode(_ text: String?) -> [String: String] {
        guard let text else { return [:] }
        return (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
    }
}
