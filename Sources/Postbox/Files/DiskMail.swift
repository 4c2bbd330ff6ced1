/// A mail that lies on a disk, as far as it was read.
package struct DiskMail: Sendable {
    /// The file that holds it.
    package let path: String
    /// Where in an mbox it begins, in octets; nil where the file is the mail.
    package let offset: Int?
    /// Header and what follows it, up to ``isTruncated``.
    package let bytes: [UInt8]
    /// True where the mail is longer than what was read of it.
    package let isTruncated: Bool

    /// False for a mail that begins within an mbox. Few makers of such files hide in a mail's text what looks like the line before
    /// another one, so that it may have been written, header and all, by whoever wrote the mail before it.
    package var beginsFile: Bool { (offset ?? 0) == 0 }
}

/// What reading a file or folder came to.
package struct DiskReading: Sendable {
    /// How many mails were handed on.
    package internal(set) var mails = 0
    /// One for each file of a folder that should hold a mail and does not, or cannot be read; the others were read.
    package internal(set) var faults: [PostboxFault] = []
    /// How many files of a folder are something else.
    package internal(set) var passedOver = 0
}
