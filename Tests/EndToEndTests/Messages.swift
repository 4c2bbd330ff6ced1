import Foundation

/// A message without what differs between a preview and a sending: its Date and Message-ID.
func withoutMoment(_ message: String) -> String {
    var lines: [Substring] = []
    var isLeftOut = false
    var isHeader = true
    for line in message.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
        if line.isEmpty { isHeader = false }
        if isHeader, !(line.hasPrefix(" ") || line.hasPrefix("\t")) {
            let name = line.prefix { $0 != ":" }.lowercased()
            isLeftOut = name == "date" || name == "message-id"
        }
        if !(isHeader && isLeftOut) { lines.append(line) }
    }
    return lines.joined(separator: "\n")
}

/// The value of a header, unfolded; nil where the message has none.
func header(_ name: String, of message: String) -> String? {
    var found: String?
    for line in message.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
        if line.isEmpty { break }
        if line.hasPrefix(" ") || line.hasPrefix("\t") {
            found? += " " + line.drop { $0 == " " || $0 == "\t" }
        } else if found != nil {
            break
        } else if line.lowercased().hasPrefix(name.lowercased() + ":") {
            found = String(line.dropFirst(name.count + 1).drop { $0 == " " })
        }
    }
    return found
}

/// What Python, a judge that shares no code with the product, prints for a program and its standard input's file.
func judge(_ program: String, _ file: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program, file]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}
