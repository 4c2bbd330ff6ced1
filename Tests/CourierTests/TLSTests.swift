import Foundation
import Letter
import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// An Exim of our own: private configuration, spool, port and log, STARTTLS, login, one file a message.
final class PrivateExim {
    let port: Int
    private let folder: TemporaryFolder
    private let process = Process()
    var inbox: String { folder.path + "/spool/inbox" }

    /// The one that `Scripts/setup` unpacked, else one that is installed; nil where there is none.
    static let path: String? = {
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let unpacked = here.appendingPathComponent("../../.build-tools/exim4/usr/sbin/exim4").standardizedFileURL.path
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") + ["/usr/sbin"]
        return ([unpacked] + folders.flatMap { ["\($0)/exim4", "\($0)/exim"] })
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    init(certificate: String, key: String, tlsOnConnect: Bool = false) throws {
        folder = try TemporaryFolder()
        // A port that was free a moment ago.
        let probe = try ScriptedRelay()
        port = probe.port
        probe.close()
        let path = try #require(PrivateExim.path)
        let isRoot = getuid() == 0
        let user = isRoot ? "mail" : NSUserName()
        let spool = folder.path + "/spool"
        try FileManager.default.createDirectory(atPath: spool + "/inbox", withIntermediateDirectories: true)
        for (file, name) in [(certificate, "cert.pem"), (key, "key.pem")] {
            try FileManager.default.copyItem(atPath: file, toPath: spool + "/" + name)
        }
        let configuration = try folder.write(
            """
            exim_path = \(path)
            exim_user = \(user)
            exim_group = \(user)
            spool_directory = \(spool)
            log_file_path = \(spool)/%slog
            pid_file_path = \(spool)/exim.pid
            primary_hostname = relay.example.org
            daemon_smtp_ports = \(port)
            local_interfaces = 127.0.0.1
            \(tlsOnConnect ? "tls_on_connect_ports = \(port)" : "")
            tls_advertise_hosts = *
            tls_certificate = \(spool)/cert.pem
            tls_privatekey = \(spool)/key.pem
            pipelining_advertise_hosts = *
            message_size_limit = 1M
            acl_smtp_mail = check_mail
            acl_smtp_rcpt = check_rcpt
            host_lookup =
            rfc1413_hosts =
            never_users =
            keep_environment =
            queue_run_in_order = true
            smtp_accept_max_per_connection = 20
            smtp_accept_queue_per_connection = 0
            begin acl
            check_mail:
              accept authenticated = *
              deny message = log in first
            check_rcpt:
              deny local_parts = unknown
                   message = no such user
              defer local_parts = busy
                   message = later
              accept
            begin routers
            all:
              driver = accept
              transport = file
            begin transports
            file:
              driver = appendfile
              file = \(spool)/inbox/$message_exim_id
              use_lockfile = false
              user = \(user)
              create_file = anywhere
              return_path_add
            begin authenticators
            plain:
              driver = plaintext
              public_name = PLAIN
              server_prompts = :
              server_condition = ${if and{{eq{$auth2}{you@example.org}}{eq{$auth3}{open sesame}}}}
              server_set_id = $auth2
              server_advertise_condition = ${if def:tls_in_cipher}
            login:
              driver = plaintext
              public_name = LOGIN
              server_prompts = Username:: : Password::
              server_condition = ${if and{{eq{$auth1}{you@example.org}}{eq{$auth2}{open sesame}}}}
              server_advertise_condition = ${if def:tls_in_cipher}

            """, to: "exim.conf")
        if isRoot { try run("chown", "-R", "root:root", configuration) }
        if isRoot { try run("chown", "-R", "\(user):\(user)", spool) }
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // Threads of tests block signals, and a process inherits that; a daemon must hear SIGTERM and SIGCHLD.
        let unblock =
            "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); os.execv(sys.argv[1], "
            + "sys.argv[1:])"
        process.arguments =
            ["python3", "-c", unblock, path, "-C", configuration, "-bdf", "-oX", "127.0.0.1:\(port)"]
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        try waitUntilItListens()
    }

    deinit {
        // One that never started has the number 0, and a signal to that ends the tests with all that belongs to them.
        guard process.isRunning else { return }
        // Exim's daemon asks for SIGTERM; where it does not listen in time, it ends all the same.
        kill(process.processIdentifier, SIGTERM)
        for _ in 0..<40 where process.isRunning { usleep(50_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    private func waitUntilItListens() throws {
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
            if answer == 0 { return }
            usleep(50_000)
        }
        throw CommandFailed(command: "exim4", output: log())
    }

    func log() -> String {
        ["main", "panic"].map { (try? String(contentsOfFile: folder.path + "/spool/\($0)log", encoding: .utf8)) ?? "" }
            .joined()
    }

    /// Waits until so many messages lie in the inbox (Exim delivers after it has answered).
    func messages(_ count: Int) -> [String] {
        var found: [String] = []
        for _ in 0..<400 {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: inbox)) ?? []
            found = files.map { (try? String(contentsOfFile: inbox + "/" + $0, encoding: .utf8)) ?? "" }
            if found.count >= count, found.allSatisfy({ $0.hasSuffix("\n\n") }) { break }
            usleep(50_000)
        }
        return found
    }
}

/// A real mail server, with TLS and login.
@Suite(.serialized, .enabled(if: PrivateExim.path != nil, "there is no Exim; `Scripts/setup test` unpacks one"))
struct TLSTests {
    private func settings(_ exim: PrivateExim, _ authority: TestAuthority) -> RelaySettings {
        RelaySettings(
            host: "127.0.0.1", port: exim.port, security: .startTLS, username: "you@example.org",
            credential: .password(Secret("open sesame")), caFile: authority.caFile)
    }

