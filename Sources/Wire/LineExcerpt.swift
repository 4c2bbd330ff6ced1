/// The beginning of a line as it may reach a screen.
package enum LineExcerpt {
    /// At most so many octets of it; what is no UTF-8 and what controls a terminal becomes U+FFFD.
    package static func text(_ line: some Collection<UInt8>, most: Int = 60) -> String {
        let text = String(decoding: line.prefix(most), as: UTF8.self)
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? "\u{FFFD}" : $0 }))
    }

    /// A line without its end.
    package static func chomped(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last == 0x0D || last == 0x0A { line.removeLast() }
        return line
    }
}
