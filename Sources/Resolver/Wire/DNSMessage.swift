import Vocabulary

/// An answer as it came over the wire (RFC 1035 §4). It comes from outside: every length and every pointer is checked, and what lies
/// makes the message none.
struct DNSMessage {
    struct Record: Equatable {
        let owner: String
        let type: UInt16
        /// Where its data lies in the message.
        let data: Range<Int>
    }

    enum ResponseCode: UInt8 {
        case noError = 0
        case serverFailed = 2
        case noName = 3
    }

    let id: UInt16
    let isTruncated: Bool
    /// As it came; see ``ResponseCode``.
    let code: UInt8
    /// The records of class IN in the answer section, in order.
    let answers: [Record]
    let bytes: [UInt8]

    /// Nil where this is no answer, or does not keep to its own lengths. Of a truncated one the records are left out: a part of
    /// them means nothing.
    init?(_ bytes: [UInt8]) {
        var reader = DNSReader(bytes)
        guard let id = reader.number(), let flags = reader.number(), let questions = reader.number(),
            let records = reader.number(), reader.skip(4), flags & 0x8000 != 0
        else { return nil }
        self.id = id
        self.bytes = bytes
        code = UInt8(flags & 0xF)
        isTruncated = flags & 0x0200 != 0
        guard !isTruncated else {
            answers = []
            return
        }
        for _ in 0..<questions {
            guard reader.name() != nil, reader.skip(4) else { return nil }
        }
        var answers: [Record] = []
        for _ in 0..<records {
            guard let owner = reader.name(), let type = reader.number(), let kind = reader.number(), reader.skip(4),
                let size = reader.number()
            else { return nil }
            let start = reader.position
            guard reader.skip(Int(size)) else { return nil }
            if kind == 1 { answers.append(Record(owner: owner, type: type, data: start..<reader.position)) }
        }
        self.answers = answers
    }

    /// The records of a type at a name, or at what it is an alias of (CNAME, at most 16 in a row).
    func records(of type: RecordType, at name: String) -> [Record] {
        var owner = name.asciiLowercased()
        for _ in 0..<16 {
            let found = answers.filter { $0.type == type.rawValue && $0.owner == owner }
            if !found.isEmpty { return found }
            guard let alias = answers.first(where: { $0.type == RecordType.alias.rawValue && $0.owner == owner }),
                let target = self.name(in: alias)
            else { return [] }
            owner = target
        }
        return []
    }

    /// The name that the data of a record is, or ends with, `behind` octets into it; nil where it does not fill the rest.
    func name(in record: Record, behind octets: Int = 0) -> String? {
        var reader = DNSReader(bytes, at: record.data.lowerBound + octets)
        guard record.data.count > octets, let name = reader.name(), reader.position == record.data.upperBound else {
            return nil
        }
        return name
    }

    /// The strings of a TXT record, joined; nil where their lengths do not add up.
    func text(in record: Record) -> String? {
        var joined: [UInt8] = []
        var position = record.data.lowerBound
        while position < record.data.upperBound {
            let end = position + 1 + Int(bytes[position])
            guard end <= record.data.upperBound else { return nil }
            joined += bytes[position + 1..<end]
            position = end
        }
        return String(decoding: joined, as: UTF8.self)
    }
}

/// The types of records that are asked for, by their numbers (RFC 1035 §3.2.2, RFC 3596 §2.1).
enum RecordType: UInt16 {
    case address = 1
    case alias = 5
    case mailHost = 15
    case text = 16
    case address6 = 28
}
