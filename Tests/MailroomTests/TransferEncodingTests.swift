import Mailroom
import TestSupport
import Testing

@Suite struct TransferEncodingTests {
    static let quotedPrintable: [(why: String, text: String, decoded: String)] = [
        ("escapes of either case", "=C3=A9=c3=a9", "éé"),
        ("a soft break", "un=\ndeux", "undeux"),
        ("a soft break with blanks of a relay behind it", "un= \t\ndeux", "undeux"),
        ("a soft break at the end of all", "un=", "un"),
        ("escapes that are none", "a=b =X1 =4 ==", "a=b =X1 =4 ="),
        ("an escape cut by the end", "a=4", "a=4"),
        ("a blank at the end of a line stays", "-- \nAda", "-- \nAda"),
        ("octets beyond ASCII", "é=C3=A9", "éé"),
    ]

    @Test(arguments: quotedPrintable.indices) func quotedPrintableIsDecoded(_ index: Int) {
        let (why, text, decoded) = TransferEncodingTests.quotedPrintable[index]
        let found = TransferEncoding.quotedPrintable.decode(Array(text.utf8)[...])
        #expect(String(decoding: found, as: UTF8.self) == decoded, "\(why)")
    }

    static let base64: [(why: String, text: String, decoded: String)] = [
        ("nothing", "", ""),
        ("padding of each length", "QQ==", "A"),
        ("", "QUI=", "AB"),
        ("", "QUJD", "ABC"),
        ("no padding", "QUI", "AB"),
        ("cut in a quantum", "QUJDR", "QUJDR"),
        ("cut in a quantum, behind a line", "QUJDQUJD\nQ", "ABCABC"),
        ("line ends anywhere", "Q\nU\nJ\nD", "ABC"),
        ("rubbish among it", "QU*J\u{0}D", "ABC"),
        ("every line encoded by itself", "QQ==\nQg==\nQw==\n", "ABC"),
        ("a footer behind it", "QUJDREU=\n\n_______\nPowered by example.org\n", "ABCDE"),
        (
            "a line of text before it", "This part is encoded\nQUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        ),
        (
            "text that says to be base64", "Hello Ada,\nI am away until Monday.\nThanks\n",
            "Hello Ada,\nI am away until Monday.\nThanks\n"
        ),
        ("a word that says to be base64", "Hello\n", "Hello\n"),
    ]

    @Test(arguments: base64.indices) func base64IsDecoded(_ index: Int) {
        let (why, text, decoded) = TransferEncodingTests.base64[index]
        let found = TransferEncoding.base64.decode(Array(text.utf8)[...])
        #expect(String(decoding: found, as: UTF8.self) == decoded, "\(why) `\(text)`")
    }

    @Test(arguments: [
        ("BASE64", TransferEncoding.base64), (" Quoted-Printable ", .quotedPrintable), ("base64; x", .base64),
        ("7bit", .identity), ("8bit", .identity), ("binary", .identity), ("x-uuencode", .identity), ("", .identity),
    ]) func namesAreRead(_ name: String, _ encoding: TransferEncoding) {
        let mail = ReceivedMail(parsing: Array("Content-Transfer-Encoding: \(name)\n\nQUJD=\n".utf8))
        #expect(mail.root.content == encoding.decode(Array("QUJD=\n".utf8)[...]))
    }

    /// Whatever octets are encoded, they come back, with the line lengths that programs use.
    @Test(arguments: 0..<40) func whatIsEncodedComesBack(_ seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        let octets = (0..<dice.below(400)).map { _ in UInt8(dice.below(256)) }
        let width = dice.one(of: [4, 60, 64, 76, 10_000])
        #expect(TransferEncoding.base64.decode(encodedInBase64(octets, width: width)[...]) == octets)
        #expect(TransferEncoding.quotedPrintable.decode(encodedInQuotedPrintable(octets)[...]) == octets)
    }
}

/// Base64 by the book (RFC 4648 §4), with lines of a width that four divides.
func encodedInBase64(_ octets: [UInt8], width: Int) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    var column = 0
    for start in stride(from: 0, to: octets.count, by: 3) {
        let three = Array(octets[start..<min(start + 3, octets.count)])
        let bits = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32($1 < three.count ? three[$1] : 0) }
        for index in 0..<4 {
            result.append(index <= three.count ? alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
        }
        column += 4
        if column >= width {
            result.append(0x0A)
            column = 0
        }
    }
    return result
}

/// Quoted-printable (RFC 2045 §6.7) that encodes line ends too, as of data that is no text.
private func encodedInQuotedPrintable(_ octets: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var column = 0
    for octet in octets {
        let isPlain = 0x21...0x7E ~= octet && octet != UInt8(ascii: "=")
        result +=
            isPlain ? [octet] : Array((octet < 16 ? "=0" : "=").utf8) + String(octet, radix: 16, uppercase: true).utf8
        column += isPlain ? 1 : 3
        if column > 70 {
            result += "=\n".utf8
            column = 0
        }
    }
    return result
}
