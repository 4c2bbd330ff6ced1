import CCurl
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One connection to a relay, opened by libcurl: name, TCP, TLS, verification and login are its part; the mail
/// transactions go over it as bytes.
///
/// It owns the handle, and gives it back in ``close()`` or when it goes, never while a call is under way: libcurl
/// holds pointers that it does not keep alive.
final class RelayConnection {
    /// What a call moved.
    enum Moved {
        case bytes(Int)
        case nothingYet
        case closed
        case failed(String)
    }

    let capabilities: Capabilities
    private var handle: UnsafeMutableRawPointer?
    /// What to poll.
    let socket: Int32

    /// Opens the connection; returns when the relay is ready for MAIL.
    init(_ settings: RelaySettings) throws(RunFault) {
        guard settings.security != .none || RelayAddress.isLoopback(settings.host) else {
            throw RunFault(.insecure, relay: settings.name)
        }
        let isHost = settings.host.utf8.allSatisfy {
            $0 < 0x80 && ($0 == 0x2D || $0 == 0x2E || $0 == 0x3A || $0 == 0x5F || Unicode.Scalar($0).isAlphanumeric)
        }
        guard isHost, !settings.host.isEmpty else {
            throw RunFault(.unreachable, relay: settings.name, detail: "not a host name")
        }
        guard RelayConnection.isPrepared, let handle = curl_easy_init() else {
            throw RunFault(.unreachable, relay: settings.name, detail: "libcurl does not start")
        }
        let opening = Opening(handle: handle, settings: settings)
        let (code, words) = opening.perform()
        let transcript = opening.transcript
        let fault = OpeningFault.diagnose(
            code, words, replies: transcript.replies, garbage: transcript.fault, settings: settings)
        var socket: curl_socket_t = -1
        if fault == nil, portillon_curl_get_socket(handle, &socket) == CURLE_OK, socket >= 0 {
            self.handle = handle
            self.socket = socket
            capabilities = transcript.capabilities
            return
        }
        curl_easy_cleanup(handle)
        throw fault ?? RunFault(.dropped, relay: settings.name, detail: "the connection has no socket")
    }

    deinit { close() }

    func close() {
        guard let handle else { return }
        self.handle = nil
        curl_easy_cleanup(handle)
    }

