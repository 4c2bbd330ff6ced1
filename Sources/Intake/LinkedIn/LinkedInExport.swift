package import Vocabulary

/// The sender's own LinkedIn export: `Connections.csv`, or the ZIP archive that holds it. A snapshot of all connections.
///
/// Opening it walks over it once, so that its dates are known and a damaged archive is refused before any record is
/// given; ``forEachRecord(exportDate:rejected:_:)`` walks again.
package struct LinkedInExport {
    /// SHA-256 of the file's bytes, in hex; of the ZIP itself where it is one.
    package let sha256: String
    /// The day of the ZIP entry; nil for a CSV, and where the archive does not say (1980-01-01).
    package let archiveDate: CivilDate?
    /// The newest connection date that can be read; nil where there is none.
    package let newestConnection: CivilDate?
    /// The data rows, rejected ones included, all-blank ones not.
    package let rows: Int
    /// The header's cells, for the file of rejected rows.
    package let columns: [String]
    /// The header's physical line, from 1.
    package var headerLine: Int { header.line }

    private let text: EncodedFile
    private let header: LinkedInHeader

    /// Opens an export. Faults: an empty file, no header found, a ZIP that is damaged or lacks the entry.
    package init(opening source: ByteSource) throws(IntakeFault) {
        if ZIPArchive.isArchive(try source.bytes(at: 0, count: 4) ?? []) {
            let (digest, size) = try source.digestAndSize()
            let archive = try ZIPArchive(source, size: size)
            let entry = try LinkedInExport.entry(of: archive)
            text = try EncodedFile { () throws(IntakeFault) -> ByteStream in try archive.stream(entry) }
            (sha256, archiveDate) = (digest, entry.date)
        } else {
            text = try EncodedFile(source)
            (sha256, archiveDate) = (text.digest, nil)
        }
        let head = try text.head(LinkedInHeader.window)
        guard !head.allSatisfy({ $0 <= 0x20 }) else { throw .empty }
        guard let header = LinkedInHeader(in: head, text.rowDecoder) else {
            try text.checkIsTable()
            throw .noLinkedInHeader(lines: PhysicalLines(head))
        }
        self.header = header
        columns = header.names
        var newest: CivilDate?
        var rows = 0
        let reader = try LinkedInExport.reader(text, header)
        let connectedOn = header.all(.connectedOn)
        while let step = try reader.next() {
            rows += 1
            guard case .row = step, header.columns[.connectedOn] != nil else { continue }
            if let when = LinkedInExport.connected(reader, connectedOn).when, newest.map({ when.day > $0 }) ?? true {
                newest = when.day
            }
        }
        (self.rows, newestConnection) = (rows, newest)
    }

    /// Gives each connection, in the file's order. `exportDate` is the day of the snapshot, as far as it is known.
    /// Throws an ``IntakeFault``, or what `rejected` and `body` throw.
    @discardableResult
    package func forEachRecord(
        exportDate: CivilDate?, rejected: (RejectedRow) throws -> Void, _ body: (IntakeRecord) throws -> Void
    ) throws -> IntakeSummary {
        var summary = IntakeSummary()
        let reader = try LinkedInExport.reader(text, header)
        let places = Places(header)
        while let step = try reader.next() {
            switch step {
            case .rejected(let row):
                summary.rejected += 1
                try rejected(row)
            case .row:
                summary.records += 1
                try body(places.record(reader, exportDate))
            }
        }
        summary.encodings = reader.encodings
        return summary
    }

    /// Where the columns stand, looked up once and not for every row.
    private struct Places {
        let firstName, lastName, url, email, company, position, connectedOn: FieldPlaces

        init(_ header: LinkedInHeader) {
            (firstName, lastName, url, email) = (
                header.all(.firstName), header.all(.lastName), header.all(.url), header.all(.email)
            )
            (company, position, connectedOn) = (header.all(.company), header.all(.position), header.all(.connectedOn))
        }

        func record(_ row: CSVReader, _ exportDate: CivilDate?) -> IntakeRecord {
            var contradictions: [String] = []
            let address = address(row, &contradictions)
            let url = url(row, &contradictions)
            let claim = Claim(
                kind: .linkedInConnection, address: address, shared: LinkedInExport.connected(row, connectedOn),
                source: contradictions.isEmpty ? .person : .unreadable(contradictions.joined(separator: "; ")))
            return IntakeRecord(
                line: row.line, profile: url.isEmpty ? nil : ProfileURL(url),
                addresses: address.isEmpty ? [] : [address],
                fields: ContactFields(
                    firstName: row.name(firstName), lastName: row.name(lastName), company: row.name(company),
                    position: row.name(position)),
                fieldsDated: exportDate, claims: [claim])
        }

        /// One address, or none: a cell with two, or with anything else beside one, is no address as a whole. Neither are two
        /// columns of one meaning with an address each, so that the row shows none of the two.
        private func address(_ row: CSVReader, _ contradictions: inout [String]) -> String {
            switch row.said(email, meaning: AddressMeaning.of, text: { row.address($0) }) {
            case .agreed(let text): return text
            case .contradiction(let told):
                contradictions.append(told)
                return email.several.map { row.address($0.column) }.filter { !$0.isEmpty }.joined(separator: "; ")
            }
        }

        private func url(_ row: CSVReader, _ contradictions: inout [String]) -> String {
            switch row.said(url, meaning: { ProfileURL($0)?.rawValue ?? $0 }) {
            case .agreed(let text): return text
            case .contradiction(let told):
                contradictions.append(told)
                return row[url.first]
            }
        }
    }

    private static func connected(_ row: CSVReader, _ places: FieldPlaces) -> StatedDate {
        if places.several.isEmpty { return DateReader.read(row[places.first]) }
        return Said.date(places.several.map { ($0.name, DateReader.read(row[$0.column])) })
    }

    private static func reader(_ text: EncodedFile, _ header: LinkedInHeader) throws(IntakeFault) -> CSVReader {
        let reader = try CSVReader(text, separator: header.separator, line: header.line)
        try reader.skip(bytes: header.offset)
        _ = try reader.next()
        reader.width = header.names.count
        reader.addressColumns = header.columns(of: .email)
        return reader
    }

    /// `Connections.csv`, case aside, in whatever folder of the archive.
    private static func entry(of archive: ZIPArchive) throws(IntakeFault) -> ZIPArchive.Entry {
        func path(_ entry: ZIPArchive.Entry) -> [Substring] { entry.name.split { $0 == "/" || $0 == "\\" } }
        // The archive's own is the one that lies least deep; an older archive may have been packed along.
        let found = archive.entries.filter { path($0).last?.lowercased() == "connections.csv" }
            .sorted { path($0).count < path($1).count }
        if found.count > 1, path(found[0]).count == path(found[1]).count {
            throw IntakeFault(
                .badArchive,
                Phrase(
                    fr: "l’archive contient plusieurs `Connections.csv` : extrayez le plus récent, et importez-le seul",
                    en: "the archive holds several files `Connections.csv`: extract the latest, and import it alone"))
        }
        if let first = found.first { return first }
        let others = Phrase {
            Wording.plural(
                archive.entries.count, Phrase(fr: "autre", en: "other"), Phrase(fr: "autres", en: "others"), $0)
        }
        throw IntakeFault(
            .badArchive,
            Phrase(
                fr: "l’archive ne contient pas de fichier `Connections.csv` (elle en contient \(others.fr)) : "
                    + "demandez à LinkedIn une archive avec vos relations",
                en: "the archive holds no file `Connections.csv` (it holds \(others.en)): "
                    + "ask LinkedIn for an archive with your connections"))
    }
}

extension IntakeFault {
    /// No line names LinkedIn's columns: those of another tool's table may be the same but for the day of the connection.
    fileprivate static func noLinkedInHeader(lines: PhysicalLines) -> IntakeFault {
        let looked = min(LinkedInHeader.lineLimit, lines.reduce(0) { count, _ in count + 1 })
        let french =
            looked < 2
            ? "dans la première ligne" : "dans les \(Wording.number(looked, .french)) premières lignes"
        let english = looked == 1 ? "in the first line" : "in the first \(Wording.number(looked, .english)) lines"
        return IntakeFault(
            .noHeader,
            Phrase(
                fr: "ce n’est pas un export LinkedIn : aucune ligne d’en-tête avec `Connected On` (à côté de "
                    + "`First Name`, `Last Name`, `Email Address`…) \(french) ; importez le fichier "
                    + "`Connections.csv` tel que LinkedIn le donne, ou `import csv` pour tout autre tableau",
                en: "this is no LinkedIn export: no header line with `Connected On` (beside `First Name`, `Last Name`, "
                    + "`Email Address`…) \(english); import the file `Connections.csv` as LinkedIn gives it, "
                    + "or use `import csv` for any other table"))
    }
}
