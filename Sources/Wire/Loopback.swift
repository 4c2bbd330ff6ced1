#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The hosts that a connection to cannot leave this machine.
package enum Loopback {
    /// `localhost` and what stands below it (RFC 6761 §6.3), `127.0.0.0/8`, `::1`; a name in lower case, an IPv6 literal
    /// without its brackets.
    package static func contains(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        return withUnsafeBytes(of: &six) { bytes in bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1 }
    }
}
