/// Follows HTML from byte to byte, as far as it matters where a value lands: in text, in an attribute, in a link target.
struct HTMLContexts {
    private enum State: Hashable {
        case text, tagOpen, tagName, beforeName, attributeName, afterName, beforeValue, quoted(UInt8), afterQuoted
        case unquoted, markup, comment
        /// Inside `script`, `style`, `title` or `textarea`: only its own end tag ends it.
        case raw
    }

    private var state = State.text
    private var isEndTag = false
    private var element: [UInt8] = []
    private var name: [UInt8] = []
    private var value: [UInt8] = []
    private var recent: [UInt8] = []
    private var rawEnd: [UInt8] = []
    /// The elements that are open, for HTML whose every element is closed (Markdown's).
    private(set) var elements: [String] = []
    /// How many of each element that keeps what it holds out of sight are open.
    private var hiding: [String: Int] = [:]
    /// True once something stood that only a whole document holds.
    private(set) var isPage = false

    private static let targets: Set<String> = [
        "href", "src", "action", "cite", "poster", "background", "longdesc", "xlink:href", "data",
    ]
    /// Attributes that run something, style something or hold a document.
    private static let forbidden: Set<String> = [
        "style", "srcdoc", "srcset", "formaction", "ping", "manifest", "codebase", "archive", "content", "http-equiv",
    ]
    private static let hidden: Set<String> = ["head", "title", "template"]
    private static let empty: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    private static let rawElements: Set<String> = [
        "script", "style", "title", "textarea", "xmp", "noscript", "iframe", "noembed", "noframes", "plaintext",
    ]

    mutating func take(_ byte: UInt8) {
        if recent.count == 3 { recent.removeFirst() }
        recent.append(byte)
        switch state {
        case .text:
            if byte == 0x3C { state = .tagOpen }
        case .tagOpen: open(byte)
        case .tagName, .beforeName, .attributeName, .afterName: takeName(byte)
        case .beforeValue, .quoted, .afterQuoted, .unquoted: takeValue(byte)
        case .markup: takeMarkup(byte)
        case .comment:
            if recent == [0x2D, 0x2D, 0x3E] { state = .text }
        case .raw: takeRaw(byte)
        }
    }

    /// Within a tag, up to the value of an attribute.
    private mutating func takeName(_ byte: UInt8) {
        switch state {
        case .tagName:
            if isSpace(byte) || byte == 0x2F {
                state = .beforeName
            } else if byte == 0x3E {
                close()
            } else {
                element.append(lowered(byte))
            }
        case .beforeName:
            if byte == 0x3E {
                close()
            } else if !isSpace(byte), byte != 0x2F {
                name = [lowered(byte)]
                state = .attributeName
            }
        case .attributeName:
            if byte == 0x3E {
                close()
            } else if byte == 0x3D {
                state = .beforeValue
            } else if isSpace(byte) {
                state = .afterName
            } else if byte == 0x2F {
                state = .beforeName
            } else {
                name.append(lowered(byte))
            }
        case .afterName:
            if byte == 0x3D {
                state = .beforeValue
            } else if byte == 0x3E {
                close()
            } else if !isSpace(byte) {
                name = byte == 0x2F ? [] : [lowered(byte)]
                state = byte == 0x2F ? .beforeName : .attributeName
            }
        default: break
        }
    }

    /// The value of an attribute, and what stands right before and behind it.
    private mutating func takeValue(_ byte: UInt8) {
        switch state {
        case .beforeValue:
            value = []
            if byte == 0x22 || byte == 0x27 {
                state = .quoted(byte)
            } else if byte == 0x3E {
                close()
            } else if !isSpace(byte) {
                state = .unquoted
            }
        case .quoted(let quote):
            if byte == quote { state = .afterQuoted } else { addToValue(byte) }
        case .afterQuoted:
            if byte == 0x3E {
                close()
            } else {
                state = .beforeName
                if !isSpace(byte), byte != 0x2F { take(byte) }
            }
        case .unquoted:
            if byte == 0x3E { close() } else if isSpace(byte) { state = .beforeName }
        default: break
        }
    }

    private mutating func takeMarkup(_ byte: UInt8) {
        // `<!doctype …>` and the like; `<!--` is a comment.
        if recent == [0x21, 0x2D, 0x2D] {
            state = .comment
        } else if byte == 0x3E {
            state = .text
        } else if element.count < 7 {
            element.append(lowered(byte))
            if element.elementsEqual("doctype".utf8) { isPage = true }
        }
    }

    /// The text of an element that holds no markup, up to its end tag.
    private mutating func takeRaw(_ byte: UInt8) {
        let end = Array("</".utf8) + element
        rawEnd.append(lowered(byte))
        if rawEnd.count > end.count { rawEnd.removeFirst() }
        if rawEnd == end {
            isEndTag = true
            state = .tagName
        }
    }

