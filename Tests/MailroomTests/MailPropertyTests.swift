import TestSupport
import Testing

@testable import Mailroom

/// Mails of a seed, mended and broken: whatever comes, it is read within bounds, and what was put in comes out.
@Suite struct MailPropertyTests {
    /// A part with what is to be read in it, at any depth.
    private struct Made {
        var octets: [UInt8]
        var texts: [String]
    }

    @Test(arguments: 0..<60) func whatIsComposedIsRead(_ seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        let made = part(depth: 0, &dice)
        for end in ["\n", "\r\n", "\r"] {
            let mail = ReceivedMail(parsing: withLineEnds(end, made.octets))
            #expect(mail.parts.filter { $0.children.isEmpty }.map(\.text) == made.texts)
        }
    }

    @Test(arguments: 0..<200) func whateverBreaksIsReadWithinBounds(_ seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        var octets = part(depth: 0, &dice).octets
        for _ in 0..<dice.below(12) where !octets.isEmpty {
            let place = dice.below(octets.count)
            switch dice.below(6) {
            case 0: octets.removeSubrange(place...)
            case 1: octets.removeSubrange(place..<min(octets.count, place + 1 + dice.below(40)))
            case 2: octets[place] = UInt8(dice.below(256))
            case 3:
                octets.insert(
                    contentsOf: octets[place..<min(octets.count, place + dice.below(200))], at: dice.below(octets.count)
                )
            case 4: octets.insert(contentsOf: Array(dice.one(of: MailPropertyTests.pieces).utf8), at: place)
            default: octets.insert(dice.one(of: [0x0A, 0x0D, 0x00, 0x20, 0x3D, 0xFF]), at: place)
            }
        }
        let mail = ReceivedMail(parsing: octets)
        let parts = mail.parts
        #expect(parts.count <= MailLimits.parts)
        for part in parts {
            #expect(part.content.count <= mail.source.count)
            #expect(part.text.utf8.count <= 4 * mail.source.count)
            for name in part.headers.names { #expect((part.headers[name] ?? "").utf8.count <= 4 * mail.source.count) }
            _ = (part.disposition, part.filename, HTMLText.plain(part.text), HTMLText.links(part.text))
        }
        #expect(mail.bodyText.utf8.count <= 12 * mail.source.count + 100)
        _ = (mail.isMail, mail.headers.addresses("From"), MailHeaders.blocks(parsing: octets))
        // The same octets, the same reading.
        #expect(ReceivedMail(parsing: octets).parts.map(\.text) == parts.map(\.text))
    }

    private static let pieces = [
        "--b0", "--b1--", "\n\n", "Content-Type: multipart/mixed; boundary=b1\n", "Content-Type: message/rfc822\n\n",
        "=?utf-8?Q?", "?=", "<!--", "<blockquote>", "&#", "Content-Transfer-Encoding: base64\n", "\r\r\n",
        "charset=iso-2022-jp",
    ]

    private func part(depth: Int, _ dice: inout SeededGenerator) -> Made {
        switch dice.below(depth < 4 ? 4 : 2) {
        case 2:
            var octets = Array("Content-Type: multipart/mixed; boundary=\"b\(depth) x\"\n\npreamble\n".utf8)
            var texts: [String] = []
            for _ in 0...dice.below(3) {
                let child = part(depth: depth + 1, &dice)
                octets += Array("--b\(depth) x\n".utf8) + child.octets + [0x0A]
                texts += child.texts
            }
            return Made(octets: octets + Array("--b\(depth) x--\n".utf8), texts: texts)
        case 3:
            let child = part(depth: depth + 1, &dice)
            return Made(
                octets: Array("Content-Type: message/rfc822\n\nSubject: x\n".utf8) + child.octets, texts: child.texts)
        default: return leaf(&dice)
        }
    }

    private func leaf(_ dice: inout SeededGenerator) -> Made {
        let words = ["Bonjour", "été", "\n", " ", "--", "From", "désabonnez-moi", "=", "=41", "<p>", "日本", "\n\n", ">"]
        let text = (0..<dice.below(40)).map { _ in dice.one(of: words) }.joined()
        let header = "Content-Type: text/plain; charset=utf-8\n"
        switch dice.below(3) {
        case 0:
            let body = encodedInBase64(Array(text.utf8), width: 60)
            return Made(octets: Array((header + "Content-Transfer-Encoding: base64\n\n").utf8) + body, texts: [text])
        case 1:
            let body = text.utf8.flatMap { octet -> [UInt8] in
                let isPlain = 0x61...0x7A ~= octet || octet == 0x20
                let hex = String(octet, radix: 16, uppercase: true)
                return isPlain ? [octet] : Array(("=" + (hex.count < 2 ? "0" : "") + hex).utf8)
            }
            return Made(
                octets: Array((header + "Content-Transfer-Encoding: quoted-printable\n\n").utf8) + body, texts: [text])
        default: return Made(octets: Array((header + "\n" + text).utf8), texts: [text])
        }
    }
}
