import Foundation
import Vocabulary

/// The file that a report is written to: its rows wait in a file without a name until all are known, and the whole takes
/// its place at once, for the sender's eyes alone (0600).
package final class ReportFile<Section: Hashable> {
    private let url: URL
    private let path: String
    /// Where the rows lie, table by table, in pieces that stand between those of other tables.
    private let rows: PrivateDraft
    private var rowsEnd = 0
    private var pieces: [Section: [(offset: Int, count: Int)]] = [:]
    private var pending: [Section: [UInt8]] = [:]
    private var output: PrivateDraft?
    private var buffer: [UInt8] = []

    /// `secrets` and `letter`: files that a report never takes the place of, whatever name leads there.
    package init(_ path: String, sparing files: [String]) throws {
        self.path = path
        url = URL(fileURLWithPath: path)
        try Self.check(path, sparing: files)
        // Early, so that nobody waits for a page that has no place to go.
        rows = try Self.writing(path) { try PrivateDraft(of: path) }
        rows.stayNameless()
    }

    /// Keeps a row aside.
    package func keep(_ row: String, of section: Section) throws {
        pending[section, default: []] += row.utf8
        if pending[section, default: []].count >= pieceSize { try flush(section) }
    }

    private func flush(_ section: Section) throws {
        guard let bytes = pending.removeValue(forKey: section), !bytes.isEmpty else { return }
        try put(bytes, to: rows)
        pieces[section, default: []].append((rowsEnd, bytes.count))
        rowsEnd += bytes.count
    }

    /// Writes the page; where that fails, whatever stood in its place still does.
    package func write(_ body: (_ rows: (Section) throws -> Void, _ write: (String) throws -> Void) throws -> Void)
        throws
    {
        for section in Array(pending.keys) { try flush(section) }
        let output = try Self.writing(path) { try PrivateDraft(of: path) }
        self.output = output
        defer { self.output = nil }
        try body(copy) { text in
            self.buffer += text.utf8
            if self.buffer.count >= bufferSize { try self.flush() }
        }
        try flush()
        try Self.writing(path) { try output.replace(url.path) }
    }

    private func copy(_ section: Section) throws {
        try flush()
        for piece in pieces[section] ?? [] {
            var bytes = [UInt8](repeating: 0, count: piece.count)
            var done = 0
            while done < piece.count {
                let count = bytes.withUnsafeMutableBytes {
                    pread(
                        rows.descriptor, $0.baseAddress?.advanced(by: done), piece.count - done,
                        off_t(piece.offset + done))
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure(count < 0 ? errno : EIO) }
                done += count
            }
            try put(bytes, to: output)
        }
    }

    private func flush() throws {
        try put(buffer, to: output)
        buffer.removeAll(keepingCapacity: true)
    }

    private func put(_ bytes: [UInt8], to draft: PrivateDraft?) throws {
        try Self.writing(path) { try draft?.write(bytes) }
    }

    // MARK: The place

    /// A page takes the place of an ordinary file, or of nothing.
    private static func check(_ path: String, sparing files: [String]) throws {
        var there = stat()
        guard stat(path, &there) == 0 else { return }
        guard there.st_mode & S_IFMT == S_IFREG else {
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "`\(path)` n’est pas un fichier ordinaire\u{202F}; donnez au rapport le nom d’un fichier",
                    en: "`\(path)` is no ordinary file; give the report the name of a file"))
        }
        for file in files {
            var other = stat()
            guard stat(file, &other) == 0, other.st_dev == there.st_dev, other.st_ino == there.st_ino else { continue }
            throw Failure(
                .usage,
                Phrase(
                    fr: "le rapport prendrait la place de `\(file)`\u{202F}; donnez-lui un autre nom",
                    en: "the report would take the place of `\(file)`; give it another name"))
        }
    }

    private static func writing<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let fault as PrivateFile.Fault { throw failure(path, fault.code) }
    }

    private func failure(_ code: Int32) -> Failure { Self.failure(path, code) }

    private static func failure(_ path: String, _ code: Int32) -> Failure {
        let why = Phrase(errno: code)
        return Failure(
            .inputOutput,
            Phrase(
                fr: "le rapport `\(path)` ne peut être écrit\u{A0}: \(why.fr)",
                en: "the report `\(path)` cannot be written: \(why.en)"))
    }
}

private let pieceSize = 1 << 15
private let bufferSize = 1 << 16
