// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Foundation
import Ledger
import Mailroom
import TestSupport
import Testing
import Vocabulary
import Workspace

/// Mails of a folder or a file: each is a word, which the tests' own understanding makes sense of.
private final class Mails: MailSource {
    let name: String
    let folder: MailFolder?
    var uidValidity: UInt32 = 1
    /// Each is handed over at once.
    var batches: [[String]]
    /// How many are handed over before the source breaks.
    var breaksAfter = Int.max
    /// What it was asked for.
    private(set) var asked: [(bookmark: FolderBookmark?, since: CivilDate?)] = []

    struct Broken: Error {}

    init(folder name: String, _ batches: [[String]]) {
        (self.name, self.batches) = (name, batches)
        folder = MailFolder(account: "zoe at imap.example.org", name: name)
    }

    init(file name: String, _ mails: [String]) { (self.name, folder, batches) = (name, nil, [mails]) }

    func read(after bookmark: FolderBookmark?, since: CivilDate?, _ take: (MailBatch) throws -> Void) throws {
        asked.append((bookmark, since))
        let last = bookmark?.uidValidity == uidValidity ? bookmark?.lastUID ?? 0 : 0
        var uid: UInt32 = 0
        for (index, batch) in batches.enumerated() {
            guard index < breaksAfter else { throw Broken() }
            let mails = batch.map { word in
                uid += 1
                let place =
                    folder.map { MailPlace.folder($0, uidValidity: uidValidity, uid: uid) }
                    ?? .file(path: name, index: Int(uid))
                return (uid, FoundMail(place: place, bytes: Array("Message-ID: <\(word)>\n\n\(word)\n".utf8)))
            }.filter { $0.0 > last }
            let mark = folder.map { _ in FolderBookmark(uidValidity: uidValidity, lastUID: max(last, uid)) }
            try take(MailBatch(mails: mails.map(\.1), passedOver: 0, bookmark: mark))
        }
    }
}

/// What comes back to a letter that went to some people.
@Suite struct InboxTests {
    /// A folder whose letter went to Ada, Bob and Cy.
    private func mailed() throws -> Folder {
        let folder = try Folder()
        try folder.meet("ada", "bob", "cy")
        #expect(try folder.send().tally.accepted == 3)
        return folder
    }

