import Foundation
import Ledger
package import Mailroom
import Synchronization
package import Vocabulary

/// Hears what came back: reads sources, ties each mail to a letter, and acts on it. Each batch is kept whole or not at all, with
/// the place of its folder, so that a reading may be broken off and begun again anywhere.
package struct InboxReading {
    /// How far a reading has come.
    package struct Progress: Sendable {
        package let source: String
        /// Mails of this source that were looked at.
        package let messages: Int
    }

    private let workspace: Workspace
    private let sources: [any MailSource]
    private let since: CivilDate?
    private let isDry: Bool
    private let understand: @Sendable (FoundMail) -> Understanding

    /// `since` reads again from that day on; nil goes on where the last reading ended, and the first one begins with the first
    /// mailing. With `isDry`, nothing is kept. `understand` says what a mail is, and is
    /// asked from several threads at once.
    package init(
        _ workspace: Workspace, sources: [any MailSource], since: CivilDate? = nil, isDry: Bool = false,
        understand: @escaping @Sendable (FoundMail) -> Understanding
    ) {
        self.workspace = workspace
        self.sources = sources
        self.since = since
        self.isDry = isDry
        self.understand = understand
    }

    /// Reads every source. One that cannot be read to its end is a fault in the report, and the next one is read all the same.
    /// Throws what is wrong with the ledger or its key; without `isDry` the ledger must be there. `mustStop` is asked before each
    /// batch.
    package func run(
        mustStop: @escaping () -> Bool = { false }, progress: @escaping (Progress) -> Void = { _ in }
    ) throws -> InboxReport {
        let books = try InboxBooks(workspace, isDry: isDry)
        defer { books?.close() }
        var report = InboxReport()
        let begin = Workspace.now()
        do {
            for source in sources where !report.wasStopped {
                try read(source, books, mustStop, progress, &report)
            }
            try books?.settleDryRun {
                report.note($0, $1, isListed: true)
                report.waiting += $1.people.count { $0.action == .waiting }
            }
        } catch {
            try books?.keepUp()
            throw error
        }
        try books?.keepUp()
        if !isDry, !report.wasStopped {
            for account in accountsReadWhole(report) { try books?.ledger.noteInboxRead(account, at: begin) }
        }
        report.waiting += try books?.ledger.waitingMailCount() ?? 0
        return report
    }

    /// Files that were named stand for an account of their own.
    private func accountsReadWhole(_ report: InboxReport) -> Set<String> {
        let broken = Set(report.faults.map(\.source))
        guard sources.contains(where: { $0.folder != nil }) else {
            return broken.isEmpty && !sources.isEmpty ? [InboxReading.byHand] : []
        }
        return Set(sources.compactMap(\.folder?.account)).filter { account in
            !sources.contains { $0.folder?.account == account && broken.contains($0.name) }
        }
    }

    private func read(
        _ source: any MailSource, _ books: InboxBooks?, _ mustStop: () -> Bool, _ progress: (Progress) -> Void,
        _ report: inout InboxReport
    ) throws {
        let index = report.sources.count
        report.sources.append(InboxReport.Source(name: source.name))
        let bookmark = try since == nil ? source.folder.flatMap { try books?.ledger.bookmark(of: $0) } : nil
        let first = try since ?? (source.folder != nil && bookmark == nil ? books?.firstMailing() : nil)
        do {
            try source.read(after: bookmark, since: first) { batch in
                guard !mustStop() else { throw Stop.asked }
                do { try take(batch, of: source, index, books, &report) } catch { throw Stop.fault(error) }
                progress(Progress(source: source.name, messages: report.sources[index].messages))
            }
        } catch Stop.asked {
            report.wasStopped = true
        } catch Stop.fault(let error) {
            throw error
        } catch  where mustStop() {
            // What the source says of it is that nobody listened any longer.
            report.wasStopped = true
        } catch {
            report.faults.append(InboxReport.Fault(source: source.name, error: error))
        }
    }

    /// Why a reading ends that the source is not to blame for.
    private enum Stop: Error {
        case asked
        case fault(any Error)
    }

    private func take(
        _ batch: MailBatch, of source: any MailSource, _ index: Int, _ books: InboxBooks?, _ report: inout InboxReport
    ) throws {
        report.sources[index].messages += batch.mails.count + batch.passedOver
        if batch.passedOver > 0 { report.kinds[.unrelated, default: 0] += batch.passedOver }
        let understood = zip(batch.mails, understandings(of: batch.mails)).filter { isRecent($0, $1) }
        guard let books else {
            for (_, said) in understood { report.note(.init(source: index, said), nil, isListed: true) }
            return
        }
        let mails = understood.map { InboxBooks.Found(place: .init(source: index, $1), mail: books.toHear($0, $1)) }
        try books.hear(mails, in: source.folder, upTo: batch.bookmark) { report.note($0, $1, isListed: isDry) }
    }

    /// On every processor: making sense of mails takes several times as long as reading them and writing down what follows.
    private func understandings(of mails: [FoundMail]) -> [Understanding] {
        let made = Mutex([Int: Understanding]())
        let understand = understand
        DispatchQueue.concurrentPerform(iterations: mails.count) { index in
            let one = understand(mails[index])
            made.withLock { $0[index] = one }
        }
        return made.withLock { made in mails.indices.compactMap { made[$0] } }
    }

    /// A file is read whole, and tells the day of a mail where it can.
    private func isRecent(_ found: FoundMail, _ said: Understanding) -> Bool {
        guard let since, let moment = found.receivedAt ?? said.at else { return true }
        return Workspace.day(of: moment) >= since
    }
}

extension InboxReport {
    /// Which source a mail came from, and what it says.
    struct Origin {
        let source: Int
        let said: Understanding

        init(source: Int, _ said: Understanding) { (self.source, self.said) = (source, said) }
    }

    /// Counts a mail, and lists it where it is about a letter. `heard` is nil where there is no ledger to tie it by.
    mutating func note(_ origin: Origin, _ heard: HeardMail?, isListed: Bool) {
        let (said, action) = (origin.said, heard?.action ?? .none)
        if action != .known { kinds[said.kind, default: 0] += 1 }
        if action != .known, action != .none { sources[origin.source].new += 1 }
        for effect in heard?.people.compactMap(\.newEffect) ?? [] {
            switch effect {
            case .objection(.bounced): recorded.bounced += 1
            case .objection(.complained): recorded.complained += 1
            case .objection: recorded.objected += 1
            case .heard: recorded.heard += 1
            }
        }
        guard isListed || action != .none else { return }
        let first = heard?.people.first { $0.action == action && $0.letter != nil }
        messages.append(
            HeardMessage(
                source: sources[origin.source].name, id: heard?.people.lazy.compactMap(\.id).first, kind: said.kind,
                from: said.from?.spelling, at: said.at ?? heard?.at, letter: first?.letter, tiedBy: first?.tiedBy,
                recipients: heard?.people ?? said.recipients.map { HeardPerson(untied: $0) }, action: action,
                because: heard?.because ?? (said.kind == .unrelated ? .unrelated : .notTied), words: said.words))
    }
}
