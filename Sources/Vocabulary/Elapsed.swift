/// How long something took, as each language writes it: `0.4 s`, `0,4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
package enum Elapsed {
    /// `seconds`: a duration; negative ones count as none.
    package static func text(_ seconds: Double, _ language: Language) -> String {
        let space = language == .french ? "\u{A0}" : " "
        guard seconds.isFinite, seconds < 1e9 else { return "—" }
        let tenths = Int((max(0, seconds) * 10).rounded())
        if tenths < 100 {
            let point = Phrase(fr: ",", en: ".")[language]
            return "\(tenths / 10)\(point)\(tenths % 10)\(space)s"
        }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole)\(space)s" }
        if whole < 3600 { return "\(whole / 60)\(space)min \(whole % 60)\(space)s" }
        let hours = GroupedNumber.text(whole / 3600, language)
        return "\(hours)\(space)h \(whole % 3600 / 60)\(space)min"
    }
}
