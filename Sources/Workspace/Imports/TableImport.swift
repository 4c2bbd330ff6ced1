import Foundation
package import Intake
package import Ledger
package import Vocabulary

/// Takes a table of one's own into the ledger.
package struct TableImport {
    /// What its rows are.
    package enum Kind: Hashable, Sendable {
        case table(TableKind)
        case objections

        package static let names = TableKind.allCases.map(\.rawValue) + ["objections"]

        /// Nil for a name that is none of ``names``.
        package init?(name: String) {
            if let kind = TableKind(rawValue: name) {
                self = .table(kind)
            } else if name == "objections" {
                self = .objections
            } else {
                return nil
            }
        }

        package var name: String {
            switch self {
            case .table(let kind): kind.rawValue
            case .objections: "objections"
            }
        }
    }

    /// What is said of the file beside its kind.
    package struct Options {
        /// The column of a field, by the field's name.
        package var mapping: [String: String] = [:]
        package var dates: DateOrder?
        package var statement = SignUpStatement()
        package var objectionKind: ObjectionKind?

        package init() {}
    }

    private let workspace: Workspace
    private let file: InputFile
    package var kind: Kind
    package var options: Options

    /// Throws a `Failure` where the file cannot be read.
    package init(_ workspace: Workspace, path: String, kind: Kind, options: Options) throws {
        self.init(workspace, file: try InputFile(path), kind: kind, options: options)
    }

    package init(_ workspace: Workspace, file: InputFile, kind: Kind, options: Options) {
        (self.workspace, self.file, self.kind, self.options) = (workspace, file, kind, options)
    }

    /// What the columns of a file look like, to ask about or to name. Throws a `Failure` where it is no table.
    package static func look(at file: InputFile) throws -> TableLook? {
        try withIntakeFaults(file) { try TableLook.of(file.source).look }
    }

    /// Asks what the rows are of a table that looks like this.
    package static func kindQuestion(_ file: InputFile, _ look: TableLook?) -> KindQuestion {
        KindQuestion(file: file.path, look: look)
    }

    /// What could be asked about sign-ups; nil for any other table, and where they lack nothing.
    package func questions() throws -> SignUpQuestions? {
        guard kind == .table(.signups) else { return nil }
        let gaps = try withIntakeFaults(file) { try table(.signups).signUpGaps() }
        let configuration = workspace.configuration
        let questions = SignUpQuestions(
            gaps, options.statement, purposes: configuration.purposes, policy: configuration.policy)
        return questions.next == nil ? nil : questions
    }

    /// The first rows as they would be taken in.
    package func firstRows(_ count: Int) throws -> [IntakeRecord] {
        guard case .table(let kind) = kind else { return [] }
        struct Enough: Error {}
        var rows: [IntakeRecord] = []
        do {
            try withIntakeFaults(file) { () throws -> Void in
                _ = try table(kind).forEachRecord(rejected: { _ in }) { row in
                    guard rows.count < count else { throw Enough() }
                    rows.append(row)
                }
            }
        } catch is Enough {}
        return rows
    }

    private func table(_ kind: TableKind) throws(IntakeFault) -> TableFile {
        try TableFile(
            opening: file.source, as: kind, mapping: options.mapping, dates: options.dates, statement: options.statement
        )
    }

    /// Takes the file in. `namedChanges`: how many changes of each kind are named.
    package func run(namedChanges: Int) throws -> ImportReport {
        guard case .table(let kind) = kind else { return try runObjections() }
        let table = try withIntakeFaults(file) { try self.table(kind) }
        var importer = FileImporter(workspace, file: file, columns: table.columns)
        let source: ImportSource.Kind =
            switch kind {
            case .contacts: .contacts
            case .cards: .cardTable
            case .signups: .signups
            }
        try importer.run(
            source, sha256: table.sha256, isSupplement: table.columns.contains(RejectedRowsFile.problemColumn),
            namedChanges: namedChanges
        ) { session, rejected in
            try table.forEachRecord(rejected: rejected) { try session.add($0) }
        }
        return importer.report
    }

    /// Whom a list of objections would exclude who is admitted now; nil for a table of another kind. Nothing is kept.
    package func effect() throws -> ListEffect? {
        guard kind == .objections else { return nil }
        let list = try objections()
        return try FileImporter(workspace, file: file, columns: list.columns).effect(ofObjections: list.sha256) {
            session in try list.forEachRecord(rejected: { _ in }) { try session.add($0) }
        }
    }

    private func objections() throws -> ObjectionFile {
        try withIntakeFaults(file) {
            try ObjectionFile(
                opening: file.source, mapping: options.mapping, kind: options.objectionKind, dates: options.dates)
        }
    }

    private func runObjections() throws -> ImportReport {
        let list = try objections()
        var importer = FileImporter(workspace, file: file, columns: list.columns)
        try importer.run(.objections, sha256: list.sha256, namedChanges: 0) { session, rejected in
            try list.forEachRecord(rejected: rejected) { try session.add($0) }
        }
        return importer.report
    }
}
