import Foundation

/// A Maildir full of mail, made for a test, and what can be seen of it from outside.
enum MaildirOfMany {
    /// One in ten is of a newsletter, one in five hundred has an attachment of some size; flags vary, and some are still in `new`.
    static func fill(_ maildir: String, _ numbers: Range<Int>, size: Int = 3000) throws {
        let line = "Lorem ipsum dolor sit amet, consectetur adipiscing elit sed do.\r\n"
        let filler = Array(String(repeating: line, count: size / line.utf8.count).utf8)
        let attachment = Array(String(repeating: "0123456789abcdef\r\n", count: 20_000).utf8)
        for number in numbers {
            let extra = number % 10 == 3 ? "List-Unsubscribe: <mailto:leave@example.com>\r\n" : ""
            let header =
                "Return-Path: <r\(number)@example.net>\r\nFrom: R <r\(number)@example.net>\r\nTo: you@example.org\r\n"
                + "Subject: Re: letter \(number)\r\nMessage-ID: <\(number)@example.net>\r\n\(extra)\r\n"
            // What a mail holds may look like what a server says.
            let end = "* \(number) FETCH (UID 7 BODY[TEXT] {3}\r\nP3 OK done\r\n* BYE\r\n)\r\nEnd of \(number)\r\n"
            let bytes = Array(header.utf8) + filler + Array(end.utf8) + (isLarge(number) ? attachment : [])
            let flags = ["", "S", "FS", "RS"][number % 4]
            let place = number % 7 == 0 ? "new/" : "cur/"
            let name = "\(1_795_000_000 + number).M\(number)P1.host" + (place == "cur/" ? ":2,\(flags)" : "")
            let descriptor = open(maildir + "/" + place + name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
                throw POSIXError(.EIO)
            }
            // The minute that it came in, one after another.
            let moment = timespec(tv_sec: 1_795_000_000 + number * 60, tv_nsec: 0)
            futimens(descriptor, [moment, moment])
            close(descriptor)
        }
    }

    private static let seed = Hasher()

    static func isLarge(_ number: Int) -> Bool { number % 500 == 50 }

    /// Name (flags are in it), time and octets of each mail up to a number; Dovecot's own files beside them are left out.
    static func seen(_ maildir: String, below limit: Int = 1_000_000) throws -> Set<String> {
        var found: Set<String> = []
        for place in ["cur", "new", "tmp"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: maildir + "/" + place) {
                guard let number = Int(name.prefix { $0 != "." }), number < 1_795_000_000 + limit else { continue }
                var information = stat()
                let path = "\(maildir)/\(place)/\(name)"
                stat(path, &information)
                var hasher = seed
                try Data(contentsOf: URL(fileURLWithPath: path)).withUnsafeBytes { hasher.combine(bytes: $0) }
                found.insert(
                    "\(place)/\(name) \(information.st_mtim.tv_sec) \(information.st_mtim.tv_nsec) \(information.st_size) \(hasher.finalize())"
                )
            }
        }
        return found
    }
}
