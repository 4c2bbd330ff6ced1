import Foundation
import Intake
import Vocabulary

/// What an import of one file gave.
struct Taken {
    var records: [IntakeRecord] = []
    var rejected: [RejectedRow] = []
    var summary = IntakeSummary()
}

extension ByteSource {
    init(_ text: String) { self.init(bytes: Array(text.utf8)) }

    /// Gives its bytes a few at a time, whatever is asked for, so that everything is cut somewhere.
    static func dripping(_ bytes: [UInt8], by step: Int) -> ByteSource {
        ByteSource(size: nil) { offset, count in
            guard offset < bytes.count else { return [] }
            return Array(bytes[offset..<min(bytes.count, offset + min(step, count))])
        }
    }
}

func takeLinkedIn(_ source: ByteSource, exportDate: CivilDate? = nil) throws -> (LinkedInExport, Taken) {
    let export = try LinkedInExport(opening: source)
    var taken = Taken()
    taken.summary = try export.forEachRecord(exportDate: exportDate) {
        taken.rejected.append($0)
    } _: {
        taken.records.append($0)
    }
    return (export, taken)
}

func takeTable(_ source: ByteSource, as kind: TableKind, mapping: [String: String] = [:]) throws -> (TableFile, Taken) {
    let file = try TableFile(opening: source, as: kind, mapping: mapping)
    var taken = Taken()
    taken.summary = try file.forEachRecord {
        taken.rejected.append($0)
    } _: {
        taken.records.append($0)
    }
    return (file, taken)
}

func takeCards(_ source: ByteSource, _ options: CardOptions = CardOptions()) throws -> Taken {
    let file = try CardFile(opening: source)
    var taken = Taken()
    taken.summary = try file.forEachRecord(options: options) {
        taken.rejected.append($0)
    } _: {
        taken.records.append($0)
    }
    return taken
}

func takeObjections(
    _ source: ByteSource, kind: ObjectionKind? = nil
) throws -> ([ObjectionRecord], [RejectedRow]) {
    let file = try ObjectionFile(opening: source, kind: kind)
    var records: [ObjectionRecord] = []
    var rejected: [RejectedRow] = []
    try file.forEachRecord {
        rejected.append($0)
    } _: {
        records.append($0)
    }
    return (records, rejected)
}

/// Every row of a CSV, verbatim.
func rows(_ source: ByteSource, separator: UInt8? = nil) throws -> [[String]] {
    let reader = try CSVReader(source, separator: separator)
    var rows: [[String]] = []
    while let step = try reader.next() {
        if case .row = step { rows.append(reader.cells) }
    }
    return rows
}

func day(_ iso: String) -> When? { When(iso: iso) }

/// Python as an independent judge.
enum Python {
    struct Failure: Error { var status: Int32 }

    /// Runs a script that reads the file named in its first argument and writes the one named in its second.
    static func run(_ script: String, _ input: [UInt8]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (from, to) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
        try Data(input).write(to: from)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, from.path, to.path]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return [UInt8](try Data(contentsOf: to))
    }
}
