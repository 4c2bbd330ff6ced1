import Vocabulary
import Wire

/// What the relay said while libcurl opened the connection: greeting, replies to EHLO, STARTTLS and AUTH.
///
/// A relay that talks beyond every measure, or sends what is no reply, is not listened to any further: the opening fails.
final class Transcript: OpeningListener {
    private var reader = ReplyReader()
    private(set) var replies: [Reply] = []
    /// What the relay sent that is no reply; nil as long as all is well.
    var fault: String? { reader.fault }

    /// Returns false where the relay talks beyond every measure, does not speak SMTP, or is closing: libcurl would wait on.
    func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        replies += reader.feed(bytes)
        return reader.fault == nil && replies.count <= 64 && !isClosing
    }

    /// True where EHLO was answered 421 (RFC 5321 §3.8): libcurl would say HELO to a relay that has gone, or only listens.
    var isClosing: Bool { replies.last?.code == 421 && replies.dropLast().last?.code == 220 }

    /// The capabilities of the last EHLO: what came before TLS counts for nothing (RFC 3207 §4.2).
    var capabilities: Capabilities {
        Capabilities(ehlo: replies.last { $0.code == 250 }?.lines ?? [])
    }
}
