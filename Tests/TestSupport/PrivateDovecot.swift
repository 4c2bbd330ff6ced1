import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A Dovecot of a test's own, from where `Scripts/setup` unpacked it: STARTTLS, TLS, login, one account whose mail lies in a
/// Maildir; it ends with this object, or with this process.
package final class PrivateDovecot {
    package static let password = "open-sesame"

    /// For `imap://`, and for `imaps://`.
    package let port: Int
    package let tlsPort: Int
    /// The account's: INBOX, and folders in it as `.Name`.
    package var maildir: String { folder.path + "/home/Maildir" }

    private let folder: TemporaryFolder
    private let process = Process()
    /// Its end, which comes with this process at the latest, is Dovecot's.
    private let input = Pipe()

    private static let unpacked = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../.build-tools/dovecot").standardizedFileURL.path
    private static var program: String { unpacked + "/usr/sbin/dovecot" }
    package static let isThere = FileManager.default.isExecutableFile(atPath: program)
    package static let absence = "there is no Dovecot; `Scripts/setup test` unpacks one"

    /// Lays out the Maildir, has `fill` put mail there, and starts.
    package init(certificate: String, key: String, _ fill: (_ maildir: String) throws -> Void = { _ in }) throws {
        folder = try TemporaryFolder()
        // Ports that were free a moment ago.
        let probes = try [ScriptedRelay(), ScriptedRelay()]
        (port, tlsPort) = (probes[0].port, probes[1].port)
        for probe in probes { probe.close() }
        for part in ["cur", "new", "tmp"] {
            try FileManager.default.createDirectory(atPath: maildir + "/" + part, withIntermediateDirectories: true)
        }
        try fill(maildir)
        // Where it looks for its modules; see `Scripts/setup`.
        try FileManager.default.createDirectory(atPath: folder.path + "/run", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/run/modules", withDestinationPath: Self.unpacked + "/usr/lib/dovecot/modules")
        for (file, name) in [(certificate, "cert.pem"), (key, "key.pem")] {
            try FileManager.default.copyItem(atPath: file, toPath: folder.file(name))
        }
        let configuration = try folder.write(configuration, to: "dovecot.conf")
        if getuid() == 0 { try run("chown", "-R", "mail:mail", folder.path + "/home") }
        // Threads of tests block signals, and a process inherits that; a server must hear them.
        let wrapper = """
            import signal, subprocess, sys
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            server = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
            sys.stdin.read()
            server.terminate()
            server.wait()
            """
        let reader = Self.unpacked + "/usr/bin/doveconf"
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // Dovecot has its configuration read by a program at a fixed place, unless that one starts it.
        process.arguments =
            ["LD_LIBRARY_PATH=" + Self.libraries, "python3", "-c", wrapper, reader, "-f", "service=master"]
            + ["-c", configuration, "-m", "master", "-e", Self.program, "-F", "-c", configuration]
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Spawning.lock.withLock { [process] in try process.run() }
        try waitUntilItGreets()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        if process.processIdentifier > 0 { process.waitUntilExit() }
    }

    package var log: String { (try? String(contentsOfFile: folder.path + "/log", encoding: .utf8)) ?? "" }

    private static var libraries: String {
        "\(unpacked)/usr/lib/dovecot:\(unpacked)/usr/lib/dovecot/modules/old-stats"
    }

    private var configuration: String {
        // As root it wants users that are not, and each Debian has this one.
        let user = getuid() == 0 ? "mail" : NSUserName()
        let owner = getpwnam(user).map { ($0.pointee.pw_uid, $0.pointee.pw_gid) } ?? (getuid(), getgid())
        let group = getgrgid(owner.1).map { String(cString: $0.pointee.gr_name) } ?? user
        return """
            base_dir = \(folder.path)/run
            state_dir = \(folder.path)/run
            libexec_dir = \(Self.unpacked)/usr/lib/dovecot
            mail_plugin_dir = \(Self.unpacked)/usr/lib/dovecot/modules
            login_plugin_dir = \(Self.unpacked)/usr/lib/dovecot/modules/login
            import_environment = TZ LD_LIBRARY_PATH=\(Self.libraries)
            log_path = \(folder.path)/log
            protocols = imap
            listen = 127.0.0.1
            ssl = yes
            ssl_cert = <\(folder.path)/cert.pem
            ssl_key = <\(folder.path)/key.pem
            ssl_dh =
            auth_mechanisms = plain login
            auth_failure_delay = 0
            default_login_user = \(user)
            default_internal_user = \(user)
            default_internal_group = \(group)
            first_valid_uid = 1
            first_valid_gid = 0
            mail_location = maildir:\(maildir)
            service anvil {
              chroot =
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = \(port)
              }
              inet_listener imaps {
                port = \(tlsPort)
                ssl = yes
              }
            }
            passdb {
              driver = static
              args = password=\(Self.password)
            }
            userdb {
              driver = static
              args = uid=\(owner.0) gid=\(owner.1) home=\(folder.path)/home
            }
            namespace inbox {
              inbox = yes
              mailbox Spam {
                special_use = \\Junk
                auto = create
              }
            }

            """
    }

    private func waitUntilItGreets() throws {
        for _ in 0..<200 {
            guard process.isRunning else { break }
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let answer = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            var patience = timeval(tv_sec: 2, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            var first: UInt8 = 0
            if answer == 0, recv(descriptor, &first, 1, 0) == 1 { return }
            usleep(50_000)
        }
        throw CommandFailed(command: "dovecot", output: log)
    }
}
