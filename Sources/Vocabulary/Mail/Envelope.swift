/// The SMTP envelope of one message: one reverse-path, one forward-path (RFC 5321 §2.3.1).
package struct Envelope: Hashable, Sendable {
    package let reversePath: AddrSpec
    package let forwardPath: AddrSpec

    package init(reversePath: AddrSpec, forwardPath: AddrSpec) {
        self.reversePath = reversePath
        self.forwardPath = forwardPath
    }

    package var needsSMTPUTF8: Bool { reversePath.needsSMTPUTF8 || forwardPath.needsSMTPUTF8 }
}
