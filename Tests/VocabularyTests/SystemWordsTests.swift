import Foundation
import Testing
import Vocabulary

@Suite struct SystemWordsTests {
    static let common = [
        ENOENT, EACCES, EPERM, EROFS, ENOSPC, EDQUOT, ENOTDIR, EISDIR, ELOOP, EMFILE, ENFILE, EEXIST, ENAMETOOLONG, EIO,
        EFBIG, ECONNREFUSED, ECONNRESET, ETIMEDOUT, ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL, EPIPE,
    ]

    @Test(arguments: common) func theCommonFaultsOfTheSystemAreSaidInFrench(_ code: Int32) {
        let words = String(cString: strerror(code))
        let phrase = SystemWords.phrase(words)
        #expect(phrase.en == words && phrase.fr != words, "\(words)")
        #expect(SystemWords.phrase("`x/y`: \(words)") == Phrase(fr: "`x/y`: \(phrase.fr)", en: "`x/y`: \(words)"))
    }

    @Test(
        arguments: [
            (
                "Failed to connect to 127.0.0.1 port 9: Couldn't connect to server",
                "pas de connexion à 127.0.0.1 port 9: connexion impossible"
            ),
            ("Could not resolve host: smtp.example.org", "nom de serveur introuvable : smtp.example.org"),
        ]) func whatTheNetworkSaysIsSaidInFrench(_ words: String, _ french: String)
    {
        #expect(SystemWords.phrase(words) == Phrase(fr: french, en: words))
        // How soon helps nobody.
        let timed = words.replacing(" port 9", with: " port 9 after 0 ms")
        #expect(SystemWords.phrase(timed) == Phrase(fr: french, en: words))
    }

    @Test(arguments: ["", ":", "something else: entirely", "No such file or directory, they say", "550 5.1.1 no"])
    func whatIsNotKnownStaysAsItIs(_ text: String) {
        #expect(SystemWords.phrase(text) == Phrase(fr: text, en: text))
    }
}
