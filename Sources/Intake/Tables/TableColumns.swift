import Vocabulary

/// Which column of a table says what.
struct TableColumns {
    /// The header's cells, trimmed.
    let names: [String]
    private(set) var places: [TableField: Int] = [:]
    /// Further columns, by the name that letters use. A name that comes twice gets `_2`, `_3`… from the second on.
    private(set) var extra: [(name: String, column: Int)] = []
    /// The columns of addresses, ``TableField/email`` first; empty where there is no such one.
    private(set) var addresses: [AddressColumn] = []
    /// The columns besides that mean the same as one of ``places``.
    private var doubles: [TableField: [Int]] = [:]

    /// A column of addresses.
    struct AddressColumn {
        var column: Int
        /// The columns that label its cells, as Google's `E-mail 1 - Label` does.
        var labels: [Int]
        /// What its header says of the setting.
        var label: CardLabel
    }

    /// Finds the fields in a header: those of `mapping` (field to column) first, then by their names and aliases.
    /// Where several columns name one field, the first one is it, the others are heard besides (``all(_:)``), and letters
    /// can use them as further columns.
    init(_ names: [String], fields: [TableField], mapping: [String: String]) throws(IntakeFault) {
        self.names = names
        let keys = names.map { HeaderName($0).key }
        for (name, column) in mapping.sorted(by: { $0.key < $1.key }) {
            guard let field = fields.first(where: { HeaderName($0.rawValue) == HeaderName(name) }) else {
                throw .unknownField(name, fields)
            }
            let named = places(of: column)
            guard let place = named.first else {
                throw .unknownColumn(column, in: "--map \(field.rawValue)=\(column)", names)
            }
            places[field] = place
            doubles[field] = Array(named.dropFirst())
        }
        var taken = Set(places.values)
        for field in fields where places[field] == nil {
            for header in field.headers {
                let key = HeaderName(header).key
                let free = keys.indices.first { keys[$0] == key && !taken.contains($0) }
                guard let place = free else { continue }
                places[field] = place
                taken.insert(place)
                break
            }
        }
        // Beside a column of first names, "Name" means the last one, as it does in German.
        if places[.firstName] != nil, places[.lastName] == nil, mapping.isEmpty, let place = places[.fullName],
            keys[place] == "name"
        {
            places[.lastName] = place
            places[.fullName] = nil
        }
        if fields.contains(.email) { findAddresses(keys, &taken) }
        if !mapping.keys.contains(where: { HeaderName($0) == HeaderName("position") }) { settlePosition(keys, &taken) }
        for (field, place) in places where doubles[field] == nil {
            doubles[field] = keys.indices.filter { column in
                guard column != place, !places.values.contains(column) else { return false }
                return keys[column] == keys[place] || (!field.isRanked && field.keys.contains(keys[column]))
            }
        }
        findExtra(taken)
    }

    /// Every column of a field, the one that is found by ``subscript(_:)`` first. Of the columns that say where a card was
    /// exchanged, an occasion does not mean the same as a place: see ``occasions``.
    func all(_ field: TableField) -> FieldPlaces {
        guard let place = places[field] else { return FieldPlaces([], names: names) }
        var others = doubles[field] ?? []
        if field == .metAt { others.removeAll { isOccasion($0) != isOccasion(place) } }
        return FieldPlaces([place] + others, names: names)
    }

    /// The numbers of the columns of a field, as ``all(_:)``.
    func columns(of field: TableField) -> [Int] {
        places[field].map { [$0] + (doubles[field] ?? []) } ?? []
    }

    /// The columns of an occasion beside those of a place.
    var occasions: FieldPlaces {
        guard let place = places[.metAt], !isOccasion(place) else { return FieldPlaces([], names: names) }
        return FieldPlaces((doubles[.metAt] ?? []).filter(isOccasion), names: names)
    }

    private func isOccasion(_ column: Int) -> Bool { HeaderName(names[column]) == HeaderName("occasion") }

    /// Further addresses belong to the person of the row: Outlook has three columns of them, Google as many as are used.
    private mutating func findAddresses(_ keys: [String], _ taken: inout Set<Int>) {
        if places[.email] == nil {
            places[.email] =
                names.indices.first { isFree($0, taken, TableField.isFirstAddress) }
                ?? names.indices.first { isFree($0, taken, TableField.isFurtherAddress) }
        }
        guard let first = places[.email] else { return }
        taken.insert(first)
        let further = names.indices.filter { isFree($0, taken, TableField.isFurtherAddress) }
        taken.formUnion(further)
        addresses = ([first] + further).map { column in
            AddressColumn(
                column: column, labels: TableColumns.labels(of: keys[column], keys),
                label: CardLabel(types: [], label: names[column]))
        }
    }

