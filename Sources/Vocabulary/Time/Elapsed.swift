/// How long something took, as each language writes it: `0.4 s`, `0,4 s`, `12 s`, `3 min 20 s`, `2 h`, `2 h 5 min`.
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
        return text(whole: Int(seconds.rounded()), language)
    }

    /// `whole`: seconds without a fraction, of which none is told either: `3 s`.
    package static func text(whole: Int, _ language: Language) -> String {
        let space = language == .french ? "\u{A0}" : " "
        if whole < 60 { return "\(whole)\(space)s" }
        // What there is none of is left out.
        let isHours = whole >= 3600
        let (large, small) = isHours ? (whole / 3600, whole % 3600 / 60) : (whole / 60, whole % 60)
        let rest = small > 0 ? " \(small)\(space)\(isHours ? "min" : "s")" : ""
        return "\(GroupedNumber.text(large, language))\(space)\(isHours ? "h" : "min")\(rest)"
    }
}
