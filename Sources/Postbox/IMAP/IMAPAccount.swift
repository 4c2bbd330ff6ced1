package import Vocabulary

/// An account, logged in. Nothing that is asked of it changes anything there: flags, folders and mails stay as they are.
///
/// Every call blocks until it is answered.
package final class IMAPAccount {
    /// How many headers are asked for at a time.
    static let headersAtOnce = 500
    /// How much text is asked for at a time, in octets.
    static let textAtOnce = 4 << 20

    /// The folders of `inbox.folders` that are there, each once.
    package struct Choice: Hashable, Sendable {
        package internal(set) var folders: [IMAPFolder] = []
        /// Special uses that no folder serves.
        package internal(set) var absent: [String] = []
    }

    private let session: IMAPSession
    private let wanted: [String]
    private var listed: [IMAPFolder]?

    /// The server's host and port.
    package var name: String { session.name }

    /// Connects and logs in.
    package init(_ settings: MailboxSettings) throws(PostboxFault) {
        session = try IMAPSession(settings)
        wanted = settings.folders
    }

    deinit { session.close() }

    package func close() { session.close() }

    /// Every folder of the account.
    package func folders() throws(PostboxFault) -> [IMAPFolder] {
        if let listed { return listed }
        var found: [IMAPFolder] = []
        let end = try session.ask(.list) {
            if case .list(let folder) = $0, found.count < 10_000 { found.append(folder) }
        }
        guard end.kind == .ok else { throw refusal(end) }
        if !found.contains(where: { $0.isNamed("INBOX") }) { found.insert(.inbox, at: 0) }
        listed = found
        return found
    }

    /// The folders to read, as the settings name them. One that is named and not there is a fault that names those that are; a
    /// use that no folder serves is none: not every account has a folder for junk.
    package func chosen() throws(PostboxFault) -> Choice {
        let all = try folders()
        var choice = Choice()
        for name in wanted {
            let found = IMAPFolder.find(name, among: all)
            guard found != nil || name.hasPrefix("\\") else {
                let names = all.filter(\.canBeRead).map { "`\($0.name)`" }.prefix(40).joined(separator: ", ")
                throw PostboxFault(.folderMissing, at: name, detail: names)
            }
            guard let found else {
                choice.absent.append(name)
                continue
            }
            if !choice.folders.contains(found) { choice.folders.append(found) }
        }
        return choice
    }

    /// What a server says that does not do what it was asked.
    func refusal(_ status: IMAPStatus) -> PostboxFault {
        session.fault(status.kind == .bad ? .protocolBroken : .refusedForNow, status.line)
    }

    // MARK: Reading

    /// Hands on what is new in a folder, in the order of its UIDs and in batches that are small enough to be held, each with how
    /// far it reaches. What `each` throws ends the reading, and is thrown on. `bookmark`: how far the folder was read; nil for never.
    /// `since`: without a bookmark that still holds, what came before this day is passed over. `wants` says by its header whether
    /// a mail is fetched.
    package func read(
        _ folder: IMAPFolder, after bookmark: MailBookmark? = nil, since: CivilDate? = nil,
        wants: ([UInt8]) -> Bool = { !BulkMail.isSure($0) },
        each: ([FetchedMail], MailBookmark) throws -> Void
    ) throws -> FolderReading {
        let opened = try examine(folder)
        let holds = bookmark?.uidValidity == opened.uidValidity
        let last = holds ? bookmark?.lastUID ?? 0 : 0
        var reading = FolderReading(
            wasRenumbered: bookmark != nil && !holds,
            bookmark: MailBookmark(uidValidity: opened.uidValidity, lastUID: last))
        let uids = try search(after: last, since: holds ? nil : since, opened)
        var start = 0
        while start < uids.count {
            let batch = Array(uids[start..<min(start + IMAPAccount.headersAtOnce, uids.count)])
            start += batch.count
            reading.seen += batch.count
            try readBatch(batch, wants, &reading, each)
        }
        // Mails that were passed over as too old are behind it too, and so are those that are gone.
        let end = max(reading.bookmark.lastUID, opened.lastUID)
        if end > reading.bookmark.lastUID {
            reading.bookmark = MailBookmark(uidValidity: opened.uidValidity, lastUID: end)
            try each([], reading.bookmark)
        }
        return reading
    }

    private struct Opened {
        var uidValidity: UInt32 = 0
        var exists: UInt32 = 0
        /// Nil where the server does not say.
        var uidNext: UInt32?

        /// Every mail that was there when the folder was opened has at most this UID.
        var lastUID: UInt32 { uidNext.map { $0 == 0 ? 0 : $0 - 1 } ?? 0 }
    }

    private func examine(_ folder: IMAPFolder) throws(PostboxFault) -> Opened {
        var opened = Opened()
        let end = try session.ask(.examine(folder)) { response in
            switch response {
            case .exists(let count): opened.exists = count
            case .status(nil, let status):
                guard let number = UInt32(imap: Array(status.argument.utf8)) else { return }
                if status.code == "UIDVALIDITY" { opened.uidValidity = number }
                if status.code == "UIDNEXT" { opened.uidNext = number }
            default: return
            }
        }
        switch end.kind {
        case .ok: break
        case .no where !end.isForNow: throw PostboxFault(.folderMissing, at: folder.name, detail: end.line)
        default: throw refusal(end)
        }
        // Without one, no UID means anything (RFC 9051 §2.3.1.1).
        guard opened.uidValidity > 0 else { throw session.fault(.protocolBroken, "no UIDVALIDITY") }
        return opened
    }

    /// The UIDs of what is new, in order.
    private func search(
        after last: UInt32, since: CivilDate?, _ opened: Opened
    ) throws(PostboxFault) -> [UInt32] {
        guard opened.exists > 0, last < UInt32.max, opened.uidNext.map({ $0 > last + 1 }) ?? true else { return [] }
        var found: [UInt32] = []
        let end = try session.ask(.search(from: last + 1, since: since)) {
            if case .search(let uids) = $0 { found += uids }
        }
        guard end.kind == .ok else { throw refusal(end) }
        found.sort()
        var uids: [UInt32] = []
        uids.reserveCapacity(found.count)
        // `last+1:*` is answered with the last mail even where it is an old one.
        for uid in found where uid > last && uid != uids.last { uids.append(uid) }
        return uids
    }

    private struct Candidate {
        let uid: UInt32
        let size: Int?
        let internalDate: Instant?
        let header: [UInt8]
    }

    private func readBatch(
        _ batch: [UInt32], _ wants: ([UInt8]) -> Bool, _ reading: inout FolderReading,
        _ each: ([FetchedMail], MailBookmark) throws -> Void
    ) throws {
        let uidValidity = reading.bookmark.uidValidity
        let candidates = try candidates(batch, wants)
        var start = 0
        repeat {
            var (end, size) = (start, 0)
            while end < candidates.count, end == start || size < IMAPAccount.textAtOnce {
                size += min(candidates[end].size ?? MailLength.text, MailLength.text)
                end += 1
            }
            let portion = candidates[start..<end]
            start = end
            let mails = portion.isEmpty ? [] : try fetch(portion, uidValidity)
            reading.fetched += mails.count
            let last = end == candidates.count ? batch.last : portion.last?.uid
            reading.bookmark = MailBookmark(
                uidValidity: uidValidity, lastUID: last ?? reading.bookmark.lastUID)
            try each(mails, reading.bookmark)
        } while start < candidates.count
    }

    /// Those whose header says that they are wanted, in the order of their UIDs.
    private func candidates(_ batch: [UInt32], _ wants: ([UInt8]) -> Bool) throws(PostboxFault) -> [Candidate] {
        var found: [UInt32: Candidate] = [:]
        let asked = Set(batch)
        let end = try session.ask(.headers(batch)) { response in
            guard case .fetch(let fetch) = response, let uid = fetch.uid, asked.contains(uid),
                let header = fetch.header, found[uid] == nil, wants(header)
            else { return }
            found[uid] = Candidate(uid: uid, size: fetch.size, internalDate: fetch.internalDate, header: header)
        }
        guard end.kind == .ok || end.code == "EXPUNGEISSUED" else { throw refusal(end) }
        return batch.compactMap { found[$0] }
    }

    private func fetch(
        _ candidates: ArraySlice<Candidate>, _ uidValidity: UInt32
    ) throws(PostboxFault) -> [FetchedMail] {
        var texts: [UInt32: [UInt8]] = [:]
        let asked = Set(candidates.map(\.uid))
        let end = try session.ask(.texts(candidates.map(\.uid))) { response in
            guard case .fetch(let fetch) = response, let uid = fetch.uid, asked.contains(uid), let text = fetch.text
            else { return }
            texts[uid] = text
        }
        guard end.kind == .ok || end.code == "EXPUNGEISSUED" else { throw refusal(end) }
        // One that went away meanwhile is none any more.
        return candidates.compactMap { candidate in
            guard let text = texts[candidate.uid] else { return nil }
            let length = candidate.header.count + text.count
            let isCut = candidate.header.count >= MailLength.header || text.count >= MailLength.text
            return FetchedMail(
                uid: candidate.uid, uidValidity: uidValidity, internalDate: candidate.internalDate,
                bytes: candidate.header + text, isTruncated: candidate.size.map { $0 > length } ?? isCut)
        }
    }
}
