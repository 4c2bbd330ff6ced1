import Vocabulary

/// The two forms that nearly all dates have, read without taking them apart: ``DateReader`` reads them alike, but
/// a large export has a million of them.
enum CommonDate {
    /// `2021-03-15` and `15 Mar 2021`; nil for anything else, impossible days included.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> CivilDate? {
        if bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D {
            guard let year = number(bytes, 0..<4), let month = number(bytes, 5..<7),
                let day = number(bytes, 8..<10)
            else { return nil }
            return CivilDate(year: year, month: month, day: day)
        }
        guard bytes.count == 11 || bytes.count == 10 else { return nil }
        let digits = bytes.count - 9
        guard bytes[digits] == 0x20, bytes[digits + 4] == 0x20, let month = month(bytes, digits + 1),
            let day = number(bytes, 0..<digits), let year = number(bytes, (digits + 5)..<bytes.count), year >= 1900
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// English months by three letters, case aside.
    private static func month(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        var word: UInt32 = 0
        for index in start..<(start + 3) { word = word << 8 | UInt32(bytes[index] | 0x20) }
        switch word {
        case 0x6A616E: return 1
        case 0x666562: return 2
        case 0x6D6172: return 3
        case 0x617072: return 4
        case 0x6D6179: return 5
        case 0x6A756E: return 6
        case 0x6A756C: return 7
        case 0x617567: return 8
        case 0x736570: return 9
        case 0x6F6374: return 10
        case 0x6E6F76: return 11
        case 0x646563: return 12
        default: return nil
        }
    }

    /// ASCII digits alone. Not `Int(digits:)`, which is generic and lies behind a module's wall.
    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        var number = 0
        for index in range {
            guard 0x30...0x39 ~= bytes[index] else { return nil }
            number = number * 10 + Int(bytes[index] - 0x30)
        }
        return number
    }
}
