/// What a letter needs of a contact's fields, as a tree: the gate walks it to find who would get "Dear ,".
package indirect enum FieldNeed: Hashable, Sendable {
    /// The field must be there.
    case field(String)
    /// A section: these are needed where the field is there.
    case ifPresent(String, [FieldNeed])
    /// An inverted section: these are needed where the field is lacking.
    case ifAbsent(String, [FieldNeed])

    /// The fields that are needed and lacking, in the letter's order, each once.
    package static func lacking(_ needs: [FieldNeed], where isPresent: (String) -> Bool) -> [String] {
        var lacking: [String] = []
        collect(needs, isPresent, &lacking)
        return lacking
    }

    private static func collect(_ needs: [FieldNeed], _ isPresent: (String) -> Bool, _ lacking: inout [String]) {
        for need in needs {
            switch need {
            case .field(let name):
                if !isPresent(name), !lacking.contains(name) { lacking.append(name) }
            case .ifPresent(let name, let inner):
                if isPresent(name) { collect(inner, isPresent, &lacking) }
            case .ifAbsent(let name, let inner):
                if !isPresent(name) { collect(inner, isPresent, &lacking) }
            }
        }
    }
}