    /// `dead-ada`, `reply-bob`: what it is, and whose letter it answers, with its token; `leave/bob` has the address alone.
    private func understand(_ folder: Folder) throws -> @Sendable (FoundMail) -> Understanding {
        let key = Key(fileText: String(decoding: try folder.files.bytes("portillon.key"), as: UTF8.self))!
        return { found in
            let word = String(decoding: found.bytes, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
            let isProven = word.contains("-")
            let parts = word.split(whereSeparator: { "-/.".contains($0) }).map(String.init)
            guard parts.count > 1, let address = try? AddrSpec(parsing: parts[1] + "@example.org") else {
                return Understanding(kind: .unrelated)
            }
            let kinds: [String: MailKind] = [
                "dead": .bounce, "soft": .bounce, "leave": .unsubscribe, "spam": .complaint, "reply": .reply,
                "away": .away, "gone": .gone,
            ]
            let kind = kinds[parts[0]] ?? .unrelated
            let token = key.unsubscribeToken(letter: "l1", address: address)
            let bounceClass: BounceClass? = kind == .bounce ? (parts[0] == "dead" ? .dead : .temporary) : nil
            return Understanding(
                kind: kind,
                recipients: [.init(address: address.spelling, class: bounceClass, diagnostic: "says \(word)")],
                from: address, at: Workspace.now(), words: word, isPlainRequest: parts[0] == "leave",
                isAuthentic: true, clues: Clues(tokens: isProven ? [token] : []))
        }
    }

    private func read(
        _ folder: Folder, _ sources: Mails..., since: CivilDate? = nil, isDry: Bool = false,
        mustStop: @escaping () -> Bool = { false }
    ) throws -> InboxReport {
        try InboxReading(
            try folder.workspace, sources: sources, since: since, isDry: isDry, understand: try understand(folder)
        ).run(mustStop: mustStop)
    }

    private func suppressions(_ folder: Folder) throws -> Int {
        String(decoding: try folder.files.bytes("portillon.sqlite.suppressions"), as: UTF8.self)
            .split(separator: "\n").count - 1
    }

    @Test func whatComesBackIsHeard() throws {
        let folder = try mailed()
        let inbox = Mails(folder: "INBOX", [["dead-ada", "other"], ["leave/bob", "reply-cy", "gone-cy", "away-cy"]])
        let report = try read(folder, inbox)
        #expect(report.sources.map(\.name) == ["INBOX"] && report.sources.map(\.messages) == [6])
        #expect(report.sources.map(\.new) == [5])
        #expect(report.kinds == [.bounce: 1, .unrelated: 1, .unsubscribe: 1, .reply: 1, .gone: 1, .away: 1])
        #expect(report.recorded.bounced == 1 && report.recorded.objected == 1 && report.recorded.heard == 1)
        #expect(report.waiting == 1 && report.faults.isEmpty && !report.wasStopped)
        #expect(report.messages.map(\.action) == [.recorded, .recorded, .recorded, .waiting, .counted])
        #expect(report.messages.map(\.tiedBy) == [.token, .address, .token, .token, .token])
        #expect(report.messages.map(\.id) == [1, 2, 3, 4, 5] && report.messages.allSatisfy { $0.letter == "l1" })
        #expect(try suppressions(folder) == 2, "the list beside the ledger follows")
        #expect(inbox.asked.map(\.since) == [Workspace.today()], "the first reading begins with the first mailing")
        // The next one goes on from there.
        inbox.batches.append(["spam-cy"])
        let next = try read(folder, inbox)
        #expect(next.sources.map(\.new) == [1] && next.recorded.complained == 1 && next.waiting == 1)
        #expect(inbox.asked.last?.bookmark == FolderBookmark(uidValidity: 1, lastUID: 6))
        #expect(inbox.asked.last?.since == nil)
        let standing = try folder.workspace.ledger(readOnly: true).inboxStanding(of: "zoe at imap.example.org")
        #expect(standing.lastRead != nil && !standing.hasMailedSince && standing.waiting == 1)
        #expect(folder.notices.isEmpty)
    }

    /// Whoever asked to leave gets nothing more.
    @Test func theNextLetterGoesToTheRightPeople() throws {
        let folder = try mailed()
        _ = try read(folder, Mails(file: "a.mbox", ["leave-ada", "dead-bob", "soft-cy"]))
        try folder.files.write(Folder.letter.replacingOccurrences(of: "l1", with: "l2"), to: "letter.md")
        #expect(try folder.send().tally.accepted == 1)
    }

    /// The same mails in two folders, in a file, and after a change of UIDVALIDITY.
    @Test func nothingIsHeardTwice() throws {
        let folder = try mailed()
        let words = ["dead-ada", "leave/bob", "reply-cy"]
        let (inbox, junk) = (Mails(folder: "INBOX", [words]), Mails(folder: "Junk", [words]))
        let first = try read(folder, inbox, junk, Mails(file: "a.mbox", words))
        #expect(first.sources.map(\.new) == [3, 0, 0] && first.recorded.sum == 3)
        #expect(first.messages.map(\.action) == [.recorded, .recorded, .recorded] + Array(repeating: .known, count: 6))
        #expect(first.kinds.values.reduce(0, +) == 3)
        inbox.uidValidity = 2
        let again = try read(folder, inbox, junk)
        #expect(again.sources.map(\.messages) == [3, 0] && again.sources.map(\.new) == [0, 0])
        #expect(again.recorded.sum == 0 && again.messages.allSatisfy { $0.action == .known })
        let since = try read(folder, inbox, junk, since: Workspace.today())
        #expect(since.messages.count == 6 && since.recorded.sum == 0, "from that day on, all is read again")
    }

    /// What was read before a source broke is kept, the others are read, and the next reading goes on from there.
    @Test func aSourceThatBreaks() throws {
        let folder = try mailed()
        let inbox = Mails(folder: "INBOX", [["dead-ada"], ["leave-bob"]])
        inbox.breaksAfter = 1
        let junk = Mails(folder: "Junk", [["reply-cy"]])
        let report = try read(folder, inbox, junk)
        #expect(report.faults.map(\.source) == ["INBOX"] && report.faults.allSatisfy { $0.error is Mails.Broken })
        #expect(report.recorded.bounced == 1 && report.recorded.heard == 1 && report.recorded.objected == 0)
        let standing = { try folder.workspace.ledger(readOnly: true).inboxStanding(of: "zoe at imap.example.org") }
        #expect(try standing().lastRead == nil, "not to its end")
        inbox.breaksAfter = .max
        #expect(try read(folder, inbox, junk).recorded.objected == 1)
        #expect(try standing().lastRead != nil)
    }

    @Test func whoeverStopsItLosesNothing() throws {
        let folder = try mailed()
        let inbox = Mails(folder: "INBOX", [["dead-ada"], ["leave-bob"]])
        var asked = 0
        let report = try read(folder, inbox, Mails(file: "a.mbox", ["reply-cy"])) {
            asked += 1
            return asked > 1
        }
        #expect(report.wasStopped && report.sources.count == 1 && report.recorded.sum == 1)
        #expect(try read(folder, inbox).recorded.objected == 1)
    }

    // MARK: Dry runs

    @Test func aDryRunKeepsNothingAndListsAll() throws {
        let folder = try mailed()
        try folder.workspace.ledger().close()
        let before = try folder.files.bytes("portillon.sqlite")
        let inbox = Mails(folder: "INBOX", [["dead-ada", "other"], ["reply-ada", "gone-cy"]])
        for _ in 1...2 {
            let report = try read(folder, inbox, Mails(file: "a.mbox", ["dead-ada"]), isDry: true)
            #expect(report.messages.map(\.action) == [.recorded, .none, .recorded, .waiting, .known])
            #expect(report.messages.map(\.because).dropFirst().first == .unrelated)
            #expect(report.recorded.bounced == 1 && report.waiting == 1)
        }
        #expect(try folder.files.bytes("portillon.sqlite") == before)
        #expect(inbox.asked.allSatisfy { $0.bookmark == nil })
        let ledger = try folder.workspace.ledger(readOnly: true)
        #expect(try ledger.waitingMailCount() == 0 && ledger.inboxStanding(of: inbox.folder!.account).lastRead == nil)
    }

    @Test func withoutALedgerThereIsNothingToTieBy() throws {
        let folder = try Folder()
        let understand: @Sendable (FoundMail) -> Understanding = { _ in
            Understanding(kind: .unsubscribe, recipients: [.init(address: "ada@example.org")])
        }
        func read(isDry: Bool) throws -> InboxReport {
            try InboxReading(
                try folder.workspace, sources: [Mails(file: "a.eml", ["leave-ada"])], isDry: isDry,
                understand: understand
            ).run()
        }
        let report = try read(isDry: true)
        #expect(report.messages.map(\.action) == [.none] && report.messages.map(\.because) == [.notTied])
        #expect(report.messages[0].recipients.map(\.address) == ["ada@example.org"])
        #expect(!FileManager.default.fileExists(atPath: folder.files.file("portillon.sqlite")))
        let fault = #expect(throws: LedgerFault.self) { _ = try read(isDry: false) }
        guard case .missing? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func withoutTheKeyNothingIsHeard() throws {
        let folder = try mailed()
        let understand = try understand(folder)
        try FileManager.default.removeItem(atPath: folder.files.file("portillon.key"))
        for isDry in [true, false] {
            let reading = InboxReading(
                try folder.workspace, sources: [Mails(file: "a.mbox", ["dead-ada"])], isDry: isDry,
                understand: understand)
            #expect(throws: Failure.self) { _ = try reading.run() }
        }
    }

    // MARK: The sender's word

    @Test func theSenderSettlesWhatWaits() throws {
        let folder = try mailed()
        _ = try read(folder, Mails(file: "a.mbox", ["reply/ada", "gone-bob", "dead/cy"]))
        let review = try InboxReview(in: folder.workspace)
        let waiting = try review.waiting()
        #expect(waiting.map(\.address) == ["ada", "bob", "cy"].map { $0 + "@example.org" })
        #expect(waiting.map(\.choices.first) == [.heardFrom, .bounced, .bounced])
        #expect(waiting.map(\.words) == ["reply/ada", "gone-bob", "says dead/cy"])
        #expect(try suppressions(folder) == 0)
        let settled = try review.settle([2, 3], as: .bounced)
        #expect(settled == waiting.dropFirst().map { .done($0, isNew: true) })
        #expect(try suppressions(folder) == 2 && review.waiting().map(\.id) == [1])
        #expect(try review.settle([2], as: .nothing) == [.before(waiting[1], as: .bounced)])
        let wrong = #expect(throws: Failure.self) { _ = try review.settle([1, 99], as: .objected) }
        #expect(
            wrong?.kind == .usage && wrong?.message.en == "no message that waits has the number `99`; waiting are: 1")
        let mixed = #expect(throws: Failure.self) { _ = try review.settle([1], as: .bounced) }
        #expect(
            mixed?.kind == .usage && mixed?.message.en.hasSuffix("heard-from, objected, complained, nothing") == true)
        #expect(try review.settle([1], as: .heardFrom).count == 1 && review.waiting() == [])
    }

    /// The Message-IDs of a run lead back to whom they went to.
    @Test func theMessageIDsOfARunLeadBack() throws {
        let folder = try mailed()
        let key = Key(fileText: String(decoding: try folder.files.bytes("portillon.key"), as: UTF8.self))!
        var found: [String: String] = [:]
        for name in folder.outbox {
            let mail = ReceivedHeaders(Array(try folder.files.bytes("outbox/new/" + name)))
            found[mail["To"]] = key.token(ofMessageID: String(mail["Message-ID"].dropFirst()))
        }
        #expect(found.count == 3)
        for (to, token) in found {
            let address = try AddrSpec(
                parsing: String(to.split(separator: "<").last!.dropLast(to.hasSuffix(">") ? 1 : 0)))
            #expect(token == key.unsubscribeToken(letter: "l1", address: address))
        }
    }
}

/// The fields of a message of ours, one line each.
private struct ReceivedHeaders {
    private var fields: [String: String] = [:]

    init(_ bytes: [UInt8]) {
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, fields[parts[0]] == nil else { continue }
            fields[parts[0]] = parts[1].trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    subscript(_ name: String) -> String { fields[name] ?? "" }
}
