/// What listens while libcurl opens a connection: the server's words pass through it, and it may have heard enough.
///
/// It is asked on the thread that opens, and nowhere else.
package protocol OpeningListener: AnyObject {
    /// Takes what the server said; false where it should not be listened to any further: the opening fails.
    func append(_ bytes: UnsafeRawBufferPointer) -> Bool

    /// True where nobody waits for the connection any longer.
    var isAbandoned: Bool { get }
}

extension OpeningListener {
    package var isAbandoned: Bool { false }
}
