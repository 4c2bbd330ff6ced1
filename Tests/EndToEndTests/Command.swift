import Foundation
import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The built command, run as its users run it: in a folder, without a terminal.
enum Command {
    /// What one run left behind.
    struct Run: Sendable {
        /// The exit code; 128 and the signal's number where a signal ended it.
        let code: Int32
        let out: String
        let err: String

        /// Stdout as the one JSON document it must be.
        func document<Document: Decodable>(_ type: Document.Type = Document.self) throws -> Document {
            try JSONDecoder().decode(type, from: Data(out.utf8))
        }

        /// The names of the document's fields.
        func fields() throws -> Set<String> {
            Set((try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any] ?? [:]).keys)
        }
    }

    enum Fault: Error {
        case notStarted(Int32)
        case tookTooLong([String])
    }

    /// The binary beside the test bundle, or the one that `PORTILLON_BINARY` names.
    static let path: String = {
        if let path = ProcessInfo.processInfo.environment["PORTILLON_BINARY"] { return path }
        let places = [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])].compactMap { $0 }
        for place in places {
            var folder = place.deletingLastPathComponent()
            // On Linux the bundle lies beside the products; elsewhere some folders deeper.
            for _ in 0..<5 {
                let candidate = folder.appendingPathComponent("portillon").path
                var isFolder: ObjCBool = false
                if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
                    return candidate
                }
                folder.deleteLastPathComponent()
            }
        }
        return "portillon"
    }()

    /// A run that has begun and may still be going on.
    struct Going: Sendable {
        let pid: pid_t
        let arguments: [String]
        let scratch: URL

        func signal(_ number: Int32) { kill(pid, number) }

        /// True once it is over; looks without taking the end away from ``end()``.
        var hasEnded: Bool {
            var facts = siginfo_t()
            return waitid(P_PID, id_t(pid), &facts, WEXITED | WNOHANG | WNOWAIT) == 0 && facts.si_signo != 0
        }

        /// Waits for the end; a run of more than a minute is killed and is a fault.
        func end() throws -> Run {
            var status: Int32 = 0
            let deadline = ContinuousClock.now + .seconds(60)
            while true {
                let ended = waitpid(pid, &status, WNOHANG)
                if ended == pid { break }
                if ContinuousClock.now > deadline {
                    kill(pid, SIGKILL)
                    _ = waitpid(pid, &status, 0)
                    throw Fault.tookTooLong(arguments)
                }
                usleep(1_000)
            }
            func text(_ name: String) throws -> String {
                String(decoding: try Data(contentsOf: scratch.appendingPathComponent(name)), as: UTF8.self)
            }
            let run = Run(
                code: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f),
                out: try text("out"), err: try text("err"))
            try FileManager.default.removeItem(at: scratch)
            return run
        }
    }

    /// Starts the command in `folder`; nothing of the surroundings but the path and what is given here reaches it.
    static func start(_ arguments: [String], in folder: URL, environment: [String: String] = [:]) throws -> Going {
        let scratch = FileManager.default.temporaryDirectory
            .appendingPathComponent("portillon-run-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 1, scratch.appendingPathComponent("out").path, flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, scratch.appendingPathComponent("err").path, flags, 0o600)

        // A thread of a test may hold back signals, which the command would inherit.
        #if canImport(Glibc)
            var attributes = posix_spawnattr_t()
        #else
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var surroundings = ["PATH": "/usr/bin:/bin", "HOME": folder.path]
        surroundings["TZ"] = ProcessInfo.processInfo.environment["TZ"]
        surroundings.merge(environment) { $1 }
        // The shell changes the folder and becomes the command, which so keeps the process id.
        let shell = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder.path, path]
        var argv = (shell + arguments).map { strdup($0) } + [nil]
        var envp = surroundings.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        var pid: pid_t = 0
        let result = Spawning.lock.withLock { posix_spawn(&pid, shell[0], &actions, &attributes, &argv, &envp) }
        guard result == 0 else { throw Fault.notStarted(result) }
        return Going(pid: pid, arguments: arguments, scratch: scratch)
    }
}
