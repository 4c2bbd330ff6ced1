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

    @Test(arguments: ["", ":", "something else: entirely", "No such file or directory, they say", "550 5.1.1 no"])
    func whatIsNotKnownStaysAsItIs(_ text: String) {
        #expect(SystemWords.phrase(text) == Phrase(fr: text, en: text))
    }
}
