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

    /// How long ago something was, as roughly as people say it: `à l’instant`, `il y a 5 min`, `il y a 3 h`, `il y a 2 jours`.
    package static func ago(_ seconds: Double, _ language: Language) -> String {
        guard seconds.isFinite, seconds >= 60 else { return Phrase(fr: "à l’instant", en: "just now")[language] }
        let whole = Int(min(seconds, 1e9))
        let time =
            switch whole {
            case ..<3600: text(whole: whole / 60 * 60, language)
            case ..<86_400: text(whole: whole / 3600 * 3600, language)
            default: Wording.days(whole / 86_400, language)
            }
        return Phrase(fr: "il y a \(time)", en: "\(time) ago")[language]
    }

    /// `seconds` rounded up to what an estimate can know: `40 s`, `3 min 20 s`, `45 min`, `3 h 20 min`, `2 jours 6 h`.
    package static func rough(_ seconds: Double, _ language: Language) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "—" }
        let whole = Int(max(0, seconds).rounded(.up))
        func up(to step: Int) -> Int { (whole + step - 1) / step * step }
        switch whole {
        case ..<60: return text(whole: whole, language)
        case ..<600: return text(whole: up(to: 10), language)
        case ..<10_800: return text(whole: up(to: 60), language)
        case ..<172_800: return text(whole: up(to: 600), language)
        default:
            let hours = up(to: 3600) / 3600
            let days = Wording.days(hours / 24, language)
            return hours % 24 == 0 ? days : days + " " + text(whole: hours % 24 * 3600, language)
        }
    }
}
