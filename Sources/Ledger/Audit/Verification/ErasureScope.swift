internal import Vocabulary

/// What the `erasure` entries of a log say that they took away, and what was found to be missing.
///
/// Such an entry's payload lists the numbers of what it emptied, in runs of a first and a last: `records` (entries whose
/// opened commitment went), `evidence` and `heard` (rows whose personal part went), `recipients` (whose address and reply
/// went), `imports` (whose file name went). Its
/// `objections` are those without a plain form from then on, each with the digest of what stays of it (``LastingRow``).
struct ErasureScope {
    /// What has a personal part.
    enum Part: CaseIterable {
        case records, evidence, objections, heard, imports, recipients

        var member: StaticString {
            switch self {
            case .records: "records"
            case .evidence: "evidence"
            case .objections: "objections"
            case .heard: "heard"
            case .imports: "imports"
            case .recipients: "recipients"
            }
        }

        var table: String {
            switch self {
            case .records: "log_record"
            case .evidence: "evidence_data"
            case .objections: "objection_data"
            case .heard: "heard_data"
            case .imports: "import"
            case .recipients: "recipient"
            }
        }
    }

    /// What an entry says of an objection that lost its plain form, or never had one.
    struct Remains {
        let id: Int64
        /// In hex.
        let digest: String
    }

    private var erased: [Part: NumberRanges] = [:]
    private var missing: [Part: [(id: Int64, seq: Int64)]] = [:]
    /// An entry is its own number, and they come in their order: runs take no room.
    private var missingRecords = NumberRanges()

    /// Notes what an `erasure` entry took away; gives what it says of objections, and nil where it cannot be read.
    mutating func note(_ payload: JSONMembers) -> [Remains]? {
        var remains: [Remains] = []
        for part in Part.allCases {
            guard let list = payload[part.member] else { continue }
            guard let items = (try? JSONValue(parsing: Array(list)))?.values else { return nil }
            for item in items {
                switch (part, item) {
                case (.objections, .object):
                    guard let id = item["entry"]?.integer, let digest = item["digest"]?.text else { return nil }
                    remains.append(Remains(id: id, digest: digest))
                    erased[part, default: NumberRanges()].append(id)
                case (_, .array(let pair)):
                    guard pair.count == 2, let first = pair[0].integer, let last = pair[1].integer, first <= last else {
                        return nil
                    }
                    erased[part, default: NumberRanges()].append(first...last)
                default: return nil
                }
            }
        }
        return remains
    }

    /// Notes that a personal part is not there. Whether that is as it should be is known at the end of the log.
    mutating func note(missing part: Part, _ id: Int64, of seq: Int64) {
        if part == .records { missingRecords.append(id) } else { missing[part, default: []].append((id, seq)) }
    }

    /// The numbers of what the erasures so far say they took away.
    func numbers(of part: Part) -> NumberRanges { (erased[part] ?? NumberRanges()).normalized }

    /// Tells of what is missing although no erasure says so; gives how much an erasure accounts for.
    func report(to faults: inout FaultList) -> Int {
        var accounted = 0
        for part in Part.allCases {
            let scope = numbers(of: part)
            if part == .records {
                for range in missingRecords.ranges {
                    for seq in range {
                        if scope.contains(seq) { accounted += 1 } else { faults.missing(seq, part.table, seq) }
                    }
                }
            }
            for gone in missing[part] ?? [] {
                if scope.contains(gone.id) { accounted += 1 } else { faults.missing(gone.seq, part.table, gone.id) }
            }
        }
        return accounted
    }
}
