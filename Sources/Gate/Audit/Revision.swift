import Vocabulary

extension Gate {
    /// The rules and their settings as canonical text: equal texts decide alike. The caller hashes it; the hash is the
    /// policy's revision, which every decision and every clearance names.
    package static func revisionText(_ policy: Policy) -> String { revisionText(policy, rules: .standard) }

    /// The same, for another rule book.
    package static func revisionText(_ policy: Policy, rules: RuleBook) -> String {
        func line(_ name: String, _ words: [String]) -> String { name + ": " + words.joined(separator: " ") + "\n" }
        return line("rules", [String(rules.version)])
            + line("sharing", rules.sharing.map(\.code.rawValue))
            + line("evidence", rules.pieces.map(\.code.rawValue))
            + line("entry", rules.entries.map(\.code.rawValue))
            + line("mailing", rules.mailing.map(\.code.rawValue))
            + line("choice", [ReasonCode.duplicateAddress.rawValue, ReasonCode.otherAddressChosen.rawValue])
            + line("unanswered", RoleAddresses.unanswered.sorted())
            + line("machines", RoleAddresses.machines.sorted())
            + line("administrative", RoleAddresses.administrative.sorted())
            + line("offices", RoleAddresses.offices.sorted())
            + line("evidenceMaxAgeDays", [String(policy.evidenceMaxAgeDays)])
            + line("linkedInExportMaxAgeDays", [String(policy.linkedInExportMaxAgeDays)])
            + line("officeAddresses", [policy.officeAddresses.rawValue])
            + line("formConfirmation", [policy.formConfirmation.rawValue])
    }
}
