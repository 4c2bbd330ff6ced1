import Mailroom

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// read(2), by a name that no method hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

/// Reads mail from a disk and changes nothing there: a mail (`.eml`), an mbox, a Maildir, or a folder of such files. Which of these it
/// is, its content tells, and not its name.
package enum MailFiles {
    private enum Content { case mail, mbox, other }
    private static let chunk = 64 << 10

    /// Hands on every mail of a file or folder, one after the other. What `each` throws ends the reading, and is thrown on; a
    /// file that is missing, unreadable or no mail is a ``PostboxFault`` where it was named, and one of those of the result
    /// where it lies in a folder.
    package static func read(_ path: String, each: (DiskMail) throws -> Void) throws -> DiskReading {
        var reading = DiskReading()
        var information = stat()
        guard stat(path, &information) == 0 else { throw fault(path, errno) }
        guard information.st_mode & S_IFMT == S_IFDIR else {
            guard try readFile(path, &reading, each) else { throw PostboxFault(.notMail, at: path) }
            return reading
        }
        if ["cur", "new"].contains(where: { isFolder(path + "/" + $0) }) {
            for part in ["new", "cur"] where isFolder(path + "/" + part) {
                try readFolder(path + "/" + part, isMaildir: true, &reading, each)
            }
            return reading
        }
        try readFolder(path, isMaildir: false, &reading, each)
        guard reading.mails > 0 || !reading.faults.isEmpty else { throw PostboxFault(.notMail, at: path) }
        return reading
    }

    /// In a Maildir every file is a mail; elsewhere those are expected to be that are called so, and what else is none is passed over.
    private static func readFolder(
        _ path: String, isMaildir: Bool, _ reading: inout DiskReading, _ each: (DiskMail) throws -> Void
    ) throws {
        for name in try names(in: path) where !name.hasPrefix(".") {
            let file = path + "/" + name
            // A name that is no UTF-8 cannot be said again.
            guard !name.unicodeScalars.contains("\u{FFFD}") else {
                reading.faults.append(PostboxFault(.unreadable, at: file, detail: "not UTF-8"))
                continue
            }
            guard !isFolder(file) else { continue }
            let found: Bool
            do {
                found = try readFile(file, &reading, each)
            } catch let fault as PostboxFault {
                // A mail program may have moved it on meanwhile.
                if fault.kind != .missing { reading.faults.append(fault) }
                continue
            }
            guard !found else { continue }
            if isMaildir || name.lowercased().hasSuffix(".eml") {
                reading.faults.append(PostboxFault(.notMail, at: file))
            } else {
                reading.passedOver += 1
            }
        }
    }

    /// Hands on the mails of a file; false where it holds none.
    private static func readFile(
        _ path: String, _ reading: inout DiskReading, _ each: (DiskMail) throws -> Void
    ) throws -> Bool {
        // A pipe that nobody writes to must not make it wait.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw fault(path, errno) }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw fault(path, errno) }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw PostboxFault(.unreadable, at: path, detail: "not a file")
        }
        let start = try octets(descriptor, path, most: MailLength.header)
        switch content(of: start) {
        case .other: return false
        case .mail:
            let rest =
                start.count < MailLength.header ? [] : try octets(descriptor, path, most: MailLength.text + 1)
            let (bytes, isTruncated) = MailLength.cut(start + rest, isTruncated: false)
            reading.mails += 1
            try each(DiskMail(path: path, offset: nil, bytes: withoutMark(bytes), isTruncated: isTruncated))
            return true
        case .mbox: return try readMbox(descriptor, path, start, &reading, each)
        }
    }

    private static func readMbox(
        _ descriptor: Int32, _ path: String, _ start: [UInt8], _ reading: inout DiskReading,
        _ each: (DiskMail) throws -> Void
    ) throws -> Bool {
        var reader = MboxReader(limit: MailLength.header + MailLength.text)
        let before = reading.mails
        func hand(_ mail: MboxReader.Mail) throws {
            guard isMail(mail.octets[...]) else { return }
            let (bytes, isTruncated) = MailLength.cut(mail.octets, isTruncated: mail.isTruncated)
            reading.mails += 1
            try each(DiskMail(path: path, offset: mail.offset, bytes: bytes, isTruncated: isTruncated))
        }
        var portion = start
        while !portion.isEmpty {
            for mail in reader.read(portion) { try hand(mail) }
            portion = try octets(descriptor, path, most: chunk)
        }
        if let last = reader.finish() { try hand(last) }
        return reading.mails > before
    }

    // MARK: What a file holds

    private static func content(of start: [UInt8]) -> Content {
        let text = withoutMark(start)[...].drop { $0 == 0x0A || $0 == 0x0D }
        if text.starts(with: "From ".utf8) { return .mbox }
        return isMail(text) && !isLetter(text) || isLongHeader(text) ? .mail : .other
    }

    private static func isMail(_ octets: ArraySlice<UInt8>) -> Bool {
        let start = Array(octets.prefix(MailLength.header))
        return ReceivedMail(parsing: Array(start[..<MailLength.endOfHeader(start)])).isMail
    }

    /// A letter that is yet to be sent has a header as well, and came from nobody.
    private static func isLetter(_ octets: ArraySlice<UInt8>) -> Bool {
        let headers = ReceivedMail(parsing: Array(octets)).headers
        return headers.raw("Letter") != nil && headers.raw("From") == nil
    }

    /// Fields and nothing else, for as long as a header is read.
    private static func isLongHeader(_ octets: ArraySlice<UInt8>) -> Bool {
        guard octets.count > MailLength.header - 8, MailLength.endOfHeader(Array(octets)) == octets.count else {
            return false
        }
        let lines = octets.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).dropLast()
        return lines.first?.first != 0x20
            && lines.allSatisfy { line in
                if line.first == 0x20 || line.first == 0x09 { return true }
                guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return false }
                return line[..<colon].allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
            }
    }

    /// Without the mark of UTF-8 that some programs put at the beginning.
    private static func withoutMark(_ octets: [UInt8]) -> [UInt8] {
        octets.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(octets.dropFirst(3)) : octets
    }

    // MARK: The disk

    /// So many octets, fewer at the file's end alone.
    private static func octets(
        _ descriptor: Int32, _ path: String, most: Int
    ) throws(PostboxFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: most)
        var count = 0
        while count < most {
            let got = bytes.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { systemRead(descriptor, $0 + count, most - count) } ?? 0
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw fault(path, errno) }
            if got == 0 { break }
            count += got
        }
        bytes.removeSubrange(count...)
        return bytes
    }

    private static func isFolder(_ path: String) -> Bool {
        var information = stat()
        return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    /// Sorted, so that two readings of a folder are the same one.
    private static func names(in path: String) throws(PostboxFault) -> [String] {
        guard let folder = opendir(path) else { throw fault(path, errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names.sorted()
    }

    private static func fault(_ path: String, _ number: Int32) -> PostboxFault {
        let kind: PostboxFault.Kind = number == ENOENT || number == ENOTDIR ? .missing : .unreadable
        return PostboxFault(kind, at: path, detail: kind == .missing ? "" : String(cString: strerror(number)))
    }
}
