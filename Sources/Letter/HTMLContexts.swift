/// Follows HTML from byte to byte, as far as it matters where a value lands: in text, in an attribute, in a link target.
struct HTMLContexts {
    private enum State { case text, tag, attributeName, beforeValue, quoted(UInt8), unquoted, comment }

    private var state = State.text
    private var name: [UInt8] = []
    private var isValueEmpty = true
    private var recent: [UInt8] = []

    private static let targets = ["href", "src", "action", "cite", "poster", "background", "formaction"]

    mutating func take(_ byte: UInt8) {
        recent.append(byte)
        if recent.count > 4 { recent.removeFirst() }
        switch state {
        case .text:
            if byte == UInt8(ascii: "<") { state = .tag }
        case .tag:
            if recent.elementsEqual("<!--".utf8) { state = .comment } else { inTag(byte) }
        case .attributeName:
            switch byte {
            case UInt8(ascii: "="): state = .beforeValue
            case UInt8(ascii: ">"): state = .text
            case 0x20, 0x09, 0x0A, UInt8(ascii: "/"): state = .tag
            default: name.append(byte | 0x20)
            }
        case .beforeValue:
            isValueEmpty = true
            switch byte {
            case 0x22, 0x27: state = .quoted(byte)
            case 0x20, 0x09, 0x0A: break
            case UInt8(ascii: ">"): state = .text
            default:
                state = .unquoted
                isValueEmpty = false
            }
        case .quoted(let quote):
            if byte == quote { state = .tag } else { isValueEmpty = false }
        case .unquoted:
            if byte == UInt8(ascii: ">") { state = .text } else if byte <= 0x20 { state = .tag }
        case .comment:
            if recent.suffix(3).elementsEqual("-->".utf8) { state = .text }
        }
    }

    private mutating func inTag(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ">"): state = .text
        case 0x20, 0x09, 0x0A:
            name = []
            state = .attributeName
        default: break
        }
    }

    /// Where a value would land here; `isWhole`: the attribute ends right behind it. Nil where no value may stand:
    /// among attribute names, in a comment, in an unquoted value.
    mutating func landing(isWhole: Bool) -> Landing? {
        switch state {
        case .text: return .html
        case .quoted:
            let isTarget = HTMLContexts.targets.contains(String(decoding: name, as: UTF8.self))
            defer { isValueEmpty = false }
            guard isTarget else { return String(decoding: name, as: UTF8.self).hasPrefix("on") ? nil : .html }
            return isValueEmpty ? .linkTarget : .linkPart
        case .tag, .attributeName, .beforeValue, .unquoted, .comment: return nil
        }
    }
}
