import Intake
import Vocabulary
import Workspace

/// What is said of a table on the command line, as typed.
struct TableOptions {
    var kind: String?
    var map: [String]
    var dates: String?
    var wording: [String]
    var purpose: [String]
    var confirmedOn: [String]
    var consent: [String]
    var objectionKind: String?

    /// Nil where the kind was not said. Throws a `Failure` for what is not known or does not go together.
    func read() throws -> (kind: TableImport.Kind?, options: TableImport.Options) {
        let kind = try self.kind.map { name in
            guard let kind = TableImport.Kind(name: name) else {
                throw TableOptions.unknown(name, "--as", TableImport.Kind.names)
            }
            return kind
        }
        var options = TableImport.Options()
        options.mapping = try mapping()
        options.dates = try dates.map { name in
            guard let order = DateOrder(rawValue: name) else {
                throw TableOptions.unknown(name, "--dates", DateOrder.allCases.map(\.rawValue))
            }
            return order
        }
        options.statement = try statement(of: kind)
        options.objectionKind = try kindOfObjections(in: kind)
        return (kind, options)
    }

    /// The kind that the other options belong to; nil where they do not say.
    var meant: TableImport.Kind? {
        if objectionKind != nil { return .objections }
        return [wording, purpose, confirmedOn, consent].allSatisfy(\.isEmpty) ? nil : .table(.signups)
    }

    private static func unknown(_ name: String, _ option: String, _ known: [String]) -> Failure {
        let near = nearestName(to: name, among: known)
        let all = known.joined(separator: ", ")
        return Failure(
            .usage,
            Phrase(
                fr: "\(option) : `\(name)` n’est pas connu" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                    + " (\(all))",
                en: "\(option): `\(name)` is not known" + (near.map { "; did you mean `\($0)`?" } ?? "") + " (\(all))"))
    }

    /// A purpose that no letter can have was hardly meant, and who agreed to it could never be written to.
    static func checkPurposes(_ statement: SignUpStatement, _ declared: [String]) throws {
        let known = Set(declared.map { $0.trimmingBlanks().lowercased() })
        guard let unknown = statement.purposeNames.first(where: { !known.contains($0) }) else { return }
        let near = nearestName(to: unknown, among: declared)
        let list = declared.map { "`\($0.withoutControls)`" }.joined(separator: ", ")
        throw Failure(
            .usage,
            Phrase(
                fr: "--purpose : `\(unknown.withoutControls)` n’est pas déclarée dans `purposes` (configuration)"
                    + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                    + (declared.isEmpty ? ", qui n’en déclare aucune" : " (finalités déclarées : \(list))"),
                en: "--purpose: `\(unknown.withoutControls)` is not declared in `purposes` of the configuration"
                    + (near.map { "; did you mean `\($0)`?" } ?? "")
                    + (declared.isEmpty ? ", which declares none" : " (declared purposes: \(list))")))
    }

    private func kindOfObjections(in kind: TableImport.Kind?) throws -> ObjectionKind? {
        guard let objectionKind else { return nil }
        guard kind ?? .objections == .objections else {
            throw Failure(
                .usage,
                Phrase(fr: "--kind ne va qu’avec `--as objections`", en: "--kind goes with `--as objections` only"))
        }
        return try ObjectCommand.objectionKind(objectionKind)
    }

    /// What is stated of the file's sign-ups.
    private func statement(of kind: TableImport.Kind?) throws -> SignUpStatement {
        let given = [
            ("--wording", wording), ("--purpose", purpose), ("--confirmed-on", confirmedOn), ("--consent", consent),
        ].filter { !$0.1.isEmpty }
        for (option, values) in given {
            guard kind ?? .table(.signups) == .table(.signups) else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "\(option) ne vaut que pour des inscriptions (`--as signups`)",
                        en: "\(option) is for sign-ups alone (`--as signups`)"))
            }
            guard values.allSatisfy({ !$0.isBlank }) else {
                throw Failure(.usage, Phrase(fr: "\(option) est vide", en: "\(option) is blank"))
            }
            guard values.count == 1 || ["--purpose", "--consent"].contains(option) else {
                throw Failure(.usage, Phrase(fr: "\(option) se dit une seule fois", en: "\(option) is said once only"))
            }
        }
        for pair in consent {
            guard let equals = pair.firstIndex(of: "="), !pair[..<equals].isBlank,
                !pair[pair.index(after: equals)...].isBlank
            else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "--consent : `\(pair)` ; attendu `Colonne=Réponse`",
                        en: "--consent: `\(pair)`; expected `Column=Value`"))
            }
        }
        return SignUpStatement(
            wording: wording.first?.trimmingBlanks(),
            purposes: purpose.isEmpty ? nil : purpose.joined(separator: " "), confirmed: try confirmation(),
            consent: consent)
    }

    private func confirmation() throws -> SignUpStatement.Confirmation? {
        guard let text = confirmedOn.first else { return nil }
        guard text.hasPrefix("column:") else {
            return .on(try DateOption.read(text, option: "--confirmed-on"))
        }
        let name = text.dropFirst("column:".count).trimmingBlanks()
        guard !name.isEmpty else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "--confirmed-on : `\(text)` ne nomme aucune colonne ; attendu `column:Nom`",
                    en: "--confirmed-on: `\(text)` names no column; expected `column:Name`"))
        }
        return .column(name)
    }

    private func mapping() throws -> [String: String] {
        var mapping: [String: String] = [:]
        for pair in map {
            guard let equals = pair.firstIndex(of: "="), equals != pair.startIndex else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "--map : `\(pair)` ; attendu `champ=Colonne`",
                        en: "--map: `\(pair)`; expected `field=Column`"))
            }
            mapping[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
        }
        return mapping
    }
}
