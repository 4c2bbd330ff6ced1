/// Follows HTML from byte to byte, as far as it matters where a value lands: in text, in an attribute, in a link target.
struct HTMLContexts {
    private enum State: Equatable {
        case text, tag, attributeName, beforeValue, unquoted, comment
        case quoted(UInt8)
        /// What stands in `script` or `style`, up to the closing tag of that name.
        case raw([UInt8])
    }

    private var state = State.text
    private var name: [UInt8] = []
    private var isValueEmpty = true
    private var recent: [UInt8] = []
    private var element: [UInt8] = []
    /// The open elements by the number of their opening tag, the innermost last.
    private var elements: [Int] = []
    private var tagCount = 0

    private static let targets = [
        "href", "src", "srcset", "action", "cite", "poster", "background", "formaction", "data", "xlink:href",
    ]
    private static let void = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]

    /// True where a section that opened at `other` may close: within the same kind of place, and, where it is asked,
    /// within the very same elements.
    func isSamePlace(as other: HTMLContexts, withElements: Bool) -> Bool {
        state == other.state && (state == .text || name == other.name) && (!withElements || elements == other.elements)
    }

    mutating func take(_ byte: UInt8) {
        recent.append(byte)
        if recent.count > 9 { recent.removeFirst() }
        switch state {
        case .text:
            if byte == UInt8(ascii: "<") { beginTag() }
        case .tag:
            if recent.suffix(4).elementsEqual("<!--".utf8) { state = .comment } else { inTag(byte) }
        case .attributeName:
            switch byte {
            case UInt8(ascii: "="): state = .beforeValue
            case UInt8(ascii: ">"): endTag()
            // A blank may stand before the next name, or before the equals sign.
            case 0x20, 0x09, 0x0A: if !name.isEmpty { inTag(byte) }
            case UInt8(ascii: "/"): state = .tag
            default: name.append(byte | 0x20)
            }
        case .beforeValue:
            isValueEmpty = true
            switch byte {
            case 0x22, 0x27: state = .quoted(byte)
            case 0x20, 0x09, 0x0A: break
            case UInt8(ascii: ">"): endTag()
            default:
                state = .unquoted
                isValueEmpty = false
            }
        case .quoted(let quote):
            if byte == quote { state = .tag } else { isValueEmpty = false }
        case .unquoted:
            if byte == UInt8(ascii: ">") { endTag() } else if byte <= 0x20 { inTag(byte) }
        case .comment:
            if recent.suffix(3).elementsEqual("-->".utf8) { state = .text }
        case .raw(let name):
            let end = recent.suffix(name.count + 3)
            guard byte == UInt8(ascii: ">"), end.starts(with: "</".utf8) else { return }
            if end.dropFirst(2).dropLast().map({ $0 | 0x20 }) == name {
                state = .text
                if !elements.isEmpty { elements.removeLast() }
            }
        }
    }

    private mutating func beginTag() {
        state = .tag
        element = []
        name = []
    }

    /// The `>` of a tag: an element opens or closes.
    private mutating func endTag() {
        state = .text
        let isClosing = element.first == UInt8(ascii: "/")
        let word = String(decoding: element, as: UTF8.self)
        if isClosing {
            if !elements.isEmpty { elements.removeLast() }
        } else if !word.hasPrefix("!"), !HTMLContexts.void.contains(word) {
            tagCount += 1
            elements.append(tagCount)
            if word == "script" || word == "style" { state = .raw(element) }
        }
    }

    private mutating func inTag(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ">"): endTag()
        case 0x20, 0x09, 0x0A:
            name = []
            state = .attributeName
        default:
            // The element's own name, before any attribute.
            if name.isEmpty, element.count < 12 {
                element.append(byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") ? byte : byte | 0x20)
            }
        }
    }

    /// Where a value would land here; `isWhole`: the attribute ends right behind it. Nil where no value may stand:
    /// among attribute names, in a comment, in an unquoted value.
    mutating func landing(isWhole: Bool) -> Landing? {
        switch state {
        case .text: return .html
        case .quoted:
            let attribute = String(decoding: name, as: UTF8.self)
            defer { isValueEmpty = false }
            if attribute.hasPrefix("on") || attribute == "style" || attribute == "srcdoc" { return nil }
            guard HTMLContexts.targets.contains(attribute) else { return .html }
            return isValueEmpty ? .linkTarget : .linkPart
        case .tag, .attributeName, .beforeValue, .unquoted, .comment, .raw: return nil
        }
    }
}
