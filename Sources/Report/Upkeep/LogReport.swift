package import Ledger
package import Vocabulary

/// What a log that verifies shows, and what it does not. No more than this may be claimed.
private enum LogClaims {
    static let shown = Phrase(
        fr:
            "Les entrées se tiennent l’une l’autre, et les imports, preuves, oppositions, décisions et résultats conservés sont "
            + "ce qu’elles engagent : depuis, rien n’y a été modifié, déplacé, retiré à l’intérieur ou ajouté, à moins que "
            + "toute la suite n’ait été réécrite avec. Les contacts, leurs champs et leurs liens n’en font pas partie.",
        en:
            "The entries bear each other out, and the imports, evidence, objections, decisions and outcomes that are stored are "
            + "what they commit to: since then, nothing in these was "
            + "edited, moved, removed from inside or slipped in, unless all that follows was written anew with it. Contacts, their fields and what links them are not part of "
            + "it.")

    static let unseen = Phrase(
        fr:
            "Cela ne montre ni une fin coupée, ni un journal réécrit. Pour cela, gardez un point de contrôle là où vous ne "
            + "pourriez le changer sans que cela se voie (`portillon log checkpoint --json > FICHIER`), puis `portillon log "
            + "verify --against FICHIER`.",
        en:
            "This does not show a cut end, nor a log written anew. For that, keep a checkpoint where you could not change it "
            + "unseen (`portillon log checkpoint --json > FILE`), then `portillon log verify --against FILE`.")

    static func since(_ size: Int64) -> Phrase {
        Phrase(
            fr:
                "Jusqu’à l’entrée \(Wording.number(Int(size), .french)), c’est le journal du point de contrôle : il n’a été "
                + "ni coupé avant elle, ni réécrit. De ce qui suit, le point de contrôle ne dit rien.",
            en:
                "Up to entry \(Wording.number(Int(size), .english)), it is the checkpoint's log: neither cut before that, nor "
                + "written anew. Of what follows, the checkpoint says nothing.")
    }

    static let never = Phrase(
        fr: "Rien de cela ne montre qu’une entrée était vraie quand elle fut écrite.",
        en: "None of this shows that an entry was true when it was written.")

    static let withoutKey = Phrase(
        fr: "! Sans le fichier de clé, les empreintes des oppositions notées par la première version n’ont pas été "
            + "recalculées.",
        en:
            "! Without the key file, the fingerprints of objections that the first version recorded were not recomputed."
    )
}

extension LogVerdict {
    /// How many faults a person is shown.
    private static let shown = 50

    /// As `log verify --json` has it.
    package func document(_ language: Language) -> JSONValue {
        .object([
            .init("ok", .bool(isOK)), .init("size", .int(Int(size))), .init("head", .string(head)),
            .init(
                "faults",
                .array(
                    faults.map {
                        .object([
                            .init("seq", .int(Int($0.seq))), .init("problem", .string($0.problem[language])),
                        ])
                    })),
            .init("furtherFaults", .int(furtherFaults)), .init("erased", .int(erased)),
        ])
    }

    /// The outcome in a few lines, without what it proves.
    package func lines(_ language: Language, style: Style) -> [String] {
        let entries = Wording.plural(
            Int(size), Phrase(fr: "entrée", en: "entry"), Phrase(fr: "entrées", en: "entries"), language)
        guard isOK else {
            let count = faults.count + furtherFaults
            var lines = [
                style.red("✗") + " "
                    + Phrase {
                        entries + ", "
                            + Wording.plural(
                                count, Phrase(fr: "défaut", en: "fault"), Phrase(fr: "défauts", en: "faults"), $0)
                    }[language]
            ]
            for fault in faults.prefix(LogVerdict.shown) {
                let place =
                    fault.seq == 0
                    ? Phrase(fr: "hors du journal", en: "outside the log")
                    : Phrase(fr: "entrée \(fault.seq)", en: "entry \(fault.seq)")
                let colon = Phrase(fr: "\u{A0}: ", en: ": ")
                lines.append("  " + place[language] + colon[language] + fault.problem[language])
            }
            let rest = count - min(faults.count, LogVerdict.shown)
            if rest > 0 { lines.append("  … " + Wording.others(rest, language)) }
            return lines
        }
        var lines = [style.green("✓") + " \(entries), \(head)"]
        if erased > 0 {
            lines.append(
                "  "
                    + Phrase(
                        fr: "données effacées, comme le journal le dit : \(erased)",
                        en: "erased data, as the log says: \(erased)")[language])
        }
        return lines
    }

    /// What a log that verifies shows, and what it does not; nothing where it does not verify. `width`: columns.
    package func claims(
        _ language: Language, against checkpoint: LogCheckpoint?, hasKey: Bool, width: Int
    ) -> [String] {
        guard isOK else { return [] }
        let end = checkpoint.map { LogClaims.since($0.size) } ?? LogClaims.unseen
        return [""] + [LogClaims.shown, end, LogClaims.never].flatMap { wrapped($0[language], width) }
    }

    /// What was left out without the key.
    package static let withoutKey = LogClaims.withoutKey
}
