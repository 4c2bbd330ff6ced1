import Foundation
package import Vocabulary

/// What commands wrote about people outside the ledger: folders of messages, reports, letters of access.
///
/// A preview leaves the ledger as it is, to the byte, so this is a file of its own beside it, for the sender's eyes alone: one
/// JSON line per place, and no person in it. An erasure looks through these places and names those that still hold the person.
package struct KnownOutputs {
    package enum Kind: String, CaseIterable {
        /// Folders of `preview --eml`.
        case eml
        case maildir
        /// Files of `preview --report`.
        case report
        /// Folders of `subject export --to`.
        case access
        /// Files of `ledger backup`.
        case backup
        /// Folders of `backup`, and those that `restore` brought a folder back from.
        case folder
        /// Files and folders of mail that `inbox` read.
        case mail
        /// A folder of an account, which is not on this disk.
        case mailbox

        /// True for mail, which the sender has for other reasons.
        package var isMail: Bool { self == .mail || self == .mailbox }

        package var name: Phrase {
            switch self {
            case .eml: Phrase(fr: "messages d’un aperçu", en: "messages of a preview")
            case .maildir: Phrase(fr: "Maildir", en: "Maildir")
            case .report: Phrase(fr: "rapport d’un aperçu", en: "report of a preview")
            case .backup: Phrase(fr: "sauvegarde du registre", en: "backup of the ledger")
            case .folder: Phrase(fr: "sauvegarde du dossier", en: "backup of the folder")
            case .access: Phrase(fr: "réponse à une demande d’accès", en: "answer to a request for access")
            case .mail: Phrase(fr: "courrier lu", en: "mail that was read")
            case .mailbox: Phrase(fr: "boîte de réception", en: "inbox")
            }
        }
    }

    /// A file or folder.
    package struct Place: Hashable {
        package let kind: Kind
        /// Absolute; of an account, the folder and whose it is.
        package let path: String

        package init(kind: Kind, path: String) { (self.kind, self.path) = (kind, path) }

        // Two places may have one name in two Unicode forms.
        package static func == (one: Place, other: Place) -> Bool {
            one.kind == other.kind && one.path.isSpelled(other.path)
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(kind)
            hasher.combine(path)
        }
    }

    /// A place that holds a person, in so many files; of an account, mails.
    package struct Holding {
        package let place: Place
        package let files: Int

        init(place: Place, files: Int) { (self.place, self.files) = (place, files) }
    }

    private let path: String
    private let notice: (Phrase) -> Void

    init(beside ledger: String, notice: @escaping (Phrase) -> Void) {
        (path, self.notice) = (ledger + ".outputs", notice)
    }

    /// The places that were noted, whether they are there still or not.
    private func places() -> [Place] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        var seen: Set<Place> = []
        return data.split(separator: 0x0A).compactMap { line in
            guard let line = try? JSONValue(parsing: Array(line)), let kind = line["kind"]?.text.flatMap(Kind.init),
                let path = line["path"]?.text
            else { return nil }
            let place = Place(kind: kind, path: FileNames.found(path))
            return seen.insert(place).inserted ? place : nil
        }
    }

    /// Where the program's own are, or were.
    var paths: [String] { places().filter { !$0.kind.isMail }.map(\.path) }

    /// Notes a place, once, before anything is written there: whatever ends the program, an erasure knows of it. Where it
    /// cannot be noted, what was asked is done all the same, and that is said.
    package func note(_ kind: Kind, _ output: String) {
        let place = Place(kind: kind, path: URL(fileURLWithPath: output).standardizedFileURL.path)
        guard !places().contains(place) else { return }
        let line = JSONValue.object([.init("kind", .string(kind.rawValue)), .init("path", .string(place.path))])
        // A line that was cut off by a full disk must not take this one with it.
        let last = FileManager.default.contents(atPath: path)?.last
        let octets = Array(((last ?? 0x0A) == 0x0A ? "" : "\n").utf8) + Array((line.compact + "\n").utf8)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        defer { if descriptor >= 0 { close(descriptor) } }
        // Neither behind a link nor into a file that has another name.
        var information = stat()
        guard descriptor >= 0, fstat(descriptor, &information) == 0, information.st_nlink == 1,
            information.st_mode & S_IFMT == S_IFREG, writeAll(octets, to: descriptor)
        else {
            notice(
                Phrase(
                    fr: "! `\(path)` ne peut être écrit\u{A0}: un effacement ne saura pas qu’il y a des personnes dans "
                        + "`\(place.path)`.",
                    en: "! `\(path)` cannot be written: an erasure will not know that there are people in "
                        + "`\(place.path)`."))
            return
        }
    }

    /// The places that hold a person, those of `more` included; `inMail` is what tells them in mail.
    package func holding(_ traces: Traces, inMail: Traces, and more: [Place] = []) -> [Holding] {
        var seen: Set<Place> = []
        return (places() + more).filter { seen.insert($0).inserted }.compactMap { place in
            let files = files(of: place).filter { holds($0, place.kind, place.kind.isMail ? inMail : traces) }.count
            return files > 0 ? Holding(place: place, files: files) : nil
        }
    }

    private func files(of place: Place) -> [String] {
        func names(in folder: String, _ isWanted: (String) -> Bool = { _ in true }) -> [String] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.filter(isWanted).map { folder + "/" + $0 }
        }
        // What a process that was ended left on its way counts as what it was to be.
        return switch place.kind {
        case .eml: names(in: place.path) { (PrivateDraft.of($0) ?? $0).hasSuffix(".eml") }
        case .maildir: ["cur", "new", "tmp"].flatMap { names(in: place.path + "/" + $0) }
        case .report, .backup: [place.path] + PrivateDraft.names(beside: place.path)
        case .folder: ([place.path] + PrivateDraft.names(beside: place.path)).flatMap(KnownOutputs.below)
        case .mail: KnownOutputs.isFile(place.path) ? [place.path] : KnownOutputs.below(place.path)
        case .mailbox: []
        case .access: names(in: place.path) { KnownOutputs.access.contains(PrivateDraft.of($0) ?? $0) }
        }
    }

    private static func isFile(_ path: String) -> Bool {
        (try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
    }

    /// Every ordinary file below a folder, without following links.
    private static func below(_ folder: String) -> [String] {
        let keys: [URLResourceKey] = [.isRegularFileKey]
        guard
            let walk = FileManager.default.enumerator(
                at: URL(fileURLWithPath: folder), includingPropertiesForKeys: keys)
        else { return [] }
        return walk.compactMap { $0 as? URL }.filter {
            (try? $0.resourceValues(forKeys: Set(keys)).isRegularFile) == true
        }.map(\.path)
    }

    /// The files of an answer to a request for access.
    private static let access = ["subject.json", "letter.html", "letter.txt"]

    private func holds(_ file: String, _ kind: Kind, _ traces: Traces) -> Bool {
        // An mbox may be larger than the memory is.
        if kind.isMail {
            guard let data = try? Data(contentsOf: URL(fileURLWithPath: file), options: .alwaysMapped) else {
                return false
            }
            return KnownOutputs.pieces(data.count).contains { traces.areIn(message: Array(data[$0])) }
        }
        guard let data = FileManager.default.contents(atPath: file) else { return false }
        return switch kind {
        case .eml, .maildir: traces.areIn(message: Array(data))
        default: traces.areIn(String(decoding: data, as: UTF8.self))
        }
    }

    /// A file in pieces that overlap by more than an address is long.
    private static func pieces(_ count: Int) -> some Sequence<Range<Int>> {
        stride(from: 0, to: count, by: 1 << 20).lazy.map { $0..<min(count, $0 + (1 << 20) + 1024) }
    }
}
