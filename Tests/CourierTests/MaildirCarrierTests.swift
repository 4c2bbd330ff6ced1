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

    /// Answers every question but some, and gives what the carrier reported, call by call.
    private func carry(
        _ count: Int, by carrier: MaildirCarrier, refusing refused: Set<Int64> = []
    ) throws -> [[DeliveryQueue.Event]] {
        let queue = DeliveryQueue(capacity: count)
        for recipient in 0..<Int64(count) {
            let message = try message(to: "p\(recipient)@example.net")
            let label = QueuedMessage.Label(recipient: recipient, clearance: message.clearance, attempts: 0)
            guard case .taken = queue.offer(QueuedMessage(label, message), milliseconds: 0) else { continue }
        }
        queue.finish()
        let box = TransferBox(carrier)
        Thread.detachNewThread {
            box.value.carry(queue)
            queue.carrierIsDone()
        }
        var reports: [[DeliveryQueue.Event]] = []
        while let events = queue.nextEvents() {
            reports.append(events)
            queue.answer(
                events.compactMap { event in
                    guard case .readyForBody(let label) = event else { return nil }
                    return refused.contains(label.recipient) ? .mustNot(label.recipient) : .mayLeave(label.recipient)
                })
        }
        return reports
    }

    private func finished(_ reports: [[DeliveryQueue.Event]]) -> [Int64] {
        reports.joined().compactMap { event in
            guard case .finished(let label, .accepted, true) = event else { return nil }
            return label.recipient
        }
    }

    /// One question for four, and what became of them with the next one.
    @Test func asManyAreInHandAsAreAllowed() throws {
        let folder = try TemporaryFolder()
        let reports = try carry(10, by: MaildirCarrier(folder: folder.path, names: names, width: 4), refusing: [2, 9])
        let asked = reports.map { events in
            events.count { event in
                guard case .readyForBody = event else { return false }
                return true
            }
        }
        #expect(asked == [4, 4, 2, 0])
        #expect(finished(reports) == [0, 1, 3, 4, 5, 6, 7, 8])
        #expect(try folder.names(in: "new").count == 8)
    }

    /// Those before it have their letter; it and those behind it go back.
    @Test func aDiskThatFillsLeavesTheRest() throws {
        let folder = try TemporaryFolder()
        let carrier = MaildirCarrier(folder: folder.path, names: names, width: 4)
        let whole = carrier.writePortion
        carrier.writePortion = { file, bytes in
            guard !String(decoding: bytes, as: UTF8.self).contains("p6@") else {
                errno = ENOSPC
                return -1
            }
            return whole(file, bytes)
        }
        let reports = try carry(10, by: carrier)
        #expect(finished(reports) == [0, 1, 2, 3, 4, 5])
        guard case .returned(let labels, let why)? = reports.last?.last else {
            Issue.record("nobody came back")
            return
        }
        #expect(labels.map(\.recipient) == [6, 7])
        #expect(why.hasSuffix("No space left on device"))
        #expect(try folder.names(in: "new").count == 6)
        #expect(try folder.names(in: "tmp").isEmpty)
    }
}
