internal import Vocabulary

extension String {
    /// On one line, control characters and runs of blanks as one blank, at most 500 characters: as it is kept and shown.
    var asWords: String {
        var result = String.UnicodeScalarView()
        var count = 0
        var isAfterBlank = true
        for scalar in unicodeScalars {
            guard count < Words.limit else { break }
            if 0x21..<0x7F ~= scalar.value {
                result.append(scalar)
                count += 1
                isAfterBlank = false
                continue
            }
            let isBlank = scalar.value < 0x20 || scalar.properties.isWhitespace || scalar.value == 0x7F
            let isHidden = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            if isBlank || isHidden {
                if !isAfterBlank {
                    result.append(" ")
                    count += 1
                }
                isAfterBlank = true
            } else {
                result.append(scalar)
                count += 1
                isAfterBlank = false
            }
        }
        return String(result).trimmingWhitespace()
    }
}

private enum Words {
    static let limit = 500
}
