import Foundation
import Mailroom
import TestSupport
import Testing
import Vocabulary

@Suite struct MboxReaderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let why: String
        let file: String
        let mails: [String]
        var offsets: [Int]?
        var testDescription: String { why }
    }

    static let cases: [Case] = [
        Case(
            why: "two mails, and the empty line before the second is the file's",
            file: "From a Thu\nSubject: 1\n\nOne\n\n\(mark)Subject: 2\n\nTwo\n",
            mails: ["Subject: 1\n\nOne\n", "Subject: 2\n\nTwo\n"], offsets: [0, 28]),
        Case(
            why: "CRLF",
            file: "From a\r\nS: 1\r\n\r\nOne\r\n\r\nFrom b Tue Nov 28 10:00:00 2026\r\nS: 2\r\n\r\nTwo\r\n\r\n",
            mails: ["S: 1\r\n\r\nOne\r\n", "S: 2\r\n\r\nTwo\r\n"]),
        Case(
            why: "From in the middle of a paragraph begins nothing", file: "From a\n\nOn trains\nFrom Paris to Lyon\n",
            mails: ["\nOn trains\nFrom Paris to Lyon\n"]),
        Case(
            why: "hooks come off one by one", file: "From a\n\n>From me\n>>From you\n> From him\n>Fro\n>\n",
            mails: ["\nFrom me\n>From you\n> From him\n>Fro\n>\n"]),
        Case(why: "a mail of nothing", file: "From a\n\n\(mark)", mails: ["", ""]),
        Case(why: "no end of the last line", file: "From a\nS: 1\n\nOne", mails: ["S: 1\n\nOne"]),
        Case(why: "the file ends within a mark", file: "From a\nS: 1\n\n>>Fro", mails: ["S: 1\n\n>>Fro"]),
        Case(why: "what stands before the first mark", file: "junk\n\nmore\n\n\(mark)S: 1\n", mails: ["S: 1\n"]),
        Case(why: "no mbox at all", file: "Subject: 1\n\nHello\n", mails: []),
        Case(why: "nothing", file: "", mails: []),
        Case(
            why: "an empty line of a CR alone", file: "From a\nS: 1\n\nx\n\r\n\(mark)S: 2\n",
            mails: ["S: 1\n\nx\n", "S: 2\n"]),
        Case(
            why: "a CR and more is no empty line", file: "From a\n\nx\n\r\(mark)From c\n",
            mails: ["\nx\n\r\(mark)From c\n"]),
        Case(
            why: "what is no whole line of a mailer begins nothing",
            file: "From a\nS: 1\n\nx\n\nFrom Paris to Lyon\nS: 2\n\nFrom b\n\nFrom \n\n\(mark)S: 3\n",
            mails: ["S: 1\n\nx\n\nFrom Paris to Lyon\nS: 2\n\nFrom b\n\nFrom \n", "S: 3\n"]),
        Case(
            why: "the file ends within what may be one", file: "From a\nS: 1\n\nFrom b Tue",
            mails: ["S: 1\n\nFrom b Tue"]),
    ]

    private static let mark = "From b Tue Nov 28 10:00:00 2026\n"

    /// As mail programs and mailers write them.
    @Test(arguments: [
        ("- Tue Nov 28 10:00:00 2026", true), ("1234@xxx Tue Nov 28 10:00:00 +0000 2026", true),
        ("ada@example.org  Sun Nov  1 09:05 2026", true), ("a@b.c Tue Nov 28 10:00:00 MET DST 2026", true),
        ("a Tue Nov 28 10:00:00 2026 +0100", true), ("a Tue Nov 28 10:00:00 2026 remote from example", true),
        ("\"ada l\"@example.org Tue, 28 Nov 2026 10:00:00 +0000", true), ("???@??? Tue Nov 28 10:00:00 2026", true),
        ("Tue Nov 28 10:00:00 2026", false), ("a Tue Nov 28", false), ("a Tue Nov 28 2026", false), ("", false),
        ("a Tue Nov 28 10:00:00 26", false), ("a Tue Nov 99 10:00:00 2026", false),
        ("a Tue Nov 28 25:00:00 2026", false),
        ("a Tue Nov 28 10:00:00 (CET) 2026", false),
        ("a Dienstag Nov 28 10:00:00 2026", false), ("us all on Tue, Nov 28 at 10:00 in 2026", false),
        ("a Tue Nov 28 10:00:00 -0x10 2026", false), ("a Tue Nov 28 1:2:3:4 2026", false),
        ("() 2026-11-28 10:00:00 +0000", true), ("us all, 2026-11-28", false), ("a Mon 1 Jan 2015 00:0:00 +0900", true),
    ]) func aWholeLineBeginsAMail(_ line: String, _ begins: Bool) {
        let file = Array("From a\nS: 1\n\nFrom \(line)\nS: 2\n".utf8)
        for size in [1, 7, 1_000] {
            #expect(MboxReaderTests.mails(file, chunk: size, limit: 1_000).count == (begins ? 2 : 1))
        }
    }

    @Test(arguments: cases) func aFileIsSplit(_ sample: Case) {
        let octets = Array(sample.file.utf8)
        for size in [1, 2, 3, 7, 1_000] {
            let mails = MboxReaderTests.mails(octets, chunk: size, limit: 1_000)
            #expect(mails.map { String(decoding: $0.octets, as: UTF8.self) } == sample.mails)
            if let offsets = sample.offsets { #expect(mails.map(\.offset) == offsets) }
            #expect(mails.allSatisfy { !$0.isTruncated })
        }
    }

    @Test func aLargeMailIsCutAndTheNextOneIsWhole() {
        let large = "From a\n" + String(repeating: "x", count: 5_000) + "\n" + String(repeating: ">", count: 500)
        let mails = MboxReaderTests.mails(Array((large + "From \n\n\(Self.mark)S: 2\n").utf8), chunk: 64, limit: 100)
        #expect(mails.map(\.octets.count) == [100, 5])
        #expect(mails.map(\.isTruncated) == [true, false])
        #expect(MboxReaderTests.mails(Array("From a\nS: 1\n".utf8), chunk: 5, limit: .max).count == 1)
    }

    /// Python's `mailbox` writes the file and reads it again. It leaves the hooks, which come off here on its side as well.
    @Test(.enabled(if: MailCorpus.isThere && PythonEmail.isInstalled, "no corpus beside the checkout, or no Python"))
    func filesReadAsPythonReadsThem() throws {
        let script = #"""
            import json, mailbox, os, re, sys, tempfile
            out = []
            for mails in json.load(sys.stdin):
                name = os.path.join(tempfile.mkdtemp(), "file")
                box = mailbox.mbox(name)
                for mail in mails:
                    box.add(bytes.fromhex(mail))
                box.close()
                box = mailbox.mbox(name)
                found = [re.sub(rb"(?m)^>(>*From )", rb"\1", box.get_bytes(key)).hex() for key in box.keys()]
                box.close()
                out.append({"file": open(name, "rb").read().hex(), "mails": found})
            json.dump(out, sys.stdout)
            """#
        struct Box: Decodable {
            let file: String
            let mails: [String]
        }
        let all = MailCorpus.mails.map { withLF($0.octets).hex }
        let groups = stride(from: 0, to: all.count, by: 40).map { Array(all[$0..<min($0 + 40, all.count)]) }
        let output = try PythonEmail.run(script, JSONEncoder().encode(groups))
        let boxes = try JSONDecoder().decode([Box].self, from: output)
        #expect(boxes.reduce(0) { $0 + $1.mails.count } == all.count)
        for box in boxes {
            let file = try #require(Hex.octets(Array(box.file.utf8)))
            for size in [100, 65_536] {
                let mails = MboxReaderTests.mails(file, chunk: size, limit: .max)
                #expect(mails.map { $0.octets.hex } == box.mails)
                #expect(mails.allSatisfy { file[$0.offset...].starts(with: "From ".utf8) })
            }
        }
    }

    /// What mboxrd puts away comes back, whatever the mails are made of and wherever the file is cut.
    @Test(arguments: 0..<50) func mailsComeBack(_ seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        let pieces = ["From ", ">", "From", "\n", "\n\n", "x", " ", ">From ", "\r\n", "é"]
        var file: [UInt8] = []
        var expected: [String] = []
        for _ in 0..<5 {
            var mail = ""
            for _ in 0..<dice.below(30) { mail += dice.one(of: pieces) }
            mail += "\n"
            expected.append(mail)
            file += "From nobody Thu Jan  1 00:00:00 1970\n".utf8
            // By octets: CR LF is one character.
            for line in mail.utf8.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
                let isHooked = line.drop { $0 == UInt8(ascii: ">") }.starts(with: "From ".utf8)
                file += (isHooked ? Array(">".utf8) : []) + line + [0x0A]
            }
            file += "\n".utf8
        }
        let mails = MboxReaderTests.mails(file, chunk: 1 + dice.below(40), limit: .max)
        #expect(mails.map { String(decoding: $0.octets, as: UTF8.self) } == expected)
    }

    private static func mails(_ octets: [UInt8], chunk: Int, limit: Int) -> [MboxReader.Mail] {
        var reader = MboxReader(limit: limit)
        var mails: [MboxReader.Mail] = []
        var place = 0
        while place < octets.count {
            let end = min(place + chunk, octets.count)
            mails += reader.read(Array(octets[place..<end]))
            place = end
            if reader.offset != place { Issue.record("\(reader.offset) octets counted of \(place)") }
        }
        return mails + (reader.finish().map { [$0] } ?? [])
    }
}