    private mutating func open(_ byte: UInt8) {
        switch byte {
        case 0x2F where !isEndTag: isEndTag = true
        case 0x61...0x7A, 0x41...0x5A:
            element = [lowered(byte)]
            state = .tagName
            return
        case 0x21, 0x3F:
            element = []
            state = .markup
        case 0x3C: return
        default: state = .text
        }
        if state != .tagOpen { isEndTag = false }
    }

    /// A tag ends.
    private mutating func close() {
        let tag = String(decoding: element, as: UTF8.self)
        state = .text
        if ["html", "head", "body"].contains(tag) { isPage = true }
        if HTMLContexts.hidden.contains(tag) { hiding[tag, default: 0] += isEndTag ? -1 : 1 }
        // A body ends a head whose end nobody wrote.
        if tag == "body" { hiding["head"] = 0 }
        if isEndTag {
            if elements.last == tag { elements.removeLast() } else { elements.append("/" + tag) }
        } else if HTMLContexts.rawElements.contains(tag) {
            state = .raw
            rawEnd = []
        } else if !HTMLContexts.empty.contains(tag) {
            elements.append(tag)
        }
        if state == .raw { elements.append(tag) }
        isEndTag = false
        name = []
    }

    private mutating func addToValue(_ byte: UInt8) {
        // Browsers drop tabs and line ends from targets, and everything blank before them.
        if byte <= 0x20 ? !value.isEmpty && byte == 0x20 : value.count < 256 { value.append(lowered(byte)) }
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
    private func lowered(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }

    /// Where a value would land here. Nil where no value may stand: among the names of tags and attributes, in a
    /// comment, in a script or style, in an unquoted value, in a target that runs something. `next`: the octet behind it.
    mutating func output(next: UInt8? = nil) -> OutputContext? {
        switch state {
        case .text: return .html
        case .raw: return element.elementsEqual("title".utf8) ? .html : nil
        case .quoted:
            let attribute = String(decoding: name, as: UTF8.self)
            // Of `meta`, `content` can send a reader elsewhere; it carries no reader's data anyway.
            if attribute.hasPrefix("on") || HTMLContexts.forbidden.contains(attribute) { return nil }
            guard HTMLContexts.targets.contains(attribute) else { return .html }
            defer { value.append(0x78) }
            return targetContext(next)
        default: return nil
        }
    }

    private func targetContext(_ next: UInt8?) -> OutputContext? {
        switch Sentinels.ending(behind: value, next: next == quote ? nil : next) {
        case .target, .usual: return .linkTarget
        case .host: return .linkHost
        case .address: return .addressPart
        case .targetPart: break
        }
        let head = String(decoding: value, as: UTF8.self).prefix { !"/?#".contains($0) }
        guard let colon = head.firstIndex(of: ":") else { return .linkPart }
        return ["http", "https", "tel", "cid", "mailto"].contains(head[..<colon]) ? .linkPart : nil
    }

    private var quote: UInt8? {
        if case .quoted(let quote) = state { return quote }
        return nil
    }

    /// Whether tokens make a document of their own, rather than a part of one.
    static func arePage(_ tokens: [TemplateToken]) -> Bool {
        var contexts = HTMLContexts()
        for case .text(let text, _) in tokens {
            for byte in text.utf8 { contexts.take(byte) }
        }
        return contexts.isPage
    }

    /// The element and the attribute whose value is being read; nil everywhere else.
    var attribute: (element: String, name: String)? {
        switch state {
        case .quoted, .unquoted: (String(decoding: element, as: UTF8.self), String(decoding: name, as: UTF8.self))
        default: nil
        }
    }

    /// Whether somebody who reads the page sees what stands here, or can follow it: text of the body, or a link's target.
    var isInSight: Bool {
        guard hiding.values.allSatisfy({ $0 <= 0 }) else { return false }
        guard case .quoted = state else { return state == .text }
        let isLink = element.elementsEqual("a".utf8) || element.elementsEqual("area".utf8)
        return isLink && name.elementsEqual("href".utf8)
    }

    /// Whether literal text, and so the words of a layout, may stand here.
    var isText: Bool { state == .text }

    /// Whether a section that opens at `self` may close at `end`: left out, it must leave no tag half open.
    func allowsSection(closingAt end: HTMLContexts) -> Bool {
        switch (state, end.state) {
        case (.quoted(let one), .quoted(let other)): one == other && name == end.name
        case (.beforeName, .afterQuoted), (.afterQuoted, .beforeName), (.tagName, .afterQuoted): element == end.element
        case (.tagName, .beforeName), (.afterName, .beforeName): element == end.element
        default: state == end.state
        }
    }
}
