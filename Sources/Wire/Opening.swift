import CCurl
import Vocabulary

/// The setting up of one handle. The pointers that it hands to libcurl are valid while ``perform()`` runs, and taken
/// back at its end.
struct Opening {
    let handle: UnsafeMutableRawPointer
    let settings: ConnectionSettings
    let listener: any OpeningListener

    /// libcurl's result and its words for it.
    func perform() -> (CURLcode, String) {
        let watch = Watch(listener, settings, handle)
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
            return watch.listener.append(line) ? size * count : 0
        }
        portillon_curl_set_pointer(handle, CURLOPT_XFERINFODATA, pointer)
        portillon_curl_set_progress(handle) { pointer, _, _, _, _ in
            guard let pointer else { return 0 }
            let watch = Unmanaged<Watch>.fromOpaque(pointer).takeUnretainedValue()
            return watch.isOver ? 1 : 0
        }
        portillon_curl_set_long(handle, CURLOPT_NOPROGRESS, 0)
        guard settings.trace != nil else { return }
        portillon_curl_set_pointer(handle, CURLOPT_DEBUGDATA, pointer)
        portillon_curl_set_debug(handle) { _, kind, bytes, count, pointer in
            guard let bytes, let pointer else { return 0 }
            let watch = Unmanaged<Watch>.fromOpaque(pointer).takeUnretainedValue()
            let line = UnsafeRawBufferPointer(start: bytes, count: count)
            if kind == CURLINFO_HEADER_OUT { watch.settings.trace?.opens(line, watch.settings.service) }
            if kind == CURLINFO_HEADER_IN { watch.settings.trace?.received(line) }
            return 0
        }
        portillon_curl_set_long(handle, CURLOPT_VERBOSE, 1)
    }

    /// The first setting that libcurl does not take; nil where it took all.
    private func configure() -> CURLcode? {
        let (service, whole) = (settings.service.rawValue, settings.limits.whole.milliseconds)
        var texts: [(CURLoption, String)] = [
            (CURLOPT_URL, "\(settings.scheme)://\(settings.name)"),
            (CURLOPT_PROTOCOLS_STR, "\(service),\(service)s"),
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
            (CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, settings.limits.reply.milliseconds / 1000)),
        ]
        if let caFile = settings.caFile {
            texts.append((CURLOPT_CAINFO, caFile))
            // Only these: the system's authorities have no say over a private server.
            guard portillon_curl_set_string(handle, CURLOPT_CAPATH, nil) == CURLE_OK else {
                return CURLE_SSL_CACERT_BADFILE
            }
        }
        // A proxy of the environment is for other machines.
        if Loopback.contains(settings.host) { texts.append((CURLOPT_NOPROXY, "*")) }
        if let username = settings.username {
            texts.append((CURLOPT_USERNAME, username))
            switch settings.credential {
            // The kinds are named, as libcurl would otherwise try Kerberos first for a name with an `@`.
            case .password(let secret):
                texts.append((CURLOPT_PASSWORD, secret.text))
                // Where no kind is named, libcurl falls back on IMAP's LOGIN.
                if settings.login == .sasl {
                    texts.append((CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN;AUTH=CRAM-MD5"))
                }
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
    let listener: any OpeningListener
    let settings: ConnectionSettings
    private let handle: UnsafeMutableRawPointer
    private let began = ContinuousClock.now

    init(_ listener: any OpeningListener, _ settings: ConnectionSettings, _ handle: UnsafeMutableRawPointer) {
        (self.listener, self.settings, self.handle) = (listener, settings, handle)
    }

    /// Greetings may take minutes, the connection itself may not: libcurl has one limit for both.
    var isOver: Bool {
        if listener.isAbandoned { return true }
        return portillon_curl_connect_time(handle) == 0 && ContinuousClock.now - began > settings.limits.connect
    }
}
