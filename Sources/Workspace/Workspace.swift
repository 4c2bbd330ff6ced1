import Foundation
import Gate
package import Ledger
package import Vocabulary

/// The working folder of a command: its configuration, its ledger, its key, and the moment.
package struct Workspace {
    /// The version of this program (semantic versioning), as the log and `--version` tell it.
    package static let programVersion = "0.1.0"

    package let configuration: Configuration
    /// For secrets that the configuration looks for there.
    package let environment: [String: String]
    /// The language of files that are written for the sender to read.
    package let language: Language
    /// Told what went otherwise than asked while the use case goes on: a list beside the ledger that cannot be written.
    package let notice: @Sendable (Phrase) -> Void

    /// `environment` is that of the process.
    package init(
        _ configuration: Configuration, environment: [String: String], language: Language,
        notice: @escaping @Sendable (Phrase) -> Void
    ) {
        self.configuration = configuration
        self.environment = environment
        self.language = language
        self.notice = notice
    }

    /// The objections and erasures outside the ledger.
    package var suppressionList: SuppressionList { SuppressionList(beside: configuration.ledger, notice: notice) }

    /// What was written about people outside the ledger.
    package var knownOutputs: KnownOutputs { KnownOutputs(beside: configuration.ledger, notice: notice) }

    /// The moment, by the machine's clock, to the millisecond.
    package static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Minutes that this machine's zone is ahead of UTC at a moment.
    package static func utcOffsetMinutes(at instant: Instant) -> Int {
        var seconds = time_t(instant.milliseconds / 1000)
        var local = tm()
        localtime_r(&seconds, &local)
        return Int(local.tm_gmtoff) / 60
    }

    /// Today in this machine's zone.
    package static func today() -> CivilDate { day(of: now()) }

    /// The day of a moment in this machine's zone.
    package static func day(of now: Instant) -> CivilDate { onClocks(now).day }

    /// The time of a moment in this machine's zone, as `14:05`.
    package static func timeOfDay(_ now: Instant) -> String { String(onClocks(now).iso.dropFirst(11).prefix(5)) }

    private static func onClocks(_ now: Instant) -> Instant {
        now.onClocks(aheadByMinutes: utcOffsetMinutes(at: now))
    }

    /// The ledger of a command that only reads, or that needs what is there.
    package func ledger(readOnly: Bool = false) throws -> Ledger {
        guard readOnly else { return try Ledger.open(path: configuration.ledger) }
        let (ledger, isOutdated) = try Ledger.openToRead(path: configuration.ledger)
        if isOutdated {
            notice(
                Phrase(
                    fr:
                        "le registre `\(configuration.ledger)` est d’une version antérieure, et n’a pu être mis à jour : un "
                        + "envoi peut écarter des personnes admises ici ; rendez son dossier accessible en écriture",
                    en:
                        "the ledger `\(configuration.ledger)` is of an earlier version, and could not be upgraded: a send may "
                        + "exclude people admitted here; make its folder writable"))
        }
        return ledger
    }

    /// The ledger of a command that may make it, together with its key.
    package func ledgerOrNew() throws -> (Ledger, Key) {
        let ledger = try Ledger.open(path: configuration.ledger, create: true)
        let key: Key
        switch keyFile() {
        case .key(let found):
            key = found
            if case .foreign = try ledger.standing(of: found) { throw keyFailure }
        case .missing:
            guard try !ledger.hasKey() else { throw keyFailure }
            key = Key()
            try writeKey(key)
        case .malformed: throw keyFailure
        }
        try ledger.bind(key)
        try ledger.catchUp(key: key, now: Workspace.now())
        return (ledger, key)
    }

    /// The key that the ledger was made with, or the failure that refuses everything without it.
    package func key(for ledger: Ledger) throws -> Key {
        guard let key = try readableKey(for: ledger) else { throw keyFailure }
        if !ledger.isReadOnly { try ledger.catchUp(key: key, now: Workspace.now()) }
        return key
    }

    /// The key that the ledger was made with; nil where it is missing, malformed or another one.
    package func readableKey(for ledger: Ledger) throws -> Key? {
        guard case .key(let key) = keyFile(), case .own = try ledger.standing(of: key) else { return nil }
        return key
    }

    private enum KeyFile {
        case key(Key)
        case missing
        case malformed
    }

    private func keyFile() -> KeyFile {
        guard FileManager.default.fileExists(atPath: configuration.keyFile) else { return .missing }
        guard let data = FileManager.default.contents(atPath: configuration.keyFile),
            let key = Key(fileText: String(decoding: data, as: UTF8.self))
        else { return .malformed }
        return .key(key)
    }

    private func writeKey(_ key: Key) throws {
        do {
            try PrivateFile.create(configuration.keyFile, Array(key.fileText.utf8))
        } catch { throw LedgerFault.cannotCreate(path: configuration.keyFile, why: "\(error)") }
    }

    private var keyFailure: Failure { Failure(.refused, keyFault) }

    /// Why nothing goes without the key.
    var keyFault: Phrase {
        let path = configuration.keyFile
        return Phrase(
            fr: "la clé des empreintes `\(path)` manque, est illisible, ou n’est pas celle du registre : les "
                + "oppositions "
                + "ne peuvent être lues ; remettez-la depuis votre sauvegarde",
            en: "the fingerprint key `\(path)` is missing, cannot be read, or is not the ledger's own: the objections "
                + "cannot be read; put it back from your backup")
    }
}

extension Failure {
    /// What an error of a use case says to the sender: the rooms below have words of their own for what goes wrong. Nil for
    /// what is none of theirs.
    package init?(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let fault as LedgerFault: self.init(fault)
        default: return nil
        }
    }

    /// A fault of the ledger, by its kind.
    package init(_ fault: LedgerFault) {
        let kind: Kind =
            switch fault {
            case .missing, .cannotOpen: .noInput
            case .cannotCreate: .cannotCreate
            case .notALedger, .inputOutput, .damaged, .gone, .folderNotWritable, .notALock: .inputOutput
            case .tooNew: .inputOutput
            case .busy: .temporary
            case .internalFault: .internalFault
            }
        self.init(kind, fault.message)
    }
}
