import Vocabulary

/// A file that goes with a message: an attachment (RFC 2183) or an image that the HTML shows (RFC 2392). What goes with
/// every message is encoded once.
struct FilePart: Hashable, Sendable {
    let path: String
    let content: [UInt8]
    let mediaType: String
    /// How the HTML names it (RFC 2392); nil for an attachment.
    let contentID: String?
    /// The part from its first header to its last line end, without boundaries.
    let bytes: [UInt8]

    init(path: String, content: [UInt8], contentID: String?) {
        self.path = path
        self.content = content
        self.contentID = contentID
        let name =
            path.split { $0 == "/" || $0 == "\\" }.last.map { String($0).withoutHiddenControls.composed } ?? "file"
        mediaType = FilePart.mediaType(name, content)
        var bytes = HeaderText.line("Content-Type", words: FilePart.typeWords(mediaType, name))
        bytes += HeaderText.line("Content-Transfer-Encoding", words: ["base64"])
        if let contentID { bytes += HeaderText.line("Content-ID", words: ["<\(contentID)>"]) }
        let disposition = contentID == nil ? "attachment" : "inline"
        bytes += HeaderText.line(
            "Content-Disposition", words: [disposition + ";"] + HeaderText.parameter("filename", name))
        bytes += [0x0D, 0x0A]
        Base64.lines(content, to: &bytes)
        self.bytes = bytes
    }

    /// The media type; a name that not every mail program reads from `filename*` (RFC 2231) stands here too, in
    /// encoded-words inside quotes: RFC 2047 §5 has no place for them, and those programs read them all the same.
    private static func typeWords(_ mediaType: String, _ name: String) -> [String] {
        guard !HeaderText.isShortASCII(name) else { return [mediaType] }
        var words = HeaderText.encodedWords(name)
        words[0] = "name=\"" + words[0]
        words[words.count - 1] += "\""
        return [mediaType + ";"] + words
    }

    /// By the name's ending; what is not known is bytes.
    private static func mediaType(_ name: String, _ content: [UInt8]) -> String {
        let bytes = "application/octet-stream"
        guard let dot = name.lastIndex(of: "."),
            let type = types[name[name.index(after: dot)...].lowercased()]
        else { return bytes }
        guard type.hasPrefix("text/") else { return type }
        guard let charset = charset(of: content) else { return bytes }
        return type + "; charset=" + charset
    }

    /// The charset of a text; nil where it cannot be told. A wrong one would garble what the reader's own programs open well.
    private static func charset(of content: [UInt8]) -> String? {
        if content.contains(0) { return nil }
        if String(validating: content, as: UTF8.self) != nil { return "utf-8" }
        // Letters of Western Europe, and of the rest what such texts hold: € … ‘ ’ “ ” • – — Œ œ.
        let isWestern = content.allSatisfy { byte in
            switch byte {
            case 0x09, 0x0A, 0x0C, 0x0D, 0x20...0x7E, 0xA0...0xFF, 0x80, 0x85, 0x8C, 0x91...0x97, 0x9C: true
            default: false
            }
        }
        return isWestern ? "windows-1252" : nil
    }

    private static let types = [
        "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp", "svg": "image/svg+xml", "txt": "text/plain",
        "csv": "text/csv", "ics": "text/calendar", "vcf": "text/vcard",
        "zip": "application/zip", "mp3": "audio/mpeg", "mp4": "video/mp4",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
    ]
}
