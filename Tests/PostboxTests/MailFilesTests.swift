import Foundation
import TestSupport
import Testing

@testable import Postbox

/// Mail that lies on a disk, by whatever name.
@Suite struct MailFilesTests {
    private static let mail = "From: ada@example.org\r\nSubject: hello\r\n\r\ntext\r\n"

    private func read(_ path: String) throws -> (texts: [String], mails: [DiskMail], reading: DiskReading) {
        var mails: [DiskMail] = []
        let reading = try MailFiles.read(path) { mails.append($0) }
        #expect(reading.mails == mails.count)
        return (mails.map { String(decoding: $0.bytes, as: UTF8.self) }, mails, reading)
    }

    private static let mails: [(String, Comment)] = [
        (mail, "CRLF"), (mail.replacing("\r\n", with: "\n"), "LF"), (mail.replacing("\r\n", with: "\r"), "CR"),
        ("Subject: only a header\n", "no body"), ("\nFrom: a@example.org\n\nx", "an empty line first"),
    ]

    @Test(arguments: mails) func aMailIsAMailWhateverItsName(_ text: String, _ why: Comment) throws {
        let folder = try TemporaryFolder()
        for name in ["a.eml", "a.txt", "a"] {
            let found = try read(folder.write(text, to: name))
            #expect(found.texts == [text], why)
            #expect(found.mails.first?.offset == nil && found.mails.first?.isTruncated == false)
        }
    }

    @Test func aMarkOfUTF8IsNoPartOfIt() throws {
        let folder = try TemporaryFolder()
        #expect(try read(folder.write("\u{FEFF}" + Self.mail, to: "a.eml")).texts == [Self.mail])
    }

    @Test(arguments: [
        "", " ", "hello\n", "%PDF-1.7\n", "{\"From\": 1}\n", "a,b\nc,d\n", "http://example.org\n", "From \n",
        "From me\nhello\n",
    ])
    func whatIsNoMailIsNamed(_ text: String) throws {
        let folder = try TemporaryFolder()
        for name in ["a.eml", "a.mbox"] {
            let path = try folder.write(text, to: name)
            let fault = #expect(throws: PostboxFault.self) { try read(path) }
            #expect(fault?.kind == .notMail && fault?.place == path)
        }
    }

    @Test func anMboxGivesItsMails() throws {
        let folder = try TemporaryFolder()
        let mbox =
            "From a Thu Jan  1 00:00:00 2026\n\(Self.mail)\nFrom b Thu Jan  1 00:00:00 2026\nSubject: two\n\n>From here\n"
        let found = try read(folder.write(mbox, to: "anything"))
        #expect(found.texts == [Self.mail, "Subject: two\n\nFrom here\n"])
        #expect(
            found.mails.map(\.offset) == [
                0, mbox.utf8.count - "From b Thu Jan  1 00:00:00 2026\nSubject: two\n\n>From here\n".utf8.count,
            ])
        // What stands within may have been written into the mail before it.
        #expect(found.mails.map(\.beginsFile) == [true, false])
    }

    /// One that is larger than the memory that anything may take gives its mails one by one.
    @Test func aLargeMboxIsReadInPortions() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("large")
        try folder.write("", to: "large")
        let handle = try #require(FileHandle(forWritingAtPath: path))
        let body = String(repeating: String(repeating: "x", count: 75) + "\n", count: 5000)
        for number in 0..<60 {
            try handle.write(contentsOf: Data("From x Thu Jan  1 00:00:00 2026\nSubject: \(number)\n\n\(body)\n".utf8))
        }
        try handle.close()
        var subjects: [String] = []
        let reading = try MailFiles.read(path) { mail in
            subjects.append(String(decoding: mail.bytes.prefix { $0 != 0x0A }, as: UTF8.self))
            #expect(mail.isTruncated && mail.bytes.count <= MailLength.header + MailLength.text)
        }
        #expect(reading.mails == 60 && subjects == (0..<60).map { "Subject: \($0)" })
    }

    @Test func aMailIsCutWhereAnAccountsWouldBe() throws {
        let folder = try TemporaryFolder()
        let header = "Subject: x\r\n\r\n"
        let exact = try read(folder.write(header + String(repeating: "y", count: MailLength.text), to: "a.eml")).mails
        #expect(exact.first?.isTruncated == false && exact.first?.bytes.count == header.utf8.count + MailLength.text)
        let longer = try read(folder.write(header + String(repeating: "y", count: MailLength.text + 1), to: "b.eml"))
            .mails
        #expect(longer.first?.isTruncated == true && longer.first?.bytes == exact.first?.bytes)
    }

    @Test func aMaildirIsReadAndLeftAsItIs() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.mail, to: "md/cur/1.a:2,S")
        try folder.write(Self.mail + "new", to: "md/new/2.b")
        try folder.write(Self.mail, to: "md/tmp/3.c")
        try folder.write("x", to: "md/dovecot.index.cache")
        try folder.write("hello", to: "md/cur/4.d:2,")
        let found = try read(folder.file("md"))
        #expect(found.texts == [Self.mail + "new", Self.mail])
        #expect(found.reading.faults.map(\.place) == [folder.file("md/cur/4.d:2,")])
        #expect(try folder.names(in: "md/cur") == ["1.a:2,S", "4.d:2,"] && folder.names(in: "md/new") == ["2.b"])
    }

    @Test func aFolderGivesWhatIsMailInIt() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.mail + "b", to: "f/b.eml")
        try folder.write(Self.mail + "a", to: "f/A.EML")
        try folder.write("From x\nSubject: in mbox\n\n", to: "f/c")
        try folder.write("hello", to: "f/notes.txt")
        try folder.write("hello", to: "f/broken.eml")
        try folder.write("x", to: "f/.hidden.eml")
        try folder.write(Self.mail, to: "f/below/d.eml")
        let found = try read(folder.file("f"))
        #expect(found.texts == [Self.mail + "a", Self.mail + "b", "Subject: in mbox\n"])
        #expect(found.reading.faults.map(\.kind) == [.notMail] && found.reading.passedOver == 1)

        try folder.write("hello", to: "g/notes.txt")
        let none = #expect(throws: PostboxFault.self) { try read(folder.file("g")) }
        #expect(none?.kind == .notMail && none?.place == folder.file("g"))
    }

    @Test func whatIsMissingIsNamed() throws {
        let folder = try TemporaryFolder()
        let fault = #expect(throws: PostboxFault.self) { try read(folder.file("nowhere.eml")) }
        #expect(fault?.kind == .missing && fault?.place == folder.file("nowhere.eml"))
        mkfifo(folder.file("pipe"), 0o600)
        let pipe = #expect(throws: PostboxFault.self) { try read(folder.file("pipe")) }
        #expect(pipe?.kind == .unreadable)
    }

    struct Stop: Error {}

    @Test func whatTheReceiverThrowsEndsIt() throws {
        let folder = try TemporaryFolder()
        for number in 0..<3 { try folder.write(Self.mail, to: "f/\(number).eml") }
        var count = 0
        #expect(throws: Stop.self) {
            try MailFiles.read(folder.file("f")) { _ in
                count += 1
                throw Stop()
            }
        }
        #expect(count == 1)
    }
}
