package import Gate
package import Vocabulary

/// A message that may leave: made by Letter alone, and only from the gate's `Clearance`.
package struct ClearedMessage: Sendable {
    package let clearance: Clearance
    package let envelope: Envelope
    /// RFC 5322 bytes with CRLF line ends, not dot-stuffed.
    package let bytes: [UInt8]

    init(clearance: Clearance, envelope: Envelope, bytes: [UInt8]) {
        self.clearance = clearance
        self.envelope = envelope
        self.bytes = bytes
    }
}