    /// Where the labels of Google's `E-mail 1 - Value` stand: `E-mail 1 - Label`, in older exports `E-mail 1 - Type`.
    private static func labels(of key: String, _ keys: [String]) -> [Int] {
        guard key.contains("value") else { return [] }
        return ["label", "type"].flatMap { word in
            let label = key.replacing("value", with: word)
            return keys.indices.filter { keys[$0] == label }
        }
    }

    private func isFree(_ column: Int, _ taken: Set<Int>, _ means: (HeaderName) -> Bool) -> Bool {
        !taken.contains(column) && means(HeaderName(names[column]))
    }

    /// In an address book, which has names with suffixes, `Title` says how the person is addressed (Mr., Mme); the second
    /// one, behind the company in French versions of Outlook, is the job's.
    private mutating func settlePosition(_ keys: [String], _ taken: inout Set<Int>) {
        let titles = ["title", "titre", "titel"]
        guard let place = places[.position], titles.contains(keys[place]),
            keys.contains("suffix") || keys.contains("suffixe")
        else { return }
        let job = keys.indices.first { $0 > places[.company] ?? .max && titles.contains(keys[$0]) }
        places[.position] = job
        // The other titles are the person's, and do not mean the same.
        doubles[.position] = []
        taken.remove(place)
        if let job { taken.insert(job) }
    }

    subscript(_ field: TableField) -> Int? { places[field] }

    /// The columns that somebody means by a name on the command line: by their header to the letter, else case, accents and
    /// punctuation aside. A header can stand twice.
    func places(of name: String) -> [Int] {
        let wanted = name.trimmingBlanks()
        let exact = names.indices.filter { names[$0] == wanted }
        let key = HeaderName(wanted).key
        return !exact.isEmpty || key.isEmpty ? exact : names.indices.filter { HeaderName(names[$0]).key == key }
    }

    private mutating func findExtra(_ taken: Set<Int>) {
        var used: Set<String> = []
        for (column, header) in names.enumerated() where !taken.contains(column) && !header.isBlank {
            if header == RejectedRowsFile.problemColumn || header == AddressBookMark.column { continue }
            let name = Self.placeholder(header)
            var unique = name
            var number = 2
            while !used.insert(unique).inserted {
                unique = "\(name)_\(number)"
                number += 1
            }
            extra.append((unique, column))
        }
    }

    /// The name by which a letter uses a further column: lower case, `_` for blanks; behind `column.` where the
    /// letter has a name of its own alike.
    static func placeholder(_ header: String) -> String {
        let name = header.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: "_")
        let own = ContactFields.builtIn + ["address", "date", "why", "unsubscribe", "purpose"]
        return own.contains(name) || name.hasPrefix("sender.") ? "column." + name : name
    }
}

extension IntakeFault {
    fileprivate static func unknownField(_ name: String, _ fields: [TableField]) -> IntakeFault {
        let known = fields.map(\.rawValue)
        let near = NearestName.of(name, among: known)
        let list = known.map { "`\($0)`" }.joined(separator: ", ")
        return IntakeFault(
            .badMapping,
            Phrase(
                fr: "`--map` nomme un champ inconnu, `\(name)`"
                    + (near.map { " ; vouliez-vous dire `\($0)` ?" } ?? " ; les champs sont \(list)"),
                en: "`--map` names an unknown field, `\(name)`"
                    + (near.map { "; did you mean `\($0)`?" } ?? "; the fields are \(list)")))
    }

    /// `option` is the whole of what was said on the command line.
    static func unknownColumn(_ column: String, in option: String, _ names: [String]) -> IntakeFault {
        let near = NearestName.of(column, among: names.filter { !$0.isBlank })?.withoutControls
        return IntakeFault(
            .badMapping,
            Phrase(
                fr: "`\(option.withoutControls)` : le fichier n’a pas de colonne `\(column)`"
                    + (near.map { " ; vouliez-vous dire `\($0)` ?" } ?? " ; ses colonnes sont \(listed(names))"),
                en: "`\(option.withoutControls)`: the file has no column `\(column)`"
                    + (near.map { "; did you mean `\($0)`?" } ?? "; its columns are \(listed(names))")))
    }

    /// No column of the header, on this physical line, is one of addresses.
    static func noAddressColumn(_ names: [String], line: Int) -> IntakeFault {
        IntakeFault(
            .noAddressColumn,
            Phrase(
                fr: "aucune colonne d’adresses e-mail à la ligne \(line) ; colonnes trouvées : \(listed(names)) ; "
                    + "nommez-la avec `--map email=COLONNE`",
                en: "no column of e-mail addresses in line \(line); columns found: \(listed(names)); "
                    + "name it with `--map email=COLUMN`"))
    }

    /// The names of columns for a message, few enough to be read and harmless on a screen.
    private static func listed(_ names: [String]) -> String {
        let shown = names.filter { !$0.isBlank }.map { "`\($0.withoutControls.prefix(60))`" }
        return shown.prefix(30).joined(separator: ", ") + (shown.count > 30 ? "…" : "")
    }
}
