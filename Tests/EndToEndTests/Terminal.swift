import Foundation
import Synchronization
import TestSupport
import Testing

/// A command on a terminal of its own, with somebody who answers.
struct Terminal: Sendable {
    /// What is waited for, and what is typed then.
    struct Step: Sendable {
        let awaited: String
        let typed: String

        /// `typed` ends with Enter.
        static func answer(_ typed: String, to awaited: String) -> Step { Step(awaited: awaited, typed: typed + "\r") }
        /// ^C, which the terminal turns into SIGINT.
        static func interrupt(at awaited: String) -> Step { Step(awaited: awaited, typed: "\u{3}") }
        /// ^D, the end of input.
        static func end(at awaited: String) -> Step { Step(awaited: awaited, typed: "\u{4}") }
    }

    var columns = 80
    var rows = 24
    var environment: [String: String] = ["NO_COLOR": "1", "LANG": "en_US.UTF-8"]

    /// What the screen got, with plain line ends, and the exit code.
    func run(_ arguments: [String], in folder: WorkingFolder, _ steps: [Step] = []) throws -> (
        code: Int32, screen: String
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let list = steps.map { [$0.awaited, $0.typed] }
        let plan = String(decoding: try JSONSerialization.data(withJSONObject: list), as: UTF8.self)
        var surroundings = ["PATH": "/usr/bin:/bin", "HOME": folder.url.path, "TERM": "xterm-256color"]
        surroundings["TZ"] = ProcessInfo.processInfo.environment["TZ"]
        surroundings.merge(environment) { $1 }
        process.environment = surroundings
        process.arguments =
            ["python3", "-c", Terminal.driver, folder.url.path, String(columns), String(rows), plan, Command.path]
            + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try Spawning.lock.withLock { try process.run() }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        return (process.terminationStatus, text.replacing("\r\n", with: "\n"))
    }

    /// 98 where what was waited for did not come, 97 where the command did not end.
    private static let driver = """
        import fcntl, json, os, pty, select, signal, struct, sys, termios, time
        folder, columns, rows, steps, command = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4]), sys.argv[5:]
        pid, terminal = pty.fork()
        if pid == 0:
            # A thread of a test may hold back signals, which the command would inherit.
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
            os.chdir(folder)
            os.execv(command[0], command)
        seen, from_here, code, deadline = b'', 0, None, time.monotonic() + 40
        while True:
            if steps:
                place = seen.find(steps[0][0].encode(), from_here)
                if place >= 0:
                    from_here = len(seen)
                    os.write(terminal, steps.pop(0)[1].encode())
            if time.monotonic() > deadline:
                code = 97
                break
            if not select.select([terminal], [], [], 0.2)[0]:
                continue
            try:
                more = os.read(terminal, 65536)
            except OSError:
                more = b''
            if not more:
                break
            seen += more
        if code:
            os.kill(pid, 9)
        status = os.waitpid(pid, 0)[1]
        sys.stdout.buffer.write(seen)
        sys.stdout.flush()
        if code is None:
            code = 98 if steps else os.waitstatus_to_exitcode(status)
        sys.exit(code if code >= 0 else 128 - code)
        """
}

/// What a person sees, held to the byte against a file beside the tests.
enum Golden {
    static func url(_ name: String, _ path: StaticString = #filePath) -> URL {
        URL(fileURLWithPath: "\(path)").deletingLastPathComponent().appendingPathComponent("Golden/\(name).txt")
    }

    /// Made anew with `PORTILLON_GOLDEN=1 swift test`; read them before you commit them.
    static func expect(_ text: String, _ name: String, at place: SourceLocation = #_sourceLocation) throws {
        let url = url(name)
        if ProcessInfo.processInfo.environment["PORTILLON_GOLDEN"] != nil {
            try Data(text.utf8).write(to: url)
            return
        }
        let golden = try String(decoding: Data(contentsOf: url), as: UTF8.self)
        guard text != golden else { return }
        let (ours, theirs) = (text.components(separatedBy: "\n"), golden.components(separatedBy: "\n"))
        let index = zip(ours, theirs).enumerated().first { $1.0 != $1.1 }?.offset ?? min(ours.count, theirs.count)
        let found = index < ours.count ? ours[index] : "nothing"
        let wanted = index < theirs.count ? theirs[index] : "nothing"
        Issue.record("\(name).txt:\(index + 1): found `\(found)`, expected `\(wanted)`", sourceLocation: place)
    }
}
