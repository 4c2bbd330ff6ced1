import Foundation

/// Certificates that openssl makes for a test: an authority, and certificates for hosts signed by it.
package final class TestAuthority {
    package let folder: TemporaryFolder
    package var caFile: String { folder.path + "/ca.pem" }

    package init() throws {
        folder = try TemporaryFolder()
        try run(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2",
            "-subj", "/CN=Test Authority", "-keyout", folder.path + "/ca.key", "-out", caFile)
    }

    /// Makes `NAME.pem` and `NAME.key` for a host; with negative days it has expired.
    package func issue(_ name: String, for host: String, days: Int = 2) throws -> (certificate: String, key: String) {
        let base = folder.path + "/" + name
        try run(
            "openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
            "/CN=\(host)",
            "-keyout", base + ".key", "-out", base + ".csr")
        let alternative = host.allSatisfy { $0.isNumber || $0 == "." } ? "IP:\(host)" : "DNS:\(host)"
        let extensions = try folder.write("subjectAltName=\(alternative)\n", to: name + ".ext")
        try run(
            "openssl", "x509", "-req", "-in", base + ".csr", "-CA", caFile, "-CAkey", folder.path + "/ca.key",
            "-CAcreateserial", "-days", String(days), "-extfile", extensions, "-out", base + ".pem")
        return (base + ".pem", base + ".key")
    }
}

package struct CommandFailed: Error {
    package let command: String
    package let output: String

    package init(command: String, output: String) { (self.command, self.output) = (command, output) }
}

/// Runs a command to its end.
package func run(_ command: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try Spawning.lock.withLock { try process.run() }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw CommandFailed(command: command.joined(separator: " "), output: String(decoding: output, as: UTF8.self))
    }
}
