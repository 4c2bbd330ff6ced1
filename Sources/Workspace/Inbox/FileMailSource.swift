import Foundation
import Postbox
import Vocabulary

/// Mails in a file or a folder that was named: read whole each time, as nothing there says what is new.
struct FileMailSource: MailSource {
    /// As it was named.
    let name: String
    var folder: MailFolder? { nil }

    /// Throws where nothing is there, before anything is read.
    init(named name: String) throws {
        guard FileManager.default.fileExists(atPath: name) else { throw PostboxFault(.missing, at: name).failure }
        self.name = name
    }

    /// How many files that cannot be read are named beside the first.
    private static let mostNamed = 10

    /// A batch holds at most so many mails, or a little more than so many octets of them.
    private static let (mostMails, mostOctets) = (200, 8 << 20)

    func read(after bookmark: FolderBookmark?, since: CivilDate?, _ take: (MailBatch) throws -> Void) throws {
        var mails: [FoundMail] = []
        var octets = 0
        var (path, index) = ("", 0)
        let reading: DiskReading
        do {
            reading = try MailFiles.read(name) { mail in
                index = mail.path == path ? index + 1 : 0
                path = mail.path
                mails.append(
                    FoundMail(
                        place: .file(path: path, index: index), bytes: mail.bytes, isTruncated: mail.isTruncated,
                        isByItself: mail.beginsFile))
                octets += mail.bytes.count
                guard mails.count >= FileMailSource.mostMails || octets > FileMailSource.mostOctets else { return }
                try take(MailBatch(mails: mails))
                (mails, octets) = ([], 0)
            }
        } catch let fault as PostboxFault {
            // What was read before it counts.
            if !mails.isEmpty { try take(MailBatch(mails: mails)) }
            throw fault.failure
        }
        if !mails.isEmpty { try take(MailBatch(mails: mails)) }
        guard let first = reading.faults.first?.failure else { return }
        let others = reading.faults.dropFirst().map { "`\(URL(fileURLWithPath: $0.place).lastPathComponent)`" }
        throw Failure(
            first.kind,
            Phrase { language in
                guard !others.isEmpty else { return first.message[language] }
                let more = others.count - FileMailSource.mostNamed
                let names = others.prefix(FileMailSource.mostNamed) + (more > 0 ? [Wording.others(more, language)] : [])
                let alike = Phrase(fr: " ; de même\u{A0}: ", en: "; likewise: ")
                return first.message[language] + alike[language] + names.joined(separator: ", ")
            })
    }
}
