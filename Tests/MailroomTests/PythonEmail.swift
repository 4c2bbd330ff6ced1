import Foundation
import Mailroom
import Testing
import Vocabulary

/// A mail as Python's `email` reads it, or as this room does: whatever both can say of it.
struct MailOutline: Decodable, Equatable {
    struct Part: Decodable, Equatable {
        let type: String
        let depth: Int
        /// Names in lower case with their values, encoded words decoded.
        let headers: [[String]]
        /// Name and address of each mailbox in `From`, `To` and `Cc`; nil where Python makes nothing of one.
        let mailboxes: [[String]]?
        /// The octets of a leaf in hex; empty for a container, and for the blocks of a report.
        let content: String
        /// Of text in a charset that says all: what it reads.
        let text: String?
        /// The blocks of a report for programs: their headers.
        let blocks: [[[String]]]
    }

    let parts: [Part]
    /// The depth-first numbers of parts whose headers or multipart Python could not take apart, and left as one text.
    let givenUp: [Int]
}

enum PythonEmail {
    private static let script = #"""
        import codecs, email, email.header, email.policy, email.utils, json, sys
        CHARSETS = {"utf-8": "utf-8", "iso-8859-1": "cp1252", "windows-1252": "cp1252", "iso-8859-15": "iso-8859-15",
            "iso-2022-jp": "iso-2022-jp", "shift_jis": "cp932", "windows-1251": "cp1251"}
        GIVEN_UP = {"NoBoundaryInMultipartDefect", "StartBoundaryNotFoundDefect", "MissingHeaderBodySeparatorDefect"}
        def readable(octets):
            try:
                return octets.decode("utf-8")
            except UnicodeDecodeError:
                return octets.decode("cp1252", "replace")
        def value(raw):
            raw = raw.replace("\r", "").replace("\n", "").strip(" \t")
            raw = readable(raw.encode("utf-8", "surrogateescape"))
            found = ""
            for chunk, charset in email.header.decode_header(raw):
                if isinstance(chunk, str):
                    found += chunk
                else:
                    charset = (charset or "raw-unicode-escape").split("*")[0]
                    found += chunk.decode(CHARSETS.get(charset, charset), "replace")
            return found.strip(" \t")
        def headers(part):
            return [[name.lower(), value(raw)] for name, raw in part.raw_items()]
        def mailboxes(part):
            raw = [v.replace("\r", "").replace("\n", "") for n, v in part.raw_items() if n.lower() in ("from", "to", "cc")]
            raw = [readable(v.encode("utf-8", "surrogateescape")) for v in raw]
            found = [[" ".join(value(n).split()), a] for v in raw for n, a in email.utils.getaddresses([v])]
            return found if all(a for n, a in found) else None
        def text(part, octets):
            charset = str(part.get_param("charset", "")).lower()
            if part.get_content_maintype() != "text" or charset not in CHARSETS:
                return None
            try:
                return octets.decode(CHARSETS[charset])
            except UnicodeDecodeError:
                return None
        def walk(part, depth, out):
            kind = part.get_content_type()
            record = {"type": kind, "depth": depth, "headers": headers(part),
                "mailboxes": mailboxes(part), "content": "", "text": None, "blocks": []}
            out["parts"].append(record)
            inner = part.get_payload() if part.is_multipart() else []
            isReport = kind.startswith("message/") and kind != "message/rfc822"
            defects = [d for p in [part] + (inner if isReport else []) for d in p.defects]
            if any(type(defect).__name__ in GIVEN_UP for defect in defects) or kind == "message/rfc822" and not inner[0].keys():
                out["givenUp"].append(len(out["parts"]) - 1)
            if not part.is_multipart():
                octets = part.get_payload(decode=True)
                record["content"] = octets.hex()
                record["text"] = text(part, octets)
            elif isReport:
                record["blocks"] = [h for h in (headers(block) for block in inner) if h]
            else:
                for child in inner:
                    walk(child, depth + 1, out)
        outlines = []
        for item in json.load(sys.stdin):
            out = {"parts": [], "givenUp": []}
            walk(email.message_from_bytes(bytes.fromhex(item)), 0, out)
            outlines.append(out)
        json.dump(outlines, sys.stdout)
        """#

    static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

    /// Reads many mails in one run of Python; LF ends their lines.
    static func outlines(_ mails: [[UInt8]]) throws -> [MailOutline] {
        let output = try run(script, JSONEncoder().encode(mails.map(\.hex)))
        return try JSONDecoder().decode([MailOutline].self, from: output)
    }

    /// What a script writes, given some input.
    static func run(_ script: String, _ input: Data) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("judge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, result) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
        try input.write(to: source)
        try Data().write(to: result)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script]
        process.standardInput = try FileHandle(forReadingFrom: source)
        process.standardOutput = try FileHandle(forWritingTo: result)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try Data(contentsOf: result)
    }
}

extension MailOutline {
    /// What this room says, in the same terms.
    init(_ mail: ReceivedMail) {
        var parts: [Part] = []
        func headers(_ headers: MailHeaders) -> [[String]] {
            var seen: [String: Int] = [:]
            return headers.names.map { name in
                let name = name.lowercased()
                seen[name, default: 0] += 1
                return [name, headers.all(name)[seen[name, default: 1] - 1]]
            }
        }
        func mailboxes(_ headers: MailHeaders) -> [[String]] {
            var seen: Set<String> = []
            let names = headers.names.map { $0.lowercased() }.filter { ["from", "to", "cc"].contains($0) }
            return names.filter { seen.insert($0).inserted }.flatMap { headers.addresses($0) }
                .filter { !$0.address.isEmpty }.map { [$0.name, $0.address] }
        }
        func take(_ part: MailPart, _ depth: Int) {
            let type = "\(part.contentType.type)/\(part.contentType.subtype)"
            let isReport = part.children.isEmpty && part.contentType.type == "message" && type != "message/rfc822"
            let blocks = isReport ? MailHeaders.blocks(parsing: part.content).map(headers) : []
            parts.append(
                Part(
                    type: type, depth: depth, headers: headers(part.headers),
                    mailboxes: mailboxes(part.headers),
                    content: isReport ? "" : part.content.hex, text: part.text, blocks: blocks))
            for child in part.children { take(child, depth + 1) }
        }
        take(mail.root, 0)
        self.init(parts: parts, givenUp: [])
    }
}
