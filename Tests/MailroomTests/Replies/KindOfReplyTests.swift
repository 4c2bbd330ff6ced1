import Mailroom
import Testing
import Vocabulary

/// Mails of the tables under `Fixtures/replies`: what each is, and how many of a sort are told right.
@Suite struct KindOfReplyTests {
    static let me = try? AddrSpec(parsing: "camille@example.org")

    static func understand(_ mail: SampleMail) -> Understanding {
        Understanding(
            of: ReceivedMail(parsing: mail.bytes), trustedResults: nil, ownAddresses: me.map { [$0] } ?? [])
    }

    /// What of a table is told otherwise than it says.
    static func misses(_ table: [SampleMail]) -> [String] {
        table.compactMap { mail in
            let found = understand(mail)
            guard found.kind != mail.kind || (mail.isPlain.map { $0 != found.isPlainRequest } ?? found.isPlainRequest)
            else { return nil }
            return
                "\(mail.file) \(mail.number) is \(mail.kind), read as \(found.kind)\(found.isPlainRequest ? " plain" : ""): "
                + "\(mail.body.prefix(70).replacing("\n", with: " ")) | \(found.words.prefix(90))"
        }
    }

    @Test(arguments: [
        "leave", "away", "gone", "replies", "ordinary", "fresh-leave", "fresh-away", "fresh-gone", "fresh-replies",
        "fresh-ordinary",
    ])
    func ofATable(_ file: String) throws {
        let table = try SampleMail.table(file)
        let misses = Self.misses(table)
        #expect(table.count >= 30)
        #expect(misses.isEmpty, "\(misses.count) of \(table.count):\n\(misses.joined(separator: "\n"))")
    }
}
