import Foundation
import Vocabulary

/// Finds files whose names stand on the disk in another Unicode form than where they are named: macOS writes `é` as a letter
/// and an accent, people type it as one (Unicode Standard Annex 15).
package final class FileNames {
    /// The names of a folder, by any of their forms, as they stood when the folder last changed.
    private struct Listing {
        let seconds: Int
        let nanoseconds: Int
        let names: [String: [String]]
    }

    private var listings: [String: Listing] = [:]

    /// The path as it stands on the disk. The path itself where it is there to the letter, and where nothing or more than one
    /// thing goes by that name.
    package static func found(_ path: String) -> String { FileNames().found(path) }

    func found(_ path: String) -> String {
        if path.utf8.allSatisfy({ $0 < 0x80 }) || FileNames.isThere(path) { return path }
        var found = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
        for component in path.utf8.split(separator: UInt8(ascii: "/")).map({ String(decoding: $0, as: UTF8.self) }) {
            if FileNames.isThere(found + component) {
                found += component + "/"
                continue
            }
            guard let names = names(of: found.isEmpty ? "." : found)[component], names.count == 1 else { return path }
            found += names[0] + "/"
        }
        if path.utf8.last != UInt8(ascii: "/") { found.removeLast() }
        return found
    }

    private static func isThere(_ path: String) -> Bool {
        var information = stat()
        return lstat(path, &information) == 0
    }

    private func names(of folder: String) -> [String: [String]] {
        var information = stat()
        guard stat(folder, &information) == 0 else { return [:] }
        #if canImport(Darwin)
            let changed = information.st_mtimespec
        #else
            let changed = information.st_mtim
        #endif
        let (seconds, nanoseconds) = (Int(changed.tv_sec), Int(changed.tv_nsec))
        if let known = listings[folder], known.seconds == seconds, known.nanoseconds == nanoseconds {
            return known.names
        }
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        // Equal texts are one key, in whichever form they come.
        let names = Dictionary(grouping: all) { $0 }
        listings[folder] = Listing(seconds: seconds, nanoseconds: nanoseconds, names: names)
        return names
    }
}
