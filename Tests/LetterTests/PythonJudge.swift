import Foundation
import Testing
import Vocabulary

/// Messages as Python's `email` reads them: a judge that knows nothing of this room.
struct ParsedMessage: Decodable, Equatable {
    struct Part: Decodable, Equatable {
        let type: String
        let name: String?
        /// The name beside the media type, which older mail programs show.
        let typeName: String?
        let contentID: String?
        /// Text as it reads, with LF line ends; other content in hex.
        let content: String
    }

    let defects: [String]
    /// Every header but Content-Type, in order.
    let names: [String]
    let headers: [String: String]
    let from: [[String]]
    let to: [[String]]
    let structure: String
    let parts: [Part]
}

enum PythonJudge {
    private static let script = #"""
        import email, email.policy, json, sys
        def structure(part):
            if part.is_multipart():
                return part.get_content_subtype() + "(" + " ".join(structure(p) for p in part.iter_parts()) + ")"
            return part.get_content_type()
        def addresses(header):
            return [[a.display_name, a.addr_spec] for a in header.addresses]
        def part(p):
            content = p.get_content()
            return {"type": p.get_content_type(), "name": p.get_filename(),
                "typeName": p["content-type"].params.get("name"),
                "contentID": str(p["content-id"]).strip() if p["content-id"] else None,
                "content": content.hex() if isinstance(content, bytes) else content.replace("\r\n", "\n")}
        def defects(p):
            found = [type(d).__name__ for d in p.defects]
            for name, value in p.items():
                found += [name + ": " + type(d).__name__ for d in value.defects]
            return found
        out = []
        for item in json.load(sys.stdin):
            m = email.message_from_bytes(bytes.fromhex(item), policy=email.policy.default)
            out.append({"defects": [d for p in m.walk() for d in defects(p)],
                "names": [n for n in m.keys() if n != "Content-Type"],
                "headers": {n: str(v) for n, v in m.items() if n != "Content-Type"},
                "from": addresses(m["from"]), "to": addresses(m["to"]), "structure": structure(m),
                "parts": [part(p) for p in m.walk() if not p.is_multipart()]})
        json.dump(out, sys.stdout)
        """#

    /// Reads many messages in one run of Python.
    static func parse(_ messages: [[UInt8]]) throws -> [ParsedMessage] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("judge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appendingPathComponent("in.json")
        let output = folder.appendingPathComponent("out.json")
        let digits = Array("0123456789abcdef".utf8)
        let texts = messages.map { message in
            String(decoding: message.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
        }
        try JSONEncoder().encode(texts).write(to: input)
        try Data().write(to: output)
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try JSONDecoder().decode([ParsedMessage].self, from: Data(contentsOf: output))
    }
}
