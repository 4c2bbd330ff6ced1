import Foundation
package import Intake
import Ledger
import Vocabulary

/// Takes files of business cards into the ledger: first all of them are opened, then asked about, then taken in one by one.
package struct CardImport {
    /// One attestation over more cards than this is easily said and hard to stand by.
    package static let bulk = 50

    private let workspace: Workspace
    private let options: CardOptions
    private let files: [(file: InputFile, cards: CardFile)]
    /// The answers to ``questions(isCertain:)``; nil where nobody was asked.
    package var answers: CardQuestions?

    /// `options` is what is attested of every card that does not say it itself. Throws a `Failure` where a file is no card file.
    package init(_ workspace: Workspace, paths: [String], options: CardOptions) throws {
        (self.workspace, self.options) = (workspace, options)
        files = try paths.map { path in
            try CardImport.checkIsNoFolder(path)
            let file = try InputFile(path)
            return (file, try withIntakeFaults(file) { try CardFile(opening: file.source) })
        }
    }

    /// A shell names the files of a folder.
    private static func checkIsNoFolder(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return }
        let name = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "._-/~".contains($0) }
        let quoted = isPlain ? name : "'" + name.replacing("'", with: #"'\''"#) + "'"
        let why = Phrase(errno: EISDIR)
        throw Failure(
            .noInput,
            Phrase(
                fr: "`\(path)` ne peut être lu : \(why.fr) ; nommez ses cartes : `\(quoted)/*.vcf`",
                en: "`\(path)` cannot be read: \(why.en); name its cards: `\(quoted)/*.vcf`"))
    }

    /// What could be asked about cards without the date or the place of their exchange; nil where none lacks them.
    /// `isCertain`: one attestation over many of them is not asked about once more.
    package func questions(isCertain: Bool) throws -> CardQuestions? {
        var asked: [CardQuestions.File] = []
        var paths: Set<String> = []
        for (file, cards) in files where paths.insert(file.path).inserted {
            var one = CardQuestions.File(paths: [file.path])
            try withIntakeFaults(file) {
                _ = try cards.forEachRecord(options: options, rejected: { _ in }) { one.note($0) }
            }
            asked.append(one)
        }
        guard asked.contains(where: { $0.count > 0 }) else { return nil }
        return CardQuestions(asked, options: options, today: Workspace.today(), isCertain: isCertain)
    }

    /// How many cards the options attest that were given for all of them.
    package func attested() throws -> Int {
        guard options != CardOptions() else { return 0 }
        var count = 0
        for (file, cards) in files {
            try withIntakeFaults(file) {
                _ = try cards.forEachRecord(options: options, rejected: { _ in }) { record in
                    if record.claims.contains(where: { !$0.attestation.isEmpty }) { count += 1 }
                }
            }
        }
        return count
    }

    /// Takes the files in. `namedChanges`: how many changes of each kind are named.
    package func run(namedChanges: Int) throws -> [ImportReport] {
        try files.map { file, cards in
            var importer = FileImporter(workspace, file: file, columns: nil)
            let (answers, options) = (answers, options)
            try importer.run(
                .cards, sha256: cards.sha256, isSupplement: RejectedFile.isOne(named: file.name),
                namedChanges: namedChanges
            ) { session, rejected in
                try cards.forEachRecord(
                    options: { answers?.options(of: $0, in: file.path) ?? options }, rejected: rejected
                ) { try session.add($0) }
            }
            return importer.report
        }
    }
}

extension CardQuestions.File {
    /// Notes a card that could admit somebody if its exchange were on record.
    fileprivate mutating func note(_ record: IntakeRecord) {
        let own = record.claims.filter { $0.kind == .businessCard && $0.source == .person }
        let lacksDate = own.contains { $0.shared == .missing }
        let lacksPlace = own.contains { $0.place.isBlank }
        guard lacksDate || lacksPlace else { return }
        count += 1
        self.lacksDate = self.lacksDate || lacksDate
        self.lacksPlace = self.lacksPlace || lacksPlace
        guard cards.count < Self.most else { return }
        let fields = record.fields
        let name = fields.displayName.isBlank ? record.addresses.first ?? "—" : fields.displayName
        let shown = fields.company.isBlank ? name : "\(name) (\(fields.company))"
        cards.append(
            CardQuestions.Card(
                path: paths[0], line: record.line, name: shown.withoutControls, lacksDate: lacksDate,
                lacksPlace: lacksPlace))
    }
}
