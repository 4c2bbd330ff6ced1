import CCurl
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One connection to a mail server, opened by libcurl: name, TCP, TLS, verification and login are its part; what is said
/// afterwards goes over it as bytes.
///
/// It owns the handle, and gives it back in ``close()`` or when it goes, never while a call is under way: libcurl
/// holds pointers that it does not keep alive.
package final class Connection {
    /// What a call moved.
    package enum Moved {
        case bytes(Int)
        case nothingYet
        case closed
        case failed(String)
    }

    private var handle: UnsafeMutableRawPointer?
    /// What to poll.
    package let socket: Int32

    /// Opens the connection, and blocks until it stands, protected and logged in: libcurl goes on without a login where
    /// the server offers none, which is for the listener to notice.
    package init(_ settings: ConnectionSettings, _ listener: any OpeningListener) throws(OpeningFailure) {
        guard settings.security != .none || Loopback.contains(settings.host) else { throw OpeningFailure(.insecure) }
        let isHost = settings.host.utf8.allSatisfy {
            $0 < 0x80 && ($0 == 0x2D || $0 == 0x2E || $0 == 0x3A || $0 == 0x5F || Unicode.Scalar($0).isAlphanumeric)
        }
        guard isHost, !settings.host.isEmpty else { throw OpeningFailure(.noHostName, "not a host name") }
        guard Connection.isPrepared, let handle = curl_easy_init() else {
            throw OpeningFailure(.library, "libcurl does not start")
        }
        let (code, words) = Opening(handle: handle, settings: settings, listener: listener).perform()
        var socket: curl_socket_t = -1
        guard code == CURLE_OK else {
            curl_easy_cleanup(handle)
            throw OpeningFailure(code, words)
        }
        guard portillon_curl_get_socket(handle, &socket) == CURLE_OK, socket >= 0 else {
            curl_easy_cleanup(handle)
            throw OpeningFailure(.library, "the connection has no socket")
        }
        self.handle = handle
        self.socket = socket
    }

    deinit { close() }

    package func close() {
        guard let handle else { return }
        self.handle = nil
        curl_easy_cleanup(handle)
    }

    /// libcurl's own start, once, and no SIGPIPE from writing to a connection that the server closed: TLS writes
    /// cannot suppress it one by one.
    private static let isPrepared: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return portillon_curl_global_init() == CURLE_OK
    }()

    /// Offers the bytes from `offset` on to the socket. After ``Moved/nothingYet`` offer the very same array again:
    /// TLS may have half of it in a record already.
    package func send(_ bytes: [UInt8], from offset: Int) -> Moved {
        guard let handle, offset < bytes.count else { return .closed }
        var count = 0
        let code = bytes.withUnsafeBytes { buffer in
            curl_easy_send(handle, buffer.baseAddress.map { $0 + offset }, buffer.count - offset, &count)
        }
        switch code {
        case CURLE_OK: return .bytes(count)
        case CURLE_AGAIN: return .nothingYet
        default: return .failed(String(cString: curl_easy_strerror(code)))
        }
    }

    /// Reads what has come, without waiting.
    package func receive(into buffer: inout [UInt8]) -> Moved {
        guard let handle else { return .closed }
        var count = 0
        let code = buffer.withUnsafeMutableBytes { bytes in
            curl_easy_recv(handle, bytes.baseAddress, bytes.count, &count)
        }
        switch code {
        case CURLE_OK: return count > 0 ? .bytes(count) : .closed
        case CURLE_AGAIN: return .nothingYet
        default: return .failed(String(cString: curl_easy_strerror(code)))
        }
    }

    /// A server that writes its replies one by one waits for each to be acknowledged, which the system would put off
    /// by 40 ms. The option holds for a while only, so it is set again while more replies are to come.
    package func acknowledgeAtOnce() {
        #if os(Linux)
            var on: CInt = 1
            _ = setsockopt(socket, CInt(IPPROTO_TCP), TCP_QUICKACK, &on, socklen_t(MemoryLayout<CInt>.size))
        #endif
    }
}

extension Unicode.Scalar {
    fileprivate var isAlphanumeric: Bool {
        0x30...0x39 ~= value || 0x41...0x5A ~= value || 0x61...0x7A ~= value
    }
}