    @Test(arguments: [RelaySettings.Security.startTLS, .tls])
    func anMTATakesMessagesOverTLSWithLogin(security: RelaySettings.Security) throws {
        let authority = try TestAuthority()
        let (certificate, key) = try authority.issue("good", for: "127.0.0.1")
        let exim = try PrivateExim(certificate: certificate, key: key, tlsOnConnect: security == .tls)
        var settings = settings(exim, authority)
        settings.security = security
        let carrier = SMTPCarrier(settings: settings)
        #expect(try carrier.open().pipelining)
        var accepted = 0
        // More than Exim takes on one connection.
        for number in 0..<50 {
            if case .accepted = try carrier.hand(message(to: "r\(number)@example.net")) { accepted += 1 }
        }
        #expect(accepted == 50)
        guard case .rejected(let refusal) = try carrier.hand(message(to: "unknown@example.net")),
            case .deferred(let deferral) = try carrier.hand(message(to: "busy@example.net")),
            case .accepted = try carrier.hand(message(to: "last@example.net"))
        else {
            Issue.record("\(exim.log())")
            return
        }
        #expect(refusal.phase == .recipient)
        #expect(deferral.phase == .recipient)
        let large = try carrier.hand(
            message(text: "A: b\r\n\r\n" + String(repeating: "0123456789\r\n", count: 100_000)))
        guard case .rejected(let tooLarge) = large else {
            Issue.record("\(large)")
            return
        }
        #expect(tooLarge.status == EnhancedStatusCode(5, 3, 4))
        carrier.close()
        let messages = exim.messages(51)
        #expect(messages.count == 51)
        #expect(messages.allSatisfy { $0.contains("\n.dot\n..two\nEnd.") })
        #expect(!exim.log().contains("sesame"))
    }

    /// Several connections, each with its own TLS session and login, which Exim ends after twenty messages.
    @Test func severalConnectionsOverTLS() throws {
        let authority = try TestAuthority()
        let (certificate, key) = try authority.issue("good", for: "127.0.0.1")
        let exim = try PrivateExim(certificate: certificate, key: key)
        var settings = settings(exim, authority)
        settings.connections = 4
        let people = 90
        let queue = DeliveryQueue(capacity: people)
        for number in 1...people {
            let message = try message(to: number % 30 == 0 ? "unknown@example.net" : "r\(number)@example.net")
            let label = QueuedMessage.Label(recipient: Int64(number), clearance: message.clearance, attempts: 0)
            #expect(queue.offer(QueuedMessage(label, message), milliseconds: 0) == .taken)
        }
        queue.finish()
        let carrier = TransferBox(SMTPCarrier(settings: settings))
        Thread.detachNewThread {
            carrier.value.carry(queue)
            carrier.value.close()
            queue.carrierIsDone()
        }
        var (accepted, rejected): (Set<Int64>, Set<Int64>) = ([], [])
        while let events = queue.nextEvents() {
            for event in events {
                switch event {
                case .readyForBody(let label): queue.answer([.mayLeave(label.recipient)])
                case .finished(let label, .accepted, wasClaimed: true): accepted.insert(label.recipient)
                // Exim gives no status, and says by its words that it knows nobody there.
                case .finished(let label, .rejected, wasClaimed: false): rejected.insert(label.recipient)
                default: Issue.record("\(event)")
                }
            }
        }
        #expect(queue.fault == nil, "\(exim.log())")
        #expect(rejected == [30, 60, 90])
        #expect(accepted.count == people - 3)
        #expect(exim.messages(people - 3).count == people - 3)
    }

    enum Flaw: CaseIterable { case otherHost, expired, selfSigned, unknownAuthority }

    @Test(arguments: Flaw.allCases, [RelaySettings.Security.startTLS, .tls])
    func aCertificateThatDoesNotHoldStopsTheRun(flaw: Flaw, security: RelaySettings.Security) throws {
        let authority = try TestAuthority()
        let other = try TestAuthority()
        let pair =
            switch flaw {
            case .otherHost: try authority.issue("other", for: "smtp.example.com")
            case .expired: try authority.issue("old", for: "127.0.0.1", days: -1)
            case .selfSigned: (other.caFile, other.folder.path + "/ca.key")
            case .unknownAuthority: try other.issue("stranger", for: "127.0.0.1")
            }
        let exim = try PrivateExim(certificate: pair.0, key: pair.1, tlsOnConnect: security == .tls)
        var settings = settings(exim, authority)
        settings.security = security
        let carrier = SMTPCarrier(settings: settings)
        let fault = #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(fault?.kind == .certificate, "\(fault?.description ?? "none")")
        #expect(!exim.log().contains("<="))
    }

    @Test func aWrongPasswordIsRefused() throws {
        let authority = try TestAuthority()
        let (certificate, key) = try authority.issue("good", for: "127.0.0.1")
        let exim = try PrivateExim(certificate: certificate, key: key)
        var settings = settings(exim, authority)
        settings.credential = .password(Secret("wrong"))
        let fault = #expect(throws: RunFault.self) { try SMTPCarrier(settings: settings).hand(message()) }
        #expect(fault?.kind == .loginRefused)
        settings.username = nil
        let anonymous = #expect(throws: RunFault.self) { try SMTPCarrier(settings: settings).hand(message()) }
        #expect(anonymous?.kind == .senderRefused)
        settings.caFile = "/nowhere/ca.pem"
        let file = #expect(throws: RunFault.self) { try SMTPCarrier(settings: settings).hand(message()) }
        #expect(file?.kind == .caFile)
    }
}
