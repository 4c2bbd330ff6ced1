internal import Crypto
internal import Vocabulary

/// Digests of the columns that outlive the erasure of a row's personal part. The log's payloads commit to them, which no
/// erasure empties, so that such a row is held to what it said even when nobody knows any more of whom.
enum LastingRow {
    static func objection(
        kind: String, happened: String, recordedAt: String, exactPrint: [UInt8], loosestPrint: [UInt8], isDomain: Bool
    ) -> String {
        digest { row in
            row.member("exactPrint", plain: Hex.digits(exactPrint))
            row.member("happened", happened)
            row.member("isDomain", isDomain)
            row.member("kind", kind)
            row.member("loosestPrint", plain: Hex.digits(loosestPrint))
            row.member("recordedAt", recordedAt)
        }
    }

    static func heard(happened: String, recordedAt: String) -> String {
        digest { row in
            row.member("happened", happened)
            row.member("recordedAt", recordedAt)
        }
    }

    private static func digest(_ members: (inout CanonicalJSON) -> Void) -> String {
        Digests.sha256(CanonicalJSON { $0.object(members) }.octets).hex
    }

    /// SHA-256 over the rows of `evidence` that one import wrote, in their order: each as its number, kind and line, with
    /// blanks between them and a line feed behind.
    struct Evidence {
        private var hash = SHA256()
        private var line: [UInt8] = []

        mutating func add(id: Int64, kind: UnsafeBufferPointer<UInt8>, line number: Int64) {
            line.removeAll(keepingCapacity: true)
            line += String(id).utf8
            line.append(0x20)
            line.append(contentsOf: kind)
            line.append(0x20)
            line += String(number).utf8
            line.append(0x0A)
            line.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }

        var digest: String { Array(hash.finalize()).hex }
    }
}
