import Vocabulary

/// Reads HTML as its author wrote it, letters, layouts and partials alike, for links and pictures that lead nowhere.
struct MarkupLinks {
    private(set) var faults: [(place: Place, problem: Phrase)] = []
    /// What a link within the page can lead to, and the links that do.
    private var anchors: Set<String> = []
    private var jumps: [(target: String, place: Place)] = []

    /// The value of an attribute that is being read.
    private struct Value {
        var element: String
        var name: String
        var place: Place
        var bytes: [UInt8] = []
        /// Set by the first tag in it: what follows depends on the reader.
        var goesOn = false
        /// The default of a field that the value begins with.
        var fallback: String?
        /// What a section says is there for some readers only.
        var isUncertain = false
    }

    private var value: Value?

    mutating func read(_ tokens: [TemplateToken]) {
        var contexts = HTMLContexts()
        value = nil
        for token in tokens {
            switch token {
            case .tag(let tag): take(tag)
            case .text(let text, var place):
                for scalar in text.unicodeScalars {
                    for byte in UTF8.encode(scalar).map(Array.init) ?? [] { take(byte, place, &contexts) }
                    place.column += 1
                    if scalar == "\n" { (place.line, place.column) = (place.line + 1, 1) }
                }
            }
        }
    }

    private mutating func take(_ byte: UInt8, _ place: Place, _ contexts: inout HTMLContexts) {
        contexts.take(byte)
        guard let attribute = contexts.attribute else { return finish() }
        if value == nil {
            value = Value(element: attribute.element, name: attribute.name, place: place)
            // The quote that begins it is no part of it.
            if byte == 0x22 || byte == 0x27 { return }
        }
        if value?.goesOn == false { value?.bytes.append(byte) }
    }

    private mutating func take(_ tag: Tag) {
        guard var value, !value.goesOn else { return }
        value.goesOn = true
        if value.bytes.isEmpty {
            if case .variable(_, let fallback) = tag.kind { value.fallback = fallback }
            value.isUncertain = value.fallback == nil
        }
        self.value = value
    }

    private mutating func finish() {
        guard let value else { return }
        self.value = nil
        let written = String(decoding: value.bytes, as: UTF8.self).withoutEntities
        if value.name == "id" || value.name == "name" { anchors.insert(written) }
        guard let use = MarkupLinks.use(value.element, value.name), !value.isUncertain else { return }
        if written.hasPrefix("#"), !value.goesOn { return jumps.append((written, value.place)) }
        let problem =
            value.fallback.map { LinkTarget.fault($0, use) } ?? LinkTarget.fault(written, use, goesOn: value.goesOn)
        if let problem { faults.append((value.place, problem)) }
    }

    private static func use(_ element: String, _ name: String) -> LinkTarget.Use? {
        switch (element, name) {
        case ("a", "href"), ("area", "href"), ("form", "action"): .link
        case ("img", "src"), ("input", "src"), ("video", "poster"), (_, "background"): .picture
        default: nil
        }
    }

    /// The faults of links within the page whose place is nowhere, once all of the page was read.
    func deadJumps() -> [(place: Place, problem: Phrase)] {
        jumps.compactMap { target, place in
            let name = String(target.dropFirst())
            // The standard's own name of the beginning, and names as a URL writes them.
            guard name.lowercased() != "top", !anchors.contains(name), !anchors.contains(name.percentDecoded) else {
                return nil
            }
            return LinkTarget.fault(target, .link).map { (place, $0) }
        }
    }
}

extension String {
    /// `%C3%A9` as `é`; what is no UTF-8 is marked.
    var percentDecoded: String { String(decoding: Array(utf8).decodingEscapes(after: "%"), as: UTF8.self) }

    /// With the entities that hide an address from collectors, and ampersands, as they read.
    fileprivate var withoutEntities: String {
        guard utf8.contains(0x26) else { return self }
        var result = ""
        var rest = self[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "#" }
            let isHex = name.lowercased().hasPrefix("#x")
            let digits = name.dropFirst(isHex ? 2 : 1)
            if name.hasPrefix("#"), let number = UInt32(digits, radix: isHex ? 16 : 10),
                let scalar = Unicode.Scalar(number)
            {
                result.unicodeScalars.append(scalar)
            } else if let character = String.entities[String(name)] {
                result.append(character)
            } else {
                result.append("&")
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(name.count + 1)
            if rest.first == ";" { rest = rest.dropFirst() }
        }
        return result + rest
    }

    private static let entities: [String: Character] = [
        "amp": "&", "commat": "@", "colon": ":", "sol": "/", "period": ".", "quot": "\"", "nbsp": "\u{A0}",
    ]
}
