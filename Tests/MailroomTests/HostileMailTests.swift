import Testing

@testable import Mailroom

/// Mails that are made to cost as much as they can. What is looked for ahead is counted; whatever goes from one end to the other is
/// given inputs so large that the suite would not end within the hour if it took more than one pass.
@Suite struct HostileMailTests {
    /// Of each shape one twice as large takes at most twice the steps, and a level takes one pass.
    @Test(arguments: [
        "--b\n", "--b--\n", "--b\n\n", "--c\n", "--b\nContent-Type: multipart/mixed; boundary=b\n\n",
        "--b\nContent-Type: multipart/mixed\n\n", "\n", "-", "--", "--b\nContent-Type: message/rfc822\n\n",
    ]) func delimitersAreSearchedOncePerLevel(_ shape: String) {
        var before = 0
        for size in [5_000, 10_000, 20_000] {
            var parser = PartParser()
            let mail = "Content-Type: multipart/mixed; boundary=b\n\n" + filled(shape, size)
            _ = parser.part(Array(mail.utf8)[...])
            #expect(parser.parts <= MailLimits.parts)
            #expect(parser.octetsSearched <= 2 * (MailLimits.depth + 1) * mail.utf8.count)
            if before > 0 { #expect(parser.octetsSearched <= before * 2 + 5_000) }
            before = parser.octetsSearched
        }
    }

    @Test(arguments: [
        "=?", "=?u?Q?", "=?u?Q?a", "=?u?Q?a=?", "=?u?B?a b", "=?u?Q?a?= ", "=?u?Q??=", "?=", "=?a?Q?=C3?= =?b?Q?",
    ])
    func endsOfEncodedWordsAreSearchedOnce(_ shape: String) {
        for size in [1_000, 2_000, 20_000] {
            var decoder = EncodedWordDecoder(Array(filled(shape, size).utf8))
            _ = decoder.decoded()
            #expect(decoder.octetsSearched <= size)
        }
    }

    @Test(arguments: [
        "<", "<a ", "<a href=", "<a href=\"", "<!--", "<!-- -->", "<script>", "<script></script>", "<style></style ",
        "<title>", "&", "&#",
        "&amp", "<br>", "<hr>", "<blockquote>a", "<blockquote><p>", "</", "<!", "<a/", "<pre>\n", "<td>",
    ]) func endsOfMarkupAreSearchedOnce(_ shape: String) {
        for size in [1_000, 2_000, 20_000] {
            var reader = HTMLReader(Array(filled(shape, size).utf8))
            reader.read()
            #expect(reader.octetsSearched <= 4 * size)
            #expect(reader.text.finished().count <= 12 * size + 100)
        }
    }

    @Test func textIsBounded() {
        let html = filled("<blockquote><hr>", 2 * MailLimits.textOctets)
        #expect(HTMLText.plain(html).utf8.count <= MailLimits.textOctets + 100)
        let mail = ReceivedMail(parsing: Array(("Subject: x\n\n" + filled("x", 2 * MailLimits.textOctets)).utf8))
        #expect(mail.root.text.utf8.count == MailLimits.textOctets)
        #expect(mail.root.content.count == 2 * MailLimits.textOctets)
    }

    @Test func depthAndNumberAreBounded() {
        let deep = String(repeating: "Content-Type: message/rfc822\n\n", count: 1_000) + "\nSubject: x\n"
        let parts = ReceivedMail(parsing: Array(deep.utf8)).parts
        #expect(parts.count == MailLimits.depth + 1)
        let wide = "Content-Type: multipart/mixed; boundary=b\n\n" + filled("--b\n\nx\n", 20_000)
        #expect(ReceivedMail(parsing: Array(wide.utf8)).parts.count == MailLimits.parts)
        let headers = MailHeaders(parsing: Array(filled("X: y\n", 20_000).utf8))
        #expect(headers.names.count == MailLimits.fields)
        #expect(MailHeaders.blocks(parsing: Array(filled("X: y\n\n", 20_000).utf8)).count == MailLimits.parts)
        let field = MailHeaders(parsing: Array(("X: " + filled("y\n ", 300_000)).utf8))
        #expect((field.raw("X") ?? "").utf8.count <= MailLimits.fieldOctets)
        #expect(addresses(in: filled("a,", 20_000)).count == MailLimits.addresses)
        #expect(ParameterizedField(parsing: "x;" + (0..<1_000).map { "a\($0)=b;" }.joined()).parameters.count == 100)
    }

    @Test(arguments: [
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQQ== ", "QQ==\n", "QQ==", "=", "A=", "a b", " ", "\n", "AAAA\n", "\u{FFFD}",
    ]) func base64IsReadInOnePass(_ shape: String) {
        let octets = Array(filled(shape, 100_000).utf8)
        #expect(TransferEncoding.base64.decode(octets[...]).count <= octets.count)
    }

    @Test(arguments: ["=", "= ", "=\n", "=4", "=41", " ", "=\t\t\t\t\t\t\t\tx"]) func quotedPrintableIsReadInOnePass(
        _ shape: String
    ) {
        let octets = Array(filled(shape, 100_000).utf8)
        #expect(TransferEncoding.quotedPrintable.decode(octets[...]).count <= octets.count)
    }

    @Test(arguments: [
        "(", ")", "\"", "\\\"", "<", "<a", ":", "[", "a,", "a:", "<@a:", "\"a", "(\\", "=?u?Q?a", "<\"", "\"\\\"",
    ]) func addressesAreReadInOnePass(_ shape: String) {
        #expect(addresses(in: filled(shape, 100_000)).count <= MailLimits.addresses)
    }

    @Test(arguments: [
        ";", "=", "a=", "a=\"", "a*0=b;", "a*=;", "a*1=b;", "a;", "a=\\", "*", "'", "a*0*=utf-8''%",
    ]) func parametersAreReadInOnePass(_ shape: String) {
        #expect(ParameterizedField(parsing: filled(shape, 100_000)).parameters.count <= MailLimits.parameters)
    }

    @Test(arguments: [
        "X: y\n", "X:\n", "X:\n y\n", "x", " \n", ":\n", "X:;\na=b\n", "X :\n", "X:\nabc\n", "\n", "\r", "\r\r\n",
    ])
    func headersAreReadInOnePass(_ shape: String) {
        let octets = Array(filled(shape, 100_000).utf8)
        #expect(MailHeaders(parsing: octets).names.count <= MailLimits.fields)
        #expect(MailHeaders.blocks(parsing: octets).count <= MailLimits.parts)
        let mail = ReceivedMail(parsing: octets)
        #expect(mail.parts.count == 1)
        #expect(mail.bodyText.utf8.count <= MailLimits.textOctets)
    }

    @Test(arguments: [
        "utf-8", "iso-2022-jp", "iso-2022-kr", "shift_jis", "euc-kr", "gb18030", "big5", "utf-7", "utf-16", "utf-32",
        "windows-1258", "koi8-r",
    ]) func octetsOfEveryKindAreDecoded(_ charset: String) {
        let kinds: [[UInt8]] = [
            [0xFF], [0x1B], [0x1B, 0x24, 0x42], [0x81], [0x81, 0x30], [0x2B], [0x2B, 0x2D], [0x2B, 0x41], [0xD8, 0x00],
            [0x00],
            [0x0E], [0x7E, 0x7B], [0xC3], [0x1B, 0x28, 0x49, 0xFF],
        ]
        for kind in kinds {
            let octets = Array(repeatElement(kind, count: 5_000 / kind.count).joined())
            let text = Charset(charset).text(octets[...])
            #expect(text.utf8.count <= 4 * octets.count + 8)
        }
    }

    @Test(arguments: [
        "From ", "From \n", "From \n\n", "From a Tue Nov 28 10:00:00 2026\n", "From a Tue Nov 28 10:00:00 2026\n\n",
        ">", ">From ", "\n", "\r\n", "x", "Fro",
    ])
    func anMboxIsReadInOnePass(_ shape: String) {
        let octets = Array(("From a\n\n" + filled(shape, 100_000)).utf8)
        var reader = MboxReader(limit: 1_000)
        var mails = 0
        var start = 0
        while start < octets.count {
            let end = min(start + 10_000, octets.count)
            for mail in reader.read(Array(octets[start..<end])) {
                mails += 1
                if mail.octets.count > 1_000 { Issue.record("a mail of \(mail.octets.count) octets") }
            }
            start = end
        }
        #expect((reader.finish()?.octets.count ?? 0) <= 1_000)
        #expect(mails <= octets.count / 6)
    }

    private func filled(_ shape: String, _ size: Int) -> String {
        String(repeating: shape, count: max(1, size / shape.utf8.count))
    }
}
