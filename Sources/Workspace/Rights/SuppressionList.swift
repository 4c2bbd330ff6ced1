import Foundation
package import Ledger
import Vocabulary

/// Objections and erasures outside the ledger, for the day when a ledger is restored that was copied before them: a line that
/// tells the key, and one of fingerprints, kind and day for each. Nobody is in it.
///
/// Whatever records one keeps a list beside the ledger, which a restore of the ledger alone leaves as it is. A line goes only
/// with a list of objections that the sender takes back.
package struct SuppressionList {
    package let path: String
    private let notice: (Phrase) -> Void

    /// A list wherever it lies.
    package init(path: String) { (self.path, notice) = (path, { _ in }) }
    init(beside ledger: String, notice: @escaping (Phrase) -> Void = { _ in }) {
        (path, self.notice) = (ledger + ".suppressions", notice)
    }

    private static func head(_ key: Key) -> String {
        JSONValue.object([.init("key", .string(key.fingerprint))]).compact
    }

    /// The list of a ledger, as text.
    package static func text(_ ledger: Ledger, _ key: Key) throws -> String {
        let lines = try ledger.suppressions().map(\.line)
        return ([head(key)] + lines).map { $0 + "\n" }.joined()
    }

    /// The suppressions of a list that was made under a key.
    package func read(_ key: Key) throws -> [Suppression] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(
                .noInput,
                Phrase(fr: "`\(path)` manque ou est illisible", en: "`\(path)` is missing or cannot be read"))
        }
        let lines = TextFile.normalized(Array(data)).split(separator: 0x0A).map { Array($0) }
        guard let first = lines.first, case .object(let head)? = try? JSONValue(parsing: first),
            head.first?.name == "key"
        else { throw fault(line: 1) }
        guard head.first?.value == .string(key.fingerprint) else {
            throw Failure(
                .refused,
                Phrase(
                    fr: "la liste `\(path)` a été faite avec une autre clé\u{202F}; remettez celle de la sauvegarde",
                    en: "the list `\(path)` was made with another key; put back the one of the backup"))
        }
        return try lines.dropFirst().enumerated().map { index, line in
            guard let suppression = Suppression(line: line) else { throw fault(line: index + 2) }
            return suppression
        }
    }

    private func fault(line: Int) -> Failure {
        Failure(
            .badInput,
            Phrase(
                fr: "\(path):\(line)\u{A0}: ce n’est pas une liste d’oppositions (`portillon subject suppressions`)",
                en: "\(path):\(line): not a list of objections (`portillon subject suppressions`)"))
    }

    /// The lines of one list that another one lacks. Who objected and stands on a list of objections as well has two lines, so that
    /// the one stays where the other is taken back.
    static func missing(from lines: [String], of wanted: [String]) -> [String] {
        var known = LineCounts(lines)
        return wanted.filter { !known.take($0) }
    }

    /// Takes away the lines of a list of objections that is about to be taken back, but for those that stand otherwise, and has
    /// `commit` do it while nobody else can add them again. Before the ledger: ended in between, the list lacks what the ledger
    /// knows, and the next command adds it; the other way round, the ledger would seem to be older than the list.
    func leavingOut(_ gone: ObjectionList, of ledger: Ledger, _ key: Key, commit: () throws -> Void) throws {
        let turn = FolderTurn.taken(of: path)
        defer { turn?.end() }
        guard turn != nil else {
            throw Failure(
                .temporary,
                Phrase(
                    fr: "une autre commande tient la liste des oppositions `\(path)` ; réessayez",
                    en: "another command holds the list of objections `\(path)`; try again"))
        }
        guard FileManager.default.fileExists(atPath: path) else { return try commit() }
        guard let contents = FileManager.default.contents(atPath: path) else {
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "la liste des oppositions `\(path)` ne peut être lue",
                    en: "the list of objections `\(path)` cannot be read"))
        }
        let lines = String(decoding: TextFile.normalized(Array(contents)), as: UTF8.self).split(separator: "\n")
            .map(String.init)
        var staying = LineCounts(try ledger.suppressions(without: gone).map(\.line))
        var leaving = LineCounts(try ledger.suppressions().map(\.line).filter { !staying.take($0) })
        let left = lines.filter { !leaving.take($0) }
        // A list of another key serves that key.
        guard lines.first == SuppressionList.head(key), left.count < lines.count else { return try commit() }
        do {
            try PrivateFile.replace(path, Array(left.map { $0 + "\n" }.joined().utf8))
        } catch {
            let why = Phrase(saying: error)
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "la liste des oppositions `\(path)` ne peut être écrite : \(why.fr)",
                    en: "the list of objections `\(path)` cannot be written: \(why.en)"))
        }
        try commit()
    }

    /// Adds what the ledger knows and the list lacks; never takes a line away. What was asked is done, so that a list that
    /// cannot be written is said and fails nothing.
    package func keepUp(with ledger: Ledger, _ key: Key) throws {
        // Two who add to it take turns, or one would take its place without the other's lines.
        let turn = FolderTurn.taken(of: path)
        defer { turn?.end() }
        guard turn != nil else {
            return notice(
                Phrase(
                    fr: "! Une autre commande tient la liste des oppositions `\(path)` ; la prochaine l’achèvera.",
                    en: "! Another command holds the list of objections `\(path)`; the next one completes it."))
        }
        let contents = FileManager.default.contents(atPath: path)
        guard contents != nil || !FileManager.default.fileExists(atPath: path) else {
            // What cannot be read must not be replaced: lines would go.
            return notice(
                Phrase(
                    fr: "! La liste des oppositions `\(path)` ne peut être lue ; elle reste comme elle est.",
                    en: "! The list of objections `\(path)` cannot be read; it stays as it is."))
        }
        let known = contents.map { String(decoding: TextFile.normalized(Array($0)), as: UTF8.self) } ?? ""
        let head = SuppressionList.head(key)
        var lines = known.split(separator: "\n").map(String.init)
        // A list of another key serves that key.
        guard lines.isEmpty || lines[0] == head else { return }
        let missing = SuppressionList.missing(from: lines, of: [head] + (try ledger.suppressions().map(\.line)))
        guard !missing.isEmpty else { return }
        lines += missing
        do {
            try PrivateFile.replace(path, Array(lines.map { $0 + "\n" }.joined().utf8))
        } catch {
            let why = Phrase(saying: error)
            notice(
                Phrase(
                    fr: "! La liste des oppositions `\(path)` ne peut être écrite (\(why.fr))\u{202F}; "
                        + "`portillon subject suppressions` la donne.",
                    en: "! The list of objections `\(path)` cannot be written (\(why.en)); "
                        + "`portillon subject suppressions` gives it."))
        }
    }

    /// Why nothing may be sent: the ledger is older than the list, as one that was restored, and people who objected since, or
    /// asked to be forgotten, would be written to; or the list cannot be read, and nobody knows. Nil where neither is so.
    func fault(of ledger: Ledger, _ key: Key) throws -> Phrase? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let list: [Suppression]
        do { list = try read(key) } catch let failure as Failure {
            // A list of another key serves that key.
            return failure.kind == .refused ? nil : failure.message
        }
        guard try ledger.lacksAny(of: list) else { return nil }
        return Phrase(
            fr: "le registre ignore des oppositions ou des effacements que `\(path)` connaît (a-t-il été restauré ?) ; "
                + "reprenez-les : `portillon subject reapply`. Ce qui a été envoyé depuis cette sauvegarde, il l’ignore "
                + "aussi",
            en: "the ledger lacks objections or erasures that `\(path)` knows (was it restored?); take them up: "
                + "`portillon subject reapply`. What was sent since that backup, it does not know either")
    }
}

/// How often each line stands.
private struct LineCounts {
    private var counts: [String: Int] = [:]

    init(_ lines: [String]) { for line in lines { counts[line, default: 0] += 1 } }

    /// Takes one away; false where none was left.
    mutating func take(_ line: String) -> Bool {
        guard let left = counts[line], left > 0 else { return false }
        counts[line] = left - 1
        return true
    }
}
