internal import Foundation
internal import GRDB
internal import Mailroom
internal import Vocabulary

/// Hears mails within one transaction: ties each, rules on it, and writes down what follows and what is kept of it.
final class InboxBook {
    private let db: Database
    private let tying: MailTying
    private let effects: MailEffects
    private let now: Instant
    private let insertMail: PreparedStatement
    private let insertEntry: PreparedStatement
    private let findKnown: PreparedStatement

    init(_ db: Database, _ tying: MailTying, effects: MailEffects, now: Instant) throws {
        (self.db, self.tying, self.effects, self.now) = (db, tying, effects, now)
        insertMail = try PreparedStatement(
            db,
            """
            INSERT INTO inbox_mail (digest, kind, account, folder, uid_validity, number, at, heard_at, sender,
                sender_normal, sender_loosest, words)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertEntry = try PreparedStatement(
            db,
            """
            INSERT INTO inbox_entry (mail, address, normal, loosest, recipient, tied_by, class, status, diagnostic,
                action, because)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        findKnown = try PreparedStatement(db, "SELECT id FROM inbox_mail WHERE digest = ?")
    }

    func hear(_ mail: MailToHear) throws -> HeardMail {
        let (kept, isOfErased) = try withoutErased(mail)
        let said = mail.understanding
        let at = max(Instant(milliseconds: 0), min(said.at ?? mail.receivedAt ?? now, now))
        guard said.kind != .unrelated else {
            return HeardMail(said.recipients.map { HeardPerson(untied: $0) }, at: at, otherwise: .unrelated)
        }
        if let id = try findKnown.first(mail.digest, read: { $0.integer(0) }) {
            try move(id, to: mail.place)
            return HeardMail(try known(id), at: at, otherwise: .readBefore)
        }
        let subjects = try MailSubjects(tying, said, at: at).find()
        var (heard, number): ([HeardPerson], Int64?) = ([], nil)
        for subject in subjects {
            var person = HeardPerson(subject, because: .erased)
            let isUnspoken = isOfErased && ![.bounce, .complaint, .unsubscribe].contains(said.kind)
            if !isUnspoken, try !isErased(subject), let ruling = try ruling(on: subject, said, at: at) {
                (person.action, person.because) = (ruling.action, ruling.because)
                if let effect = ruling.effect, try record(effect, subject, kept.understanding, at: at) {
                    person.newEffect = effect
                }
                let mailNumber = try number ?? write(kept, at: at)
                number = mailNumber
                person.id = try write(subject, ruling, of: mailNumber)
            }
            heard.append(person)
        }
        let others = said.recipients.filter { other in
            !subjects.contains { $0.loosest.isSpelled(AddressKeys(other.address).loosest) }
        }
        return HeardMail(heard + others.map { HeardPerson(untied: $0) }, at: at, otherwise: .notTied)
    }

    /// Of whoever was erased, no address and no word is kept, whosever letter they answer; that they asked to leave still counts.
    private func withoutErased(_ mail: MailToHear) throws -> (MailToHear, Bool) {
        guard let from = mail.understanding.from, try effects.isForgotten(from.spelling) else { return (mail, false) }
        var mail = mail
        mail.understanding.from = nil
        mail.understanding.words = ""
        return (mail, true)
    }

    private func isErased(_ subject: MailSubject) throws -> Bool {
        if let recipient = subject.recipient, recipient.isErased { return true }
        return try effects.isForgotten(subject.address)
    }

    private func ruling(on subject: MailSubject, _ said: Understanding, at: Instant) throws -> MailRuling? {
        let isTemporary = said.kind == .bounce && subject.class == .temporary && subject.tie?.isProven == true
        return MailRuling(
            on: said, subject.class, tiedBy: subject.tie,
            isFromThem: said.from.map { $0.normalForm.isSpelled(subject.normal) } ?? false,
            isAgainAndAgain: try isTemporary && FailureStreak.isLong(with: at, of: subject, db))
    }

    private func record(
        _ effect: MailEffect, _ subject: MailSubject, _ said: Understanding, at: Instant
    ) throws -> Bool {
        try effects.record(
            effect, address: subject.address, at: at,
            answering: subject.recipient?.begunAt,
            because: InboxBook.because(subject.status.map(String.init(describing:)), subject.diagnostic, said.words))
    }

    /// The words of a report or of the person, on one line, for a table that keeps them for good: addresses are left out, as they
    /// may be somebody else's.
    static func because(_ status: String?, _ diagnostic: String, _ words: String) -> String {
        let said = ([diagnostic, words].first { !$0.isBlank } ?? "").withoutControls.split(separator: " ")
            .map { $0.contains("@") ? "…" : $0 }.joined(separator: " ")
        guard let status, !said.contains(status) else { return said.kept }
        return (status + " " + said).trimmingBlanks().kept
    }

    // MARK: What is kept

    private func write(_ mail: MailToHear, at: Instant) throws -> Int64 {
        let (said, place) = (mail.understanding, PlaceRow(mail.place))
        try insertMail.execute(
            mail.digest, said.kind.rawValue, place.account, place.folder, place.uidValidity, place.number, at.iso,
            now.iso, said.from?.spelling ?? "", said.from?.normalForm ?? "", said.from?.loosestKey ?? "",
            said.words.kept)
        return db.lastInsertedRowID
    }

    private func write(_ subject: MailSubject, _ ruling: MailRuling, of mail: Int64) throws -> Int64 {
        try insertEntry.execute(
            mail, subject.address, subject.normal, subject.loosest, subject.recipient?.id, subject.tie?.rawValue,
            subject.class?.rawValue, subject.status.map(String.init(describing:)), subject.diagnostic.kept,
            ruling.action.rawValue, ruling.because.rawValue)
        return db.lastInsertedRowID
    }

    /// The people of a mail that was heard before.
    private func known(_ mail: Int64) throws -> [HeardPerson] {
        try InboxRows.all(where: "mail.id = ?", [mail], db).map { row in
            var person = HeardPerson(
                address: row.address, class: row.class,
                status: row.status.flatMap { EnhancedStatusCode(prefixOf: $0) }, diagnostic: row.diagnostic,
                id: row.id, action: .known, because: .readBefore, letter: row.letter, tiedBy: row.tiedBy)
            person.before = HeardPerson.Before(action: row.action, because: row.because)
            return person
        }
    }

    /// After a change of UIDVALIDITY, the former number leads to another mail, or to none.
    private func move(_ mail: Int64, to place: MailPlace) throws {
        guard case .folder = place else { return }
        let row = PlaceRow(place)
        try db.execute(
            sql: """
                UPDATE inbox_mail SET uid_validity = ?1, number = ?2
                WHERE id = ?3 AND account = ?4 AND folder = ?5 AND uid_validity <> ?1
                """, arguments: [row.uidValidity, row.number, mail, row.account, row.folder])
    }

    /// A bookmark of the same UIDVALIDITY never goes back: what was read once was read.
    static func note(_ bookmark: FolderBookmark, of folder: MailFolder, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO inbox_folder (account, folder, uid_validity, last_uid) VALUES (?, ?, ?, ?)
                ON CONFLICT (account, folder) DO UPDATE SET uid_validity = excluded.uid_validity, last_uid =
                    iif(uid_validity = excluded.uid_validity, max(last_uid, excluded.last_uid), excluded.last_uid)
                """,
            arguments: [folder.account, folder.name, Int64(bookmark.uidValidity), Int64(bookmark.lastUID)])
    }
}

/// A place as the columns have it.
struct PlaceRow {
    let account: String
    let folder: String
    let uidValidity: Int64
    let number: Int64

    init(_ place: MailPlace) {
        switch place {
        case .folder(let folder, let uidValidity, let uid):
            (account, self.folder) = (folder.account, folder.name)
            (self.uidValidity, number) = (Int64(uidValidity), Int64(uid))
        case .file(let path, let index): (account, folder, uidValidity, number) = ("", path, 0, Int64(index))
        }
    }

    init(account: String, folder: String, uidValidity: Int64, number: Int64) {
        (self.account, self.folder, self.uidValidity, self.number) = (account, folder, uidValidity, number)
    }

    var place: MailPlace {
        guard !account.isEmpty else { return .file(path: folder, index: Int(clamping: number)) }
        return .folder(
            MailFolder(account: account, name: folder), uidValidity: UInt32(clamping: uidValidity),
            uid: UInt32(clamping: number))
    }
}

extension String {
    /// As it may be kept: on one line, and at most 500 characters as the database counts them.
    var kept: String {
        let line = withoutControls
        guard line.utf8.count > 500 else { return line }
        return String(String.UnicodeScalarView(line.unicodeScalars.prefix(500)))
    }
}
