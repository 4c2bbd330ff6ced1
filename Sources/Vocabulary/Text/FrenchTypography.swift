/// The spaces of French typography in a text that was typed with plain ones.
package enum FrenchTypography {
    /// A narrow no-break space before `; ! ? %`, a no-break space before `:` and inside guillemets. What stands in
    /// backticks, and what is no space of a sentence (` :name`), stays as it is.
    package static func typeset(_ text: String) -> String {
        guard text.utf8.contains(0x20) else { return text }
        var result = ""
        var isCode = false
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            if scalar == "`" { isCode.toggle() }
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            let previous = index > 0 ? scalars[index - 1] : nil
            guard scalar == " ", !isCode, let next, let previous, previous != " ", previous != "\n" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            let isLast = index + 2 >= scalars.count || [" ", "\n", ")", "»"].contains(scalars[index + 2])
            switch next {
            case ";" where isLast, "!" where isLast, "?" where isLast, "%" where isLast: result += "\u{202F}"
            case ":" where isLast, "»": result += "\u{A0}"
            default: result += previous == "«" ? "\u{A0}" : " "
            }
        }
        return result
    }
}
