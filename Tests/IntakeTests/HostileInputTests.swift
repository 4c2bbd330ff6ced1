import Intake
import TestSupport
import Testing
import Vocabulary

/// Seeded mutations and truncations of good files: nothing crashes, nothing hangs, and every row is accounted for.
@Suite struct HostileInputTests {
    static let table =
        "email;prénom;nom;société;met_on;met_at;context;note\r\n"
        + "ada@example.org;Ada;\"Love;lace\";Engines;12 mars 2023;Lyon;professionnel;\"a \"\"b\"\"\r\nc\"\r\n"
        + "alan@example.org;Alan;Turing;;2023-01-02;;;\r\n;;;\r\nzoe@example.org;Zoé;'=x\r\n"
    static let linkedIn = LinkedInExportTests.archived + "Zoé,\"B,\nC\",,z@example.org,,,Mar 21\\, 2023\n,,,,,,\n"
    static let cards =
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=A9vy;Ana=\r\nis\r\n"
        + "EMAIL;PREF;INTERNET:a@example.org\r\nAGENT:\r\nBEGIN:VCARD\r\nEMAIL:b@example.org\r\nEND:VCARD\r\n"
        + "END:VCARD\r\nBEGIN:VCARD\nVERSION:3.0\nitem1.EMAIL;type=INTERNET:c@exam\n ple.org\n"
        + "item1.X-ABLabel:_$!<Home>!$_\nORG:A\\;B;C\nX-PORTILLON-MET-ON:1er mars 2023\nEND:VCARD\n"

    static let fragments: [[UInt8]] = [
        [0x22], [0x0A], [0x0D], [0x0D, 0x0A], [0x00], [0xFF], [0xC3], [0xEF, 0xBB, 0xBF], [0x2C], [0x3B], [0x3D],
        [0x5C],
        [0x20], [0x3A], [0xFF, 0xFE], Array("BEGIN:VCARD\n".utf8), Array("END:VCARD\n".utf8), Array("AGENT:\n".utf8),
        Array("AGENT:BEGIN:VCARD\n".utf8), Array("QUOTED-PRINTABLE:".utf8),
    ]

    private func mutated(_ bytes: [UInt8], _ numbers: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &numbers) {
            let place = Int.random(in: 0...bytes.count, using: &numbers)
            switch Int.random(in: 0..<5, using: &numbers) {
            case 0: bytes.insert(contentsOf: Self.fragments.randomElement(using: &numbers) ?? [], at: place)
            case 1: if place < bytes.count { bytes.remove(at: place) }
            case 2: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &numbers) }
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...40, using: &numbers)))
            default: if Int.random(in: 0..<4, using: &numbers) == 0 { bytes = Array(bytes[..<place]) }
            }
        }
        return bytes
    }

    private func fuzz(_ text: String, seed: UInt64, _ take: (ByteSource) throws -> Taken) throws {
        var numbers = SeededGenerator(seed: seed)
        var opened = 0
        for _ in 0..<3000 {
            let bytes = mutated(Array(text.utf8), &numbers)
            let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
            do {
                let taken = try take(ByteSource(bytes: bytes))
                let dripped = try take(.dripping(bytes, by: Int.random(in: 1...9, using: &numbers)))
                opened += 1
                #expect(taken.summary.records == taken.records.count)
                #expect(taken.summary.rejected == taken.rejected.count)
                #expect(taken.records == dripped.records && taken.rejected == dripped.rejected)
                #expect((taken.records.map(\.line) + taken.rejected.map(\.line)).allSatisfy { 1...lines ~= $0 })
            } catch is IntakeFault {
                // A fault names itself; it is no crash.
            }
        }
        #expect(opened > 1000)
    }

    @Test func tables() throws {
        try fuzz(Self.table, seed: 1) { try takeTable($0, as: .cards).1 }
        try fuzz(Self.table, seed: 2) { try takeTable($0, as: .signups).1 }
    }

    @Test func linkedInExports() throws {
        try fuzz(Self.linkedIn, seed: 3) { source in
            let (export, taken) = try takeLinkedIn(source)
            #expect(export.rows == taken.summary.rows)
            return taken
        }
    }

    @Test func cards() throws {
        try fuzz(Self.cards, seed: 4) { try takeCards($0) }
    }

    @Test func objections() throws {
        var numbers = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            let bytes = mutated(Array("email,kind,on\na@example.org,spam,2024-01-02\n@example.net,,\n".utf8), &numbers)
            _ = try? takeObjections(ByteSource(bytes: bytes))
        }
    }

    @Test func readersThatFailAreReportedAsSuch() {
        struct Broken: Error {}
        let source = ByteSource(size: nil) { offset, _ in
            if offset > 10 { throw Broken() }
            return Array("email\na@example.org\n".utf8)
        }
        #expect {
            try TableFile(opening: source, as: .contacts)
        } throws: { error in
            let fault = error as? IntakeFault
            return fault?.code == .input && fault?.cause is Broken
        }
    }

    @Test func digests() throws {
        #expect(
            try ByteSource("abc").digest() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            try ByteSource.dripping(Array("abc".utf8), by: 1).digest()
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
