/// A file that follows a letter, as whoever sends it looks at it.
package struct Enclosure: Hashable, Sendable {
    /// Without the folders before it.
    package let name: String
    /// Of the file itself, before its transfer encoding.
    package let octets: Int
    /// True for a file of one recipient's own.
    package let isOwn: Bool

    init(path: String, octets: Int, isOwn: Bool) {
        name = path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? path
        (self.octets, self.isOwn) = (octets, isOwn)
    }
}

extension CompiledLetter {
    /// What follows the letter, in the author's order; `files` are the recipient's own.
    package func enclosures(with files: [RecipientFile] = []) -> [Enclosure] {
        var place = 0
        return attachments.flatMap { attachment -> [Enclosure] in
            switch attachment {
            case .common(let part): return [Enclosure(path: part.path, octets: part.content.count, isOwn: false)]
            case .own:
                defer { place += 1 }
                return files.filter { $0.place == place }.map {
                    Enclosure(path: $0.path, octets: $0.content.count, isOwn: true)
                }
            }
        }
    }

    /// True where everybody reads the same subject.
    package var hasOneSubject: Bool { subject.names.isEmpty }
}
