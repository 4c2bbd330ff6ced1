internal import Foundation
internal import GRDB
internal import GRDBSQLite
internal import Vocabulary

/// Texts of the log in fewer octets. A mailing writes two entries for each recipient, and most of their texts is hexadecimal
/// digits and the same names of members.
///
/// The form is a blob where the plain text is a text, so that each value says by its type which of the two it is. Octet 0 stands
/// for the 64 digits of the 32 octets behind it, an octet below 32 for one of the ``words``, and any other for itself: canonical
/// JSON has no octet below 32. Nothing is lost, and hashes are over the plain text.
enum PackedText {
    /// What the octets 1, 2, … stand for. Ledgers hold these numbers: words may be added, up to the 31st, and never changed.
    static let words: [StaticString] = [
        "{\"codes\":[", "],\"commitment\":\"", "\",\"policy\":\"", "\",\"verdict\":\"admitted\"}",
        "\",\"verdict\":\"excluded\"}", "{\"commitment\":\"", "\",\"state\":\"accepted\"}", "\",\"state\":\"",
        "{\"address\":\"", "\",\"attempts\":", "\",\"contact\":", ",\"entry\":", ",\"evidence\":", ",\"letter\":\"",
        "\",\"lookedAt\":[", "],\"name\":\"", "\",\"objections\":", ",\"program\":\"", "\",\"purpose\":\"",
        "\",\"reasons\":[", "],\"verdict\":\"admitted\"}", "],\"verdict\":\"excluded\"}", ",\"recipient\":",
        ",\"reply\":\"", "{\"code\":\"", "\",\"evidence\":", ",\"expected\":\"", "\",\"observed\":\"", "\"}",
    ]
    private static let digest: UInt8 = 0
    private static let firstPlain: UInt8 = 0x20
    /// No longer text is packed, or unpacked: a forged one would be forty times as long.
    private static let longest = 1 << 20

    /// Nil for what holds an octet below 32, and is no canonical JSON; and for more than a mebioctet.
    static func pack(_ text: [UInt8]) -> [UInt8]? {
        guard text.count <= longest else { return nil }
        return text.withUnsafeBufferPointer { table.pack($0) }
    }

    /// The plain text. What nobody packed gives some text or other, and no error.
    static func unpack(_ packed: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        guard packed.count <= longest else { return [] }
        var text: [UInt8] = []
        text.reserveCapacity(packed.count * 2 + 64)
        var place = 0
        while place < packed.count {
            let octet = packed[place]
            place += 1
            if octet == digest {
                let end = min(place + 32, packed.count)
                text += Hex.digits(packed[place..<end])
                place = end
            } else if Int(octet) <= words.count {
                words[Int(octet) - 1].withUTF8Buffer { text.append(contentsOf: $0) }
            } else {
                text.append(octet)
            }
        }
        return text
    }

    private static let table = WordTable()

    /// The words by their first octet. Every entry of a mailing passes here octet by octet, and most of them begin no word.
    private struct WordTable: Sendable {
        private enum Class { case plain, first, control }

        private let classes: [Class]
        /// By their first octet, the longest first.
        private let words: [[(number: UInt8, octets: [UInt8])]]

        init() {
            var classes = (0..<256).map { $0 < Int(PackedText.firstPlain) ? Class.control : .plain }
            var words = [[(number: UInt8, octets: [UInt8])]](repeating: [], count: 256)
            for (index, word) in PackedText.words.enumerated() {
                let octets = word.withUTF8Buffer { Array($0) }
                classes[Int(octets[0])] = .first
                words[Int(octets[0])].append((UInt8(index + 1), octets))
            }
            // A text of 64 digits stands behind its quotation mark.
            classes[Int(UInt8(ascii: "\""))] = .first
            self.classes = classes
            self.words = words.map { $0.sorted { $0.octets.count > $1.octets.count } }
        }

        func pack(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
            var packed: [UInt8] = []
            packed.reserveCapacity(text.count)
            // From `start` on, what stands for itself is not copied yet.
            var (start, place) = (0, 0)
            while place < text.count {
                switch classes[Int(text[place])] {
                case .plain: place += 1
                case .control: return nil
                case .first:
                    if let (number, length) = word(text, at: place) {
                        packed.append(contentsOf: text[start..<place])
                        packed.append(number)
                        place += length
                        start = place
                    } else {
                        place += 1
                    }
                    guard text[place - 1] == UInt8(ascii: "\""), let octets = PackedText.octets(text, at: place) else {
                        continue
                    }
                    packed.append(contentsOf: text[start..<place])
                    packed.append(digest)
                    packed += octets
                    place += 64
                    start = place
                }
            }
            packed.append(contentsOf: text[start...])
            return packed
        }

