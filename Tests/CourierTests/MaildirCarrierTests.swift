import Foundation
import Letter
import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// The Maildir, on a real disk.
@Suite struct MaildirCarrierTests {
    private let names = MaildirNames(seconds: 1_700_000_000, microseconds: 5, process: 42, host: "host/../x")

    @Test func messagesAreKeptByteForByte() throws {
        let folder = try TemporaryFolder()
        let carrier = MaildirCarrier(folder: folder.path + "/deep/outbox", names: names)
        let cleared = try message()
        #expect(try carrier.hand(cleared) == .accepted(reply: "new/1700000000.M5P42Q1.host..x"))
        #expect(try carrier.hand(cleared) == .accepted(reply: "new/1700000000.M5P42Q2.host..x"))
        carrier.close()
        let files = try folder.names(in: "deep/outbox/new")
        #expect(files.count == 2)
        for file in files {
            let data = FileManager.default.contents(atPath: folder.path + "/deep/outbox/new/" + file)
            #expect(data.map { Array($0) } == cleared.bytes)
        }
        #expect(try folder.names(in: "deep/outbox/tmp").isEmpty)
        for part in ["", "/cur", "/new", "/tmp"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/deep/outbox" + part)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
        }
    }

    @Test func nothingIsOverwritten() throws {
        let folder = try TemporaryFolder()
        for round in 1...2 {
            let carrier = MaildirCarrier(folder: folder.path, names: names)
            _ = try carrier.hand(message())
            #expect(try folder.names(in: "new").count == round)
        }
    }

    @Test func aFullDiskLeavesNothingBehind() throws {
        let folder = try TemporaryFolder()
        let carrier = MaildirCarrier(folder: folder.path, names: names)
        let whole = carrier.writePortion
        carrier.writePortion = { file, bytes in
            guard bytes.count > 10 else {
                errno = ENOSPC
                return -1
            }
            return whole(file, UnsafeRawBufferPointer(rebasing: bytes[..<10]))
        }
        let fault = #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(fault?.kind == .maildir)
        #expect(fault?.detail.hasSuffix("No space left on device") == true)
        #expect(try folder.names(in: "new").isEmpty && folder.names(in: "tmp").isEmpty)
        carrier.writePortion = whole
        _ = try carrier.hand(message())
        #expect(try folder.names(in: "new").count == 1)
    }

    @Test func aFileInThePlaceOfTheFolderIsAFault() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("x", to: "outbox")
        let carrier = MaildirCarrier(folder: file, names: names)
        let fault = #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(fault?.kind == .maildir)
        #expect(fault?.relay == file)
    }

    @Test func threeThousandTakeSeconds() throws {
        let folder = try TemporaryFolder()
        let carrier = MaildirCarrier(folder: folder.path, names: .ofThisProcess())
        let began = ContinuousClock.now
        let cleared = try message(text: "Subject: x\r\n\r\n" + String(repeating: "line of text\r\n", count: 700))
        for _ in 0..<3000 { _ = try carrier.hand(cleared) }
        #expect(try folder.names(in: "new").count == 3000)
        #expect(ContinuousClock.now - began < .seconds(60))
    }
}