    /// libcurl's own start, once, and no SIGPIPE from writing to a connection that the relay closed: TLS writes
    /// cannot suppress it one by one.
    private static let isPrepared: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return portillon_curl_global_init() == CURLE_OK
    }()

    /// Offers the bytes from `offset` on to the socket. After ``Moved/nothingYet`` offer the very same array again:
    /// TLS may have half of it in a record already.
    func send(_ bytes: [UInt8], from offset: Int) -> Moved {
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
    func receive(into buffer: inout [UInt8]) -> Moved {
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

    /// A relay that writes its replies one by one waits for each to be acknowledged, which the system would put off
    /// by 40 ms. The option holds for a while only, so it is set again while more replies are to come.
    func acknowledgeAtOnce() {
        #if os(Linux)
            var on: CInt = 1
            _ = setsockopt(socket, CInt(IPPROTO_TCP), TCP_QUICKACK, &on, socklen_t(MemoryLayout<CInt>.size))
        #endif
    }
}

/// The setting up of one handle. The pointers that it hands to libcurl are valid while ``perform()`` runs, and taken
/// back at its end.
private struct Opening {
    let handle: UnsafeMutableRawPointer
    let settings: RelaySettings
    let transcript: Transcript

    init(handle: UnsafeMutableRawPointer, settings: RelaySettings) {
        self.handle = handle
        self.settings = settings
        transcript = Transcript(connectLimit: settings.timeouts.connect)
    }

    /// libcurl's result and its words for it.
    func perform() -> (CURLcode, String) {
        let watch = Watch(transcript: transcript, trace: settings.trace, handle: handle)
        let pointer = Unmanaged.passUnretained(watch).toOpaque()
        let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        defer { words.deallocate() }
        let code = withExtendedLifetime(watch) {
            portillon_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, words)
            listen(pointer)
            if let failure = configure() { return failure }
            return curl_easy_perform(handle)
        }
        portillon_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil)
        portillon_curl_set_pointer(handle, CURLOPT_HEADERDATA, nil)
        portillon_curl_set_pointer(handle, CURLOPT_XFERINFODATA, nil)
        portillon_curl_set_callback(handle, CURLOPT_HEADERFUNCTION, { _, size, count, _ in size * count })
        portillon_curl_set_long(handle, CURLOPT_NOPROGRESS, 1)
        portillon_curl_set_long(handle, CURLOPT_VERBOSE, 0)
        portillon_curl_set_pointer(handle, CURLOPT_DEBUGDATA, nil)
        let own = String(cString: words)
        return (code, own.isEmpty ? String(cString: curl_easy_strerror(code)) : own)
    }

    private func listen(_ pointer: UnsafeMutableRawPointer) {
        portillon_curl_set_pointer(handle, CURLOPT_HEADERDATA, pointer)
        portillon_curl_set_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, pointer in
            guard let bytes, let pointer else { return size * count }
            let watch = Unmanaged<Watch>.fromOpaque(pointer).takeUnretainedValue()
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return watch.transcript.append(line) ? size * count : 0
        }
        portillon_curl_set_pointer(handle, CURLOPT_XFERINFODATA, pointer)
        portillon_curl_set_progress(handle) { pointer, _, _, _, _ in
            guard let pointer else { return 0 }
            let watch = Unmanaged<Watch>.fromOpaque(pointer).takeUnretainedValue()
            return watch.transcript.isLate(watch.handle) ? 1 : 0
        }
        portillon_curl_set_long(handle, CURLOPT_NOPROGRESS, 0)
        guard settings.trace != nil else { return }
        portillon_curl_set_pointer(handle, CURLOPT_DEBUGDATA, pointer)
        portillon_curl_set_debug(handle) { _, kind, bytes, count, pointer in
            guard let bytes, let pointer else { return 0 }
            let watch = Unmanaged<Watch>.fromOpaque(pointer).takeUnretainedValue()
            let line = UnsafeRawBufferPointer(start: bytes, count: count)
            if kind == CURLINFO_HEADER_OUT { watch.trace?.opens(line) }
            if kind == CURLINFO_HEADER_IN { watch.trace?.received(Array(line)[...]) }
            return 0
        }
        portillon_curl_set_long(handle, CURLOPT_VERBOSE, 1)
    }

    /// The first setting that libcurl does not take; nil where it took all.
    private func configure() -> CURLcode? {
        let scheme = settings.security == .tls ? "smtps" : "smtp"
        let timeouts = settings.timeouts
        // Greeting and EHLO have a reply's time each.
        let whole = (timeouts.connect + timeouts.reply + timeouts.reply).milliseconds
        var texts: [(CURLoption, String)] = [
            (CURLOPT_URL, "\(scheme)://\(settings.name)"),
            (CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
        ]
        var numbers: [(CURLoption, Int)] = [
            (CURLOPT_CONNECT_ONLY, 1),
            (CURLOPT_NOSIGNAL, 1),
            (CURLOPT_TCP_NODELAY, 1),
            (CURLOPT_TCP_KEEPALIVE, 1),
            (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            (CURLOPT_USE_SSL, Int((settings.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue)),
            (CURLOPT_CONNECTTIMEOUT_MS, whole),
            (CURLOPT_TIMEOUT_MS, whole),
            (CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, timeouts.reply.milliseconds / 1000)),
        ]
        if let caFile = settings.caFile {
            texts.append((CURLOPT_CAINFO, caFile))
            // Only these: the system's authorities have no say over a private relay.
            guard portillon_curl_set_string(handle, CURLOPT_CAPATH, nil) == CURLE_OK else {
                return CURLE_SSL_CACERT_BADFILE
            }
        }
        // A proxy of the environment is for other machines.
        if RelayAddress.isLoopback(settings.host) { texts.append((CURLOPT_NOPROXY, "*")) }
        if let username = settings.username {
            texts.append((CURLOPT_USERNAME, username))
            switch settings.credential {
            // The kinds are named, as libcurl would otherwise try Kerberos first for a name with an `@`.
            case .password(let secret):
                texts.append((CURLOPT_PASSWORD, secret.text))
                texts.append((CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN;AUTH=CRAM-MD5"))
            case .oauth2Token(let secret):
                texts.append((CURLOPT_XOAUTH2_BEARER, secret.text))
                texts.append((CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER;AUTH=XOAUTH2"))
            case nil: numbers.append((CURLOPT_SASL_IR, 0))
            }
        }
        for (option, value) in numbers {
            let code = portillon_curl_set_long(handle, option, value)
            if code != CURLE_OK { return code }
        }
        for (option, value) in texts {
            let code = portillon_curl_set_string(handle, option, value)
            if code != CURLE_OK { return code }
        }
        return nil
    }
}

/// What libcurl's callbacks reach through their pointer.
private final class Watch {
    let transcript: Transcript
    let trace: Trace?
    let handle: UnsafeMutableRawPointer

    init(transcript: Transcript, trace: Trace?, handle: UnsafeMutableRawPointer) {
        self.transcript = transcript
        self.trace = trace
        self.handle = handle
    }
}

extension Duration {
    /// Whole milliseconds; beyond every measure, a month.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        let month: Int64 = 30 * 86_400
        guard -month...month ~= seconds else { return seconds < 0 ? 0 : Int(month * 1000) }
        return Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }
}

extension Unicode.Scalar {
    fileprivate var isAlphanumeric: Bool {
        0x30...0x39 ~= value || 0x41...0x5A ~= value || 0x61...0x7A ~= value
    }
}