        /// The word that stands at a place.
        private func word(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> (number: UInt8, length: Int)? {
            let left = text.count - place
            for (number, octets) in words[Int(text[place])] where octets.count <= left {
                // Words that begin alike are told apart at their third octet, nearly always.
                guard octets.count < 3 || octets[2] == text[place + 2], text[place...].starts(with: octets) else {
                    continue
                }
                return (number, octets.count)
            }
            return nil
        }
    }

    /// The octets that the 64 lower-case digits at a place stand for; nil for anything else.
    private static func octets(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> [UInt8]? {
        guard place + 64 <= text.count, Hex.value(text[place + 63]) != nil else { return nil }
        return Hex.exactOctets(UnsafeBufferPointer(rebasing: text[place..<place + 64]))
    }
}

/// A text that is stored as a blob where that takes fewer octets and loses nothing, and as it is otherwise.
struct StoredText: Bindable {
    private let text: UTF8Text
    private let blob: [UInt8]?

    /// Canonical JSON of an entry that a mailing writes for each of its recipients.
    init(packing text: [UInt8]) {
        self.text = UTF8Text(octets: text)
        blob = PackedText.pack(text)
    }

    /// Hexadecimal digits.
    init(digits: [UInt8]) {
        text = UTF8Text(octets: digits)
        blob = digits.withUnsafeBufferPointer(Hex.exactOctets)
    }

    init(plain text: [UInt8]) {
        self.text = UTF8Text(octets: text)
        blob = nil
    }

    func bind(to statement: OpaquePointer, at index: Int32, in room: inout BindingRoom) -> Int32 {
        if let blob { return blob.bind(to: statement, at: index, in: &room) }
        return text.bind(to: statement, at: index, in: &room)
    }
}

extension PackedText {
    /// What a query says of a column to have its plain text, and of one of digits.
    static let (plain, digits) = ("plain_text", "plain_digits")

    /// Makes the two functions known to a connection. A text is itself, as it is in a ledger that waits for its upgrade, and
    /// wherever somebody has written one.
    static func register(_ db: Database) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC
        sqlite3_create_function_v2(
            db.sqliteConnection, plain, 1, flags, nil,
            { context, _, values in PackedText.give(context, values) { PackedText.unpack($0) } }, nil, nil, nil)
        sqlite3_create_function_v2(
            db.sqliteConnection, digits, 1, flags, nil,
            { context, _, values in PackedText.give(context, values) { Hex.digits($0) } }, nil, nil, nil)
    }

    private static func give(
        _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?,
        _ text: (UnsafeBufferPointer<UInt8>) -> [UInt8]
    ) {
        guard let value = values?[0] else { return sqlite3_result_null(context) }
        guard sqlite3_value_type(value) == SQLITE_BLOB else { return sqlite3_result_value(context, value) }
        let start = sqlite3_value_blob(value)?.assumingMemoryBound(to: UInt8.self)
        let plain = text(UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))))
        plain.withUnsafeBytes { octets in
            let characters = octets.baseAddress?.assumingMemoryBound(to: CChar.self)
            // A null pointer would give null.
            guard let characters else { return sqlite3_result_text(context, "", 0, nil) }
            sqlite3_result_text64(
                context, characters, UInt64(octets.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self),
                UInt8(SQLITE_UTF8))
        }
    }
}

extension Hex {
    /// The octets that digits stand for where these give back the very same digits, which is in lower case; nil for none, and for anything
    /// else.
    fileprivate static func exactOctets(_ digits: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard !digits.isEmpty, !digits.contains(where: { 0x41...0x46 ~= $0 }) else { return nil }
        return octets(digits)
    }
}

/// Pseudonyms as queries look for them.
enum Pseudonyms {
    /// As octets, and as the digits that earlier versions stored.
    static func stored(_ pseudonyms: some Sequence<String>) -> [DatabaseValue] {
        pseudonyms.flatMap { digits in
            [Hex.octets(Array(digits.utf8)).map { Data($0).databaseValue } ?? .null, digits.databaseValue]
        }
    }
}
