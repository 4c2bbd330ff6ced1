/// How much room something takes, as each language writes it: `812 octets`, `12 ko`, `1,2 Mo`; `812 bytes`, `12 kB`, `1.2 MB`.
package enum DataSize {
    /// A thousand octets are one kilobyte, as the SI and the folders of a desktop have it.
    package static func text(_ octets: Int, _ language: Language) -> String {
        let space = language == .french ? "\u{A0}" : " "
        let count = max(0, octets)
        guard count >= 1000 else {
            return Wording.plural(
                count, Phrase(fr: "octet", en: "byte"), Phrase(fr: "octets", en: "bytes"), language)
        }
        guard count >= 999_500 else {
            return "\((count + 500) / 1000)" + space + Phrase(fr: "ko", en: "kB")[language]
        }
        let tenths = (count + 50_000) / 100_000
        let point = Phrase(fr: ",", en: ".")[language]
        let number = GroupedNumber.text(tenths / 10, language) + (tenths < 100 ? "\(point)\(tenths % 10)" : "")
        return number + space + Phrase(fr: "Mo", en: "MB")[language]
    }
}
