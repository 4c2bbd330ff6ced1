import Foundation

/// Paths as they are shown to people.
package enum ShortPath {
    /// Without the current folder before it, where the path lies below that one.
    package static func of(_ path: String) -> String {
        let here = FileManager.default.currentDirectoryPath
        guard here != "/", path.hasPrefix(here + "/"), path.utf8.count > here.utf8.count + 1 else { return path }
        return String(path.dropFirst(here.count + 1))
    }
}
