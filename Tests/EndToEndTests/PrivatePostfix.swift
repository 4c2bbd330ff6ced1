import Foundation
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A Postfix of a test's own (`postfix.py` beside this file): STARTTLS, login, one inbox; it ends with this object.
final class PrivatePostfix {
    /// A message as it lies in the inbox.
    struct Message {
        let recipient: String
        /// Without the header lines that Postfix put before it.
        let content: String
    }

    struct NotStarted: Error { let words: String }

    let port: Int
    private let folder: URL
    private let process = Process()
    /// Its end, which comes with this process at the latest, is Postfix's.
    private let input = Pipe()

    /// Starts it with further lines of main.cf, as `NAME=VALUE`.
    init(_ changes: [String] = []) throws {
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let unpacked = here.appendingPathComponent("../../.build-tools/postfix").standardizedFileURL
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("postfix-" + UUID().uuidString)
        self.folder = folder
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", here.path + "/postfix.py", unpacked.path, folder.path] + changes
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try Spawning.lock.withLock { [process] in try process.run() }
        var words = ""
        while !words.hasSuffix("\n") || !words.contains("ready "),
            case let more = output.fileHandleForReading.availableData, !more.isEmpty
        {
            words += String(decoding: more, as: UTF8.self)
        }
        guard let port = words.split(separator: "ready ").last.flatMap({ Int($0.dropLast()) }) else {
            try? FileManager.default.removeItem(at: folder)
            throw NotStarted(words: "is it there? `make setup-test` brings it\n" + words)
        }
        self.port = port
    }

    deinit {
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: folder)
    }

    /// The configuration's `relay` for this server; `authority` and `login` are JSON with a comma behind.
    func settings(authority: String? = nil, login: String? = nil, _ more: String = #""connections": 1"#) -> String {
        let authority = authority ?? #""caFile": "\#(folder.path)/relay.pem","#
        let login = login ?? PrivatePostfix.login("open sesame")
        return #"{"url": "smtp://127.0.0.1:\#(port)", \#(authority) \#(login) \#(more)}"#
    }

    static func login(_ password: String) -> String {
        #""username": "you@example.org", "password": {"command": ["echo", "\#(password)"]},"#
    }

    var log: String { (try? String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8)) ?? "" }

    /// The processes that serve connections, or did.
    var servers: Set<pid_t> {
        Set(log.matches(of: /smtpd\[(\d+)\]: connect from/).compactMap { pid_t($0.output.1) })
    }

    /// Sessions that began.
    var sessions: Int { log.ranges(of: "]: connect from").count }

    /// Messages that Postfix has begun to take.
    var begun: Int { log.ranges(of: ": client=").count }

    /// Everything that was ever taken, once no session goes on and nothing is in the queue any more.
    func received(at place: SourceLocation = #_sourceLocation) throws -> [Message] {
        let deadline = ContinuousClock.now + .seconds(30)
        while !isIdle, ContinuousClock.now < deadline { usleep(5_000) }
        try #require(isIdle, "\(log)", sourceLocation: place)
        let inbox = folder.appendingPathComponent("inbox/all/new")
        let files = (try? FileManager.default.contentsOfDirectory(at: inbox, includingPropertiesForKeys: nil)) ?? []
        return try files.map { file in
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            let trace = try #require(text.firstMatch(of: /\nReceived: .*(\n\t.*)*\n/), sourceLocation: place)
            return Message(
                recipient: header("Delivered-To", of: text) ?? "", content: String(text[trace.range.upperBound...]))
        }
    }

    private var isIdle: Bool {
        let queues = ["incoming", "active", "deferred"].map { folder.path + "/queue/" + $0 }
        return !servers.contains(where: isServing)
            && queues.allSatisfy { (try? FileManager.default.contentsOfDirectory(atPath: $0))?.isEmpty == true }
    }

    /// A process that was killed did not say that its session ended.
    private func isServing(_ server: pid_t) -> Bool {
        let log = log
        let begun = log.ranges(of: "[\(server)]: connect from").count
        return kill(server, 0) == 0 && log.ranges(of: "[\(server)]: disconnect from").count < begun
    }
}
