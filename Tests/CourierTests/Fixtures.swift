import Foundation
import Vocabulary

@testable import Gate
@testable import Letter

/// The only place where the tests make a cleared message.
func message(to address: String = "ada@example.net", from sender: String = "you@example.org", text: String? = nil)
    throws -> ClearedMessage
{
    let recipient = try AddrSpec(parsing: address)
    let reversePath = try AddrSpec(parsing: sender)
    let clearance = Clearance(
        letter: "autumn", contact: ContactID(1), address: recipient,
        purpose: Purpose(name: "newsletter", context: .professional, description: [:]), fields: ContactFields(),
        evidence: nil, policyRevision: "", isTest: false)
    let bytes =
        text ?? "From: you@example.org\r\nTo: \(address)\r\nSubject: Hello\r\n\r\nHello.\r\n.dot\r\n..two\r\nEnd.\r\n"
    return ClearedMessage(
        clearance: clearance, envelope: Envelope(reversePath: reversePath, forwardPath: recipient),
        bytes: Array(bytes.utf8))
}

/// Numbers that look random and are the same in each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A folder that goes when the test ends.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/courier-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        return file
    }

    func names(in part: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/" + part).sorted()
    }
}
