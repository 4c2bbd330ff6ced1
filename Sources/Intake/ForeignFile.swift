import Vocabulary

/// What a file is that no table is: told by its first bytes, so that no mail or page is mined for addresses.
enum ForeignFile {
    case workbook, archive, pdf, richText, image, program, html, cards, calendar, mail, json, ldif

    /// Nil for what may be a table.
    init?(_ head: [UInt8]) {
        if let found = ForeignFile.byMark(head) ?? ForeignFile.byText(head) { self = found } else { return nil }
    }

    private static func byMark(_ head: [UInt8]) -> ForeignFile? {
        func begins(_ mark: [UInt8]) -> Bool { head.starts(with: mark) }
        func begins(_ mark: String) -> Bool { head.starts(with: Array(mark.utf8)) }
        if ZIPArchive.isArchive(head) {
            let start = String(decoding: head.prefix(4096), as: UTF8.self)
            // Workbooks of Excel, OpenDocument and Numbers.
            let marks = ["xl/", "[Content_Types].xml", "application/vnd.oasis.opendocument", "Index/"]
            return marks.contains { start.contains($0) } ? .workbook : .archive
        }
        // The older form of Excel, which Word and Outlook's messages share.
        if begins([0xD0, 0xCF, 0x11, 0xE0]) { return .workbook }
        if begins("%PDF-") { return .pdf }
        if begins("{\\rtf") { return .richText }
        if begins([0x89, 0x50, 0x4E, 0x47]) || begins([0xFF, 0xD8, 0xFF]) || begins("GIF8") || begins("II*\0")
            || begins("MM\0*") || (begins("RIFF") && head.dropFirst(8).starts(with: Array("WEBP".utf8)))
        {
            return .image
        }
        if begins([0x1F, 0x8B]) || begins([0x37, 0x7A, 0xBC, 0xAF]) || begins("Rar!") || begins("BZh") {
            return .archive
        }
        // Control characters that no text has, many of them.
        let controls = head.prefix(4096).count { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1A].contains($0) }
        return controls * 10 > min(head.count, 4096) ? .program : nil
    }

    private static func byText(_ head: [UInt8]) -> ForeignFile? {
        let text = String(decoding: head.prefix(16384).withoutByteOrderMark, as: UTF8.self).drop(while: \.isWhitespace)
        let start = text.prefix(64).lowercased()
        let tags = [
            "<!doctype", "<html", "<head", "<body", "<table", "<?xml", "<!--", "<div", "<meta", "<style", "<svg", "<p>",
        ]
        if tags.contains(where: start.hasPrefix) { return .html }
        if start.hasPrefix("begin:vcard") { return .cards }
        if start.hasPrefix("begin:vcalendar") { return .calendar }
        let second = start.dropFirst().first { !$0.isWhitespace }
        if start.hasPrefix("{") && second == "\"" || start.hasPrefix("[") && (second == "{" || second == "\"") {
            return .json
        }
        if start.hasPrefix("dn: ") || start.hasPrefix("dn:: ") || start.hasPrefix("version: 1\n") { return .ldif }
        return isMail(text) ? .mail : nil
    }

    /// True for a header section (RFC 5322 §2.2) with two fields that mails have; an mbox has a `From ` line before it.
    private static func isMail(_ text: Substring) -> Bool {
        var known = 0
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.isEmpty { return known > 0 }
            if index == 0, line.hasPrefix("From ") || line.hasPrefix(">From ") { continue }
            if line.first == " " || line.first == "\t" {
                guard index > 0 else { return false }
                continue
            }
            guard let colon = line.firstIndex(of: ":"), !line[..<colon].contains(where: { $0 == " " || $0 == "," })
            else { return false }
            if mailFields.contains(line[..<colon].lowercased()) { known += 1 }
            if known == 2 { return true }
        }
        return false
    }

    private static let mailFields: Set<String> = [
        "received", "return-path", "delivered-to", "from", "to", "cc", "subject", "date", "message-id", "mime-version",
        "content-type", "content-transfer-encoding", "reply-to", "dkim-signature", "authentication-results", "sender",
        "in-reply-to", "references", "list-unsubscribe", "x-mailer", "envelope-to", "arc-seal", "x-received", "objet",
        // A letter of one's own begins alike.
        "letter", "purpose",
    ]

    /// What it looks like, and what helps.
    var message: Phrase {
        switch self {
        case .workbook:
            Phrase(
                fr:
                    "le fichier a l’air d’un classeur ou d’un autre fichier de bureautique (Excel, LibreOffice, Numbers) : "
                    + "enregistrez-en la feuille au format CSV UTF-8, puis importez ce fichier-là",
                en:
                    "the file looks like a workbook or another office file (Excel, LibreOffice, Numbers): save its sheet "
                    + "as CSV UTF-8, then import that file")
        case .archive:
            Phrase(
                fr: "le fichier a l’air d’une archive : extrayez-en le tableau ; celle de LinkedIn s’importe telle "
                    + "quelle, par `import linkedin`",
                en: "the file looks like an archive: extract the table from it; LinkedIn's is imported as it is, with "
                    + "`import linkedin`")
        case .cards:
            Phrase(
                fr: "le fichier a l’air de cartes de visite (vCard) : importez-les par `import cards`",
                en: "the file looks like business cards (vCard): import them with `import cards`")
        case .mail:
            Phrase(
                fr: "le fichier a l’air d’un courrier électronique ou d’une lettre, et non d’un tableau ; si quelqu’un "
                    + "y demande à ne plus recevoir vos lettres, enregistrez-le par `object ADRESSE`",
                en: "the file looks like a mail or a letter, not like a table; if somebody asks in it not to get "
                    + "your letters any more, record that with `object ADDRESS`")
        case .pdf: ForeignFile.tableWanted(fr: "d’un PDF", en: "a PDF")
        case .richText: ForeignFile.tableWanted(fr: "d’un texte mis en forme (RTF)", en: "formatted text (RTF)")
        case .image: ForeignFile.tableWanted(fr: "d’une image", en: "an image")
        case .program: ForeignFile.tableWanted(fr: "de données binaires", en: "binary data")
        case .html: ForeignFile.tableWanted(fr: "d’une page HTML ou XML", en: "a page of HTML or XML")
        case .calendar: ForeignFile.tableWanted(fr: "d’un agenda (iCalendar)", en: "a calendar (iCalendar)")
        case .json: ForeignFile.tableWanted(fr: "de JSON", en: "JSON")
        case .ldif: ForeignFile.tableWanted(fr: "de LDIF", en: "LDIF")
        }
    }

    private static func tableWanted(fr: String, en: String) -> Phrase {
        Phrase(
            fr: "le fichier a l’air \(fr), et non d’un tableau : exportez-le au format CSV, puis importez ce "
                + "fichier-là",
            en: "the file looks like \(en), not like a table: export it as CSV, then import that file")
    }
}

extension EncodedFile {
    /// Throws where the file is no table.
    func checkIsTable() throws(IntakeFault) {
        var start: [UInt8] = []
        let stream = try bytes()
        while start.count < CSVDialect.window, let chunk = try stream.next() { start += chunk }
        if let found = ForeignFile(start) { throw IntakeFault(.notATable, found.message) }
    }
}
