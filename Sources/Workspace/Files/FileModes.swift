import Foundation

/// Who may read a file.
enum FileModes {
    /// The permissions of a file; nil where it is missing.
    static func of(_ path: String) -> mode_t? {
        var information = stat()
        return stat(path, &information) == 0 ? information.st_mode & 0o7777 : nil
    }

    /// True where nobody but its owner may read or write it.
    static func isPrivate(_ mode: mode_t) -> Bool { mode & 0o077 == 0 }

    /// As `chmod` writes them: `600`.
    static func octal(_ mode: mode_t) -> String { String(mode, radix: 8) }
}
