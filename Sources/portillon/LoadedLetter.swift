import Crypto
import Foundation
import Gate
import Ledger
import Letter
import Vocabulary

/// A letter's file as it stands on disk.
struct LetterSource {
    let path: String
    let bytes: [UInt8]

    init(_ path: String) throws {
        self.path = path
        do { bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw Failure(
                .noInput,
                Phrase(fr: "la lettre `\(path)` manque ou est illisible", en: "the letter `\(path)` is missing or cannot be read"))
        }
    }
}

/// STUB
struct LoadedLetter {
    let id = "x"
    let purposeName = "newsletter"
    let onBehalfOf: String? = nil
    let partsWithoutWayOut: [String] = []
    let faults: [Phrase] = []
    let needs: [FieldNeed] = []
    let contentDigest = ""
    let content: [UInt8] = []

    init(_ source: LetterSource, configuration: Configuration, extraFields: Set<String>) throws {}

    func message(for clearance: Clearance, workspace: Workspace, key: Key?, at now: Instant) throws -> ClearedMessage {
        throw Ending(status: .internalFault)
    }
    func composed(for clearance: Clearance, workspace: Workspace, key: Key, at now: Instant) -> ClearedMessage {
        fatalError()
    }
}
