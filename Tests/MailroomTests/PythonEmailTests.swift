import Mailroom
import Testing

/// The reader against a judge that knows nothing of it, on mails that were written by hundreds of programs.
@Suite(.enabled(if: MailCorpus.isThere && PythonEmail.isInstalled, "no corpus beside the checkout, or no Python"))
struct PythonEmailTests {
    @Test func mailsReadAsPythonReadsThem() throws {
        let mails = MailCorpus.mails.map { (name: $0.name, octets: withLF($0.octets)) }
        let expected = try PythonEmail.outlines(mails.map(\.octets))
        #expect(expected.count == mails.count)
        var compared = 0
        for ((name, octets), expected) in zip(mails, expected) {
            let found = MailOutline(ReceivedMail(parsing: octets))
            // Where Python gives up on a part, this reader looks further: what comes behind is numbered otherwise.
            let end = expected.givenUp.first ?? expected.parts.count
            #expect(found.parts.count == expected.parts.count || !expected.givenUp.isEmpty, "\(name)")
            for (index, (one, other)) in zip(found.parts, expected.parts).prefix(end).enumerated() {
                #expect(one.type == other.type, "\(name), part \(index)")
                #expect(one.depth == other.depth, "\(name), part \(index)")
                #expect(one.headers == other.headers, "\(name), part \(index)")
                if let mailboxes = other.mailboxes { #expect(one.mailboxes == mailboxes, "\(name), part \(index)") }
                #expect(
                    withoutLastLineEnds(one.content) == withoutLastLineEnds(other.content), "\(name), part \(index)")
                #expect(one.blocks == other.blocks, "\(name), part \(index)")
                if let text = other.text {
                    #expect(one.text.map(withoutLastLineEnds) == withoutLastLineEnds(text), "\(name), part \(index)")
                }
                compared += 1
            }
        }
        #expect(compared > 1_000)
    }

    @Test func lineEndsMakeNoDifference() {
        for (name, octets) in MailCorpus.mails {
            let plain = withLF(octets)
            let expected = ReceivedMail(parsing: plain)
            for end in ["\r\n", "\r"] {
                let mail = ReceivedMail(parsing: withLineEnds(end, plain))
                #expect(mail.source == plain, "\(name)")
                #expect(mail.parts.map(\.contentType) == expected.parts.map(\.contentType), "\(name)")
                #expect(mail.parts.map(\.content) == expected.parts.map(\.content), "\(name)")
                #expect(mail.bodyText == expected.bodyText, "\(name)")
            }
        }
    }
}

/// Where a multipart is not closed, the two differ in whether the last line end is the delimiter's.
private func withoutLastLineEnds(_ content: String) -> String {
    var content = content[...]
    while content.hasSuffix("0a") || content.hasSuffix("\n") {
        content = content.dropLast(content.hasSuffix("\n") ? 1 : 2)
    }
    return String(content)
}
