/// Follows plain text from byte to byte, as far as it matters whether a value lands in a URL: mail programs make a link of
/// one, and a blank or an accent would cut it off.
struct URLInText {
    /// The URL up to here; empty outside of one.
    private var url: [UInt8] = []
    /// What may become the start of one.
    private var recent: [UInt8] = []
    private static let starts = ["https://", "http://", "mailto:"].map { Array($0.utf8) }

    mutating func take(_ byte: UInt8) {
        if byte <= 0x20 || byte == 0x3C || byte == 0x3E || byte == 0x22 {
            (url, recent) = ([], [])
        } else if !url.isEmpty {
            url.append(byte)
        } else {
            recent.append(0x41...0x5A ~= byte ? byte | 0x20 : byte)
            if recent.count > 8 { recent.removeFirst() }
            url = URLInText.starts.first { recent.suffix($0.count).elementsEqual($0) } ?? []
        }
    }

    /// Where a value lands here; `next` is the octet behind it.
    mutating func output(next: UInt8?) -> OutputContext {
        guard !url.isEmpty else { return .text }
        defer { url.append(0x78) }
        let isEnd = next.map { $0 <= 0x20 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 } ?? true
        switch Sentinels.ending(behind: url, next: isEnd ? nil : next) {
        case .host: return .shownHost
        case .address: return .addressPart
        case .target, .usual, .targetPart: return .linkPart
        }
    }
}
