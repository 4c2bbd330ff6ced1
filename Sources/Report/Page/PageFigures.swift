import Gate
import Vocabulary

/// A bar of a picture: what it counts, how many, and how it is filled.
struct Bar {
    enum Fill: String { case outlined, hatched, solid }

    let label: String
    /// The code of what it counts; blank where it has none.
    var code = ""
    let count: Int
    /// The number as it is written beside the bar.
    let number: String
    let fill: Fill
}

/// The pictures of a page, in SVG. Widths are parts of the page's own, so that the writing stays as large as all other
/// writing; each bar says its number; and who does not see them gets the same in one sentence.
enum PageFigures {
    /// Bars below each other, the longest of them as wide as the page.
    static func bars(_ id: String, title: String, _ bars: [Bar]) -> String {
        let most = max(1, bars.map(\.count).max() ?? 1)
        let description = bars.map { "\($0.label)\u{A0}: \($0.number)" }.joined(separator: ", ") + "."
        var svg =
            "<svg class=\"bars\" role=\"img\" aria-labelledby=\"\(id)-title \(id)-text\" style=\"--rows:\(bars.count)\">"
            + "<title id=\"\(id)-title\">\(HTML.text(title))</title>"
            + "<desc id=\"\(id)-text\">\(HTML.lines(description))</desc>\n"
            + "<defs><pattern id=\"\(id)-hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
            + "patternTransform=\"rotate(45)\"><rect class=\"hatch\" width=\"3\" height=\"7\"/></pattern></defs>\n"
        for (index, bar) in bars.enumerated() {
            let part = share(bar.count, of: most)
            svg +=
                "<g style=\"--row:\(index);--part:\(part)\">"
                + "<text class=\"label\" y=\"15\">\(HTML.text(bar.label))\(code(bar))</text>"
                + "<text class=\"number\" x=\"100%\" y=\"15\" text-anchor=\"end\">\(HTML.text(bar.number))</text>"
                + "<rect class=\"track\" height=\"12\"/>"
            if bar.count > 0 {
                let paint = bar.fill == .hatched ? " fill=\"url(#\(id)-hatch)\"" : ""
                svg += "<rect class=\"bar \(bar.fill.rawValue)\" height=\"12\"\(paint)/>"
            }
            svg += "</g>\n"
        }
        return svg + "</svg>\n"
    }

    private static func code(_ bar: Bar) -> String {
        bar.code.isEmpty ? "" : " <tspan class=\"code\" dx=\"6\">\(HTML.text(bar.code))</tspan>"
    }

    /// The part as a decimal with four places; never so little that nothing is seen.
    private static func share(_ count: Int, of most: Int) -> String {
        let parts = max(50, Int((Double(count) / Double(most) * 10_000).rounded()))
        guard parts < 10_000 else { return "1" }
        return "." + String(repeating: "0", count: 4 - String(parts).count) + String(parts)
    }

    /// `29 %` with a narrow no-break space in French, `29%` in English; what is more than nothing is never `0`.
    static func percent(_ count: Int, of all: Int, _ language: Language) -> String {
        let sign = Phrase(fr: "\u{202F}%", en: "%")[language]
        guard all > 0 else { return "0" + sign }
        let percent = Int((Double(count) / Double(all) * 100).rounded())
        if percent == 0, count > 0 { return "<" + Phrase(fr: "\u{202F}1", en: "1")[language] + sign }
        if percent == 100, count < all { return ">" + Phrase(fr: "\u{202F}99", en: "99")[language] + sign }
        return String(percent) + sign
    }
}
