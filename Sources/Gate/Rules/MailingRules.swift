import Vocabulary

/// What the mailing itself says against an entry.
enum MailingRules {
    /// At most once: a letter that may have been handed over, to this contact at any address or to a looser key of this
    /// address, is not sent again.
    static func wasNotMailed(_ facts: EntryFacts) -> Observation? {
        if facts.dossier.mailed.isEmpty { return nil }
        let key = facts.address?.spec?.loosestKey
        let earlier = facts.dossier.mailed.first {
            $0.state.mayHaveBeenMailed && ($0.isSameContact || $0.loosestKey == key)
        }
        return earlier.map { Observation(.text($0.state.rawValue)) }
    }

    /// Nobody gets "Dear ,", nor a letter that speaks of a file which is not there.
    static func letterIsComplete(_ facts: EntryFacts) -> Observation? {
        let needs = facts.context.brief.needs
        let files = facts.address?.missingFiles ?? []
        if needs.isEmpty, files.isEmpty { return nil }
        let lacking =
            FieldNeed.lacking(needs) { name in
                name == "address" ? facts.address != nil : facts.dossier.contact.fields[name] != nil
            } + files
        return lacking.isEmpty ? nil : Observation(.texts(lacking))
    }
}
