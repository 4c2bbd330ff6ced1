import Foundation

/// Mails that came from the wild, where a folder of them lies beside the checkout.
enum MailCorpus {
    static let folder: URL = {
        var place = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        // Tests/MailroomTests in the checkout, whose neighbour is the corpus.
        for _ in 0..<3 { place.deleteLastPathComponent() }
        return place.appendingPathComponent("shared/corpora/bounces")
    }()

    /// The mails by the names of their files; empty where there is no corpus.
    static let mails: [(name: String, octets: [UInt8])] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".eml") }.sorted().compactMap { name in
            (try? Data(contentsOf: folder.appendingPathComponent(name))).map { (name, Array($0)) }
        }
    }()

    static var isThere: Bool { !mails.isEmpty }
}

/// The mail with other line ends than the LF that it has.
func withLineEnds(_ end: String, _ octets: [UInt8]) -> [UInt8] {
    Array(octets.split(separator: 0x0A, omittingEmptySubsequences: false).joined(separator: end.utf8))
}

/// The mail with LF for CRLF; no mail of the corpus has another CR.
func withLF(_ octets: [UInt8]) -> [UInt8] { octets.filter { $0 != 0x0D } }
