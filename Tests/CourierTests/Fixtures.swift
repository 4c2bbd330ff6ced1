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
