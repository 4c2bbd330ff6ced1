import Vocabulary

/// A letter with all that it pulls in: what is frozen once somebody was mailed, and what the digest covers. Each file stands
/// behind its name and length.
package struct LetterContent: Sendable {
    /// What stands for the text version of an `.html` letter.
    static let sibling = "text"
    /// What stands for the French names that the letter means fields by.
    static let meanings = "fields"
    private static let ofFile = "file "

    private struct Piece {
        let name: String
        /// As it was read.
        let bytes: [UInt8]
        /// Text, whose byte order marks and line ends say nothing.
        let isText: Bool
    }

    private let letter: [UInt8]
    private var pieces: [Piece] = []

    init(letter: [UInt8]) { self.letter = letter }

    mutating func append(_ name: String, text: [UInt8]) { pieces.append(Piece(name: name, bytes: text, isText: true)) }

    mutating func append(file path: String, _ bytes: [UInt8]) {
        pieces.append(Piece(name: LetterContent.ofFile + path, bytes: bytes, isText: false))
    }

    /// As one run of bytes. Texts stand in it as they go out, so that a folder that went through a system with other line
    /// ends holds the same letter.
    package var bytes: [UInt8] { bytes { $0.isText ? TextFile.normalized($0.bytes) : $0.bytes } }

    /// The same with all files as they were read, as earlier programs froze it.
    package var bytesAsRead: [UInt8] { bytes(\.bytes) }

    private func bytes(_ taken: (Piece) -> [UInt8]) -> [UInt8] {
        var result = taken(Piece(name: "", bytes: letter, isText: true))
        for piece in pieces {
            let bytes = taken(piece)
            result += "\n--- \(piece.name) \(bytes.count)\n".utf8
            result += bytes
        }
        return result
    }

    // MARK: What became of it

    /// What is different from what was frozen; all blank where nothing is.
    package struct Changes: Sendable {
        /// The letter itself.
        package var isLetterChanged: Bool
        /// Files that were there and are not any more, by their paths from the letter's or the configuration's folder.
        package var missing: [String]
        /// Files that are there and hold something else, or were not there.
        package var changed: [String]
    }

    /// Holds the letter against what was frozen of it. `textName`: the name of the text version of an `.html` letter.
    package func changes(since frozen: [UInt8], textName: String) -> Changes {
        let (before, files) = read(frozen)
        var changes = Changes(
            isLetterChanged: TextFile.normalized(before) != TextFile.normalized(letter), missing: [], changed: [])
        func shown(_ name: String) -> String {
            if name.hasPrefix(LetterContent.ofFile) { return String(name.dropFirst(LetterContent.ofFile.count)) }
            if name == LetterContent.meanings { return "{{…}}" }
            return name == LetterContent.sibling ? textName : "Templates/" + name
        }
        for (name, bytes) in files {
            if let piece = pieces.first(where: { $0.name.isSpelled(name) }) {
                let isSame =
                    piece.isText ? TextFile.normalized(piece.bytes) == TextFile.normalized(bytes) : piece.bytes == bytes
                if !isSame { changes.changed.append(shown(name)) }
            } else {
                changes.missing.append(shown(name))
            }
        }
        for piece in pieces where !files.contains(where: { $0.name.isSpelled(piece.name) }) {
            changes.changed.append(shown(piece.name))
        }
        return changes
    }

    /// The French names by which a letter meant fields when it was frozen, as `FieldAlias.key(_:)` has them: they go on to mean
    /// these, whichever columns came since. `letter`: its bytes today.
    package static func meanings(frozen: [UInt8], letter: [UInt8]) -> Set<String> {
        let files = LetterContent(letter: letter).read(frozen).files
        guard let bytes = files.first(where: { $0.name == meanings })?.bytes else { return [] }
        return Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    /// Takes a run of bytes apart. Where the letter is what it was, it ends where that one does; else where the first of a row
    /// of files begins that goes to the very end.
    private func read(_ bytes: [UInt8]) -> (letter: [UInt8], files: [(name: String, bytes: [UInt8])]) {
        for letter in [TextFile.normalized(letter), letter] where bytes.starts(with: letter) {
            if let files = LetterContent.files(bytes, from: letter.count) { return (letter, files) }
        }
        let start = Array("\n--- ".utf8)
        var index = 0
        while index + start.count <= bytes.count {
            if bytes[index] == 0x0A, bytes[index...].starts(with: start),
                let files = LetterContent.files(bytes, from: index)
            {
                return (Array(bytes[..<index]), files)
            }
            index += 1
        }
        return (bytes, [])
    }

    private static func files(_ bytes: [UInt8], from start: Int) -> [(name: String, bytes: [UInt8])]? {
        var files: [(name: String, bytes: [UInt8])] = []
        var index = start
        while index < bytes.count {
            guard bytes[index...].starts(with: "\n--- ".utf8),
                let end = bytes[(index + 1)...].firstIndex(of: 0x0A),
                let blank = bytes[index..<end].lastIndex(of: 0x20), blank > index + 5,
                let count = Int(String(decoding: bytes[(blank + 1)..<end], as: UTF8.self)), count >= 0,
                count <= bytes.count - end - 1
            else { return nil }
            files.append(
                (
                    String(decoding: bytes[(index + 5)..<blank], as: UTF8.self),
                    Array(bytes[(end + 1)..<(end + 1 + count)])
                ))
            index = end + 1 + count
        }
        return files
    }
}
