import TestSupport
import Testing

@testable import Postbox

/// Folders' names as IMAP writes them.
@Suite struct ModifiedUTF7Tests {
    @Test(arguments: [
        ("INBOX", "INBOX"), ("Courrier indésirable", "Courrier ind&AOk-sirable"), ("a&b", "a&-b"),
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"), ("😀", "&2D3eAA-"), ("", ""), ("é", "&AOk-"),
        ("ab é&è", "ab &AOk-&-&AOg-"),
    ]) func readsAndWrites(_ name: String, _ octets: String) {
        #expect(ModifiedUTF7.encode(name) == Array(octets.utf8))
        #expect(ModifiedUTF7.decode(Array(octets.utf8)) == name)
    }

    @Test(arguments: ["&", "&AOk", "&AO-", "&A-", "&2D0-", "é", "&é-", "a\u{7}b", "&====-", "&AP9-"])
    func whatIsNoneIsNone(_ octets: String) {
        #expect(ModifiedUTF7.decode(Array(octets.utf8)) == nil)
    }

    @Test(arguments: 0..<200) func whatIsWrittenIsRead(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let scalars = (0..<Int.random(in: 0..<20, using: &random)).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: 0x20...0x1_0FFFF, using: &random))
        }
        let name = String(String.UnicodeScalarView(scalars))
        #expect(ModifiedUTF7.decode(ModifiedUTF7.encode(name))?.utf8.elementsEqual(name.utf8) == true)
    }
}
