import Vocabulary

/// Finds what a letter needs of the contact.
struct LetterNeeds {
    private let fields: LetterFields

    init(_ fields: LetterFields) { self.fields = fields }

    /// Each need once, in the order of the segments.
    func needs(of segments: [Segment]) -> [FieldNeed] {
        var needs: [FieldNeed] = []
        var known: Set<FieldNeed> = []
        func add(_ need: FieldNeed) {
            if known.insert(need).inserted { needs.append(need) }
        }
        for segment in segments {
            switch segment {
            case .bytes: break
            case .field(let name, let fallback, _):
                if fallback == nil, fields.isOfContact(name) { add(.field(name)) }
            case .section(let name, let isInverted, let inner):
                let within = self.needs(of: inner)
                guard !within.isEmpty else { continue }
                if fields.isOfContact(name) {
                    add(isInverted ? .ifAbsent(name, within) : .ifPresent(name, within))
                } else {
                    // What is the same for everybody is there, or it is not.
                    let isThere = fields.fixed(name).map { !$0.isBlank } ?? true
                    if isThere != isInverted { within.forEach(add) }
                }
            }
        }
        return needs
    }
}
