import Vocabulary

@testable import Mailroom

// What libFuzzer drives: `make fuzz` builds and runs it. The bytes are a mail, and a file of mails. A broken promise ends the
// program, and libFuzzer keeps the bytes that led there.

/// All that can be asked of a mail, within its bounds.
private func read(_ mail: ReceivedMail) {
    let size = mail.source.count
    let parts = mail.parts
    precondition(parts.count <= MailLimits.parts, "too many parts")
    for part in parts {
        precondition(part.content.count <= size, "more octets than the mail has")
        precondition(part.text.utf8.count <= 4 * size, "more text than the octets give")
        precondition(part.children.isEmpty || part.text.isEmpty, "a container with a text")
        let plain = HTMLText.plain(part.text)
        precondition(plain.utf8.count <= 60 * size + 100, "more text than the document gives")
        precondition(
            HTMLText.links(part.text).allSatisfy { $0.utf8.count <= 4 * size }, "a link longer than the document")
        _ = (part.disposition, part.filename)
        for name in part.headers.names {
            precondition(part.headers.raw(name) != nil, "a field that is not found by its name")
            precondition(
                part.headers.all(name).contains(part.headers[name] ?? ""), "a field that is not among its like")
            precondition(!(part.headers.raw(name) ?? "").utf8.contains(0x0A), "a field that is not unfolded")
            precondition(
                part.headers.addresses(name).allSatisfy { $0.address.utf8.allSatisfy { $0 != 0x0A } }, "a line end")
        }
        precondition(MailHeaders.blocks(parsing: part.content).count <= MailLimits.parts, "too many blocks")
    }
    precondition(mail.bodyText.utf8.count <= 60 * size + 100, "more body than the mail gives")
    _ = mail.isMail
    understand(mail)
}

/// What is made of a mail, whatever it is, keeps its bounds.
private func understand(_ mail: ReceivedMail) {
    let heard = Understanding(of: mail, trustedResults: "mx.example.org", ownAddresses: [])
    precondition(heard.words.count <= 500, "words beyond their bound")
    precondition(heard.recipients.allSatisfy { $0.diagnostic.count <= 500 }, "a diagnostic beyond its bound")
    precondition(!heard.isAuthentic || heard.from != nil, "nobody is authentic")
}

/// Whatever ends its lines, a mail is the same.
private func readWithOtherLineEnds(_ mail: ReceivedMail) {
    for end in [[0x0D, 0x0A], [0x0D]] as [[UInt8]] {
        let other = ReceivedMail(parsing: mail.source.flatMap { $0 == 0x0A ? end : [$0] })
        precondition(other.source == mail.source, "line ends matter")
        precondition(other.parts.map(\.contentType) == mail.parts.map(\.contentType), "line ends change parts")
        precondition(other.bodyText == mail.bodyText, "line ends change the text")
    }
}

/// However its octets are cut, a file has the same mails.
private func split(_ bytes: [UInt8]) {
    var (whole, single) = (MboxReader(limit: 2_000), MboxReader(limit: 2_000))
    let first = whole.read(bytes) + (whole.finish().map { [$0] } ?? [])
    let second = bytes.flatMap { single.read([$0]) } + (single.finish().map { [$0] } ?? [])
    precondition(first == second, "portions matter")
    var offset = -1
    for mail in first {
        precondition(mail.offset > offset, "mails out of order")
        offset = mail.offset
        precondition(bytes[offset...].starts(with: "From ".utf8), "a mail without its line")
        precondition(mail.octets.count <= 2_000, "a mail beyond the limit")
        read(ReceivedMail(parsing: mail.octets))
    }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let mail = ReceivedMail(parsing: bytes)
    read(mail)
    readWithOtherLineEnds(mail)
    if bytes.starts(with: "From ".utf8) { split(bytes) }
    return 0
}
