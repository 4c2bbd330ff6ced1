import Vocabulary

/// How a value is written where it lands.
enum Landing: Hashable, Sendable {
    case html
    /// The start of a link target in HTML: a web or mail address, completed where its scheme is missing.
    case linkTarget
    /// The same right behind `https://`, where nothing but a path follows.
    case linkHost
    /// Further inside a link target.
    case linkPart
    /// The address of a `mailto:` target.
    case addressPart
    case text
    /// The start of a link target that is shown in plain text.
    case shownTarget
    /// The same right behind `https://`.
    case shownHost
    /// A header's text; encoded as a whole afterwards.
    case header
}

/// A piece of a compiled template: what does not change is bytes already.
indirect enum Segment: Hashable, Sendable {
    case bytes([UInt8])
    case field(String, fallback: String?, Landing)
    case section(String, isInverted: Bool, [Segment])
}

extension [Segment] {
    /// What is the same for every recipient is bytes already, and neighbouring bytes are one.
    func settled(_ fields: LetterFields) -> [Segment] {
        var result: [Segment] = []
        func append(_ segment: Segment) {
            if case .bytes(let more) = segment, case .bytes(let before)? = result.last {
                result[result.count - 1] = .bytes(before + more)
            } else {
                result.append(segment)
            }
        }
        for segment in self {
            switch segment {
            case .bytes: append(segment)
            case .field(let name, let fallback, let landing):
                guard let fixed = fields.fixed(name) else {
                    append(segment)
                    continue
                }
                var bytes: [UInt8] = []
                landing.write(fixed.isBlank ? nil : fixed.withoutHiddenControls, fallback, to: &bytes)
                if !bytes.isEmpty { append(.bytes(bytes)) }
            case .section(let name, let isInverted, let inner):
                let inner = inner.settled(fields)
                guard let fixed = fields.fixed(name) else {
                    append(.section(name, isInverted: isInverted, inner))
                    continue
                }
                if fixed.isBlank == isInverted { inner.forEach(append) }
            }
        }
        return result
    }

    /// The names that are looked up when these are filled in.
    var names: Set<String> {
        var names: Set<String> = []
        for segment in self {
            switch segment {
            case .bytes: continue
            case .field(let name, _, _): names.insert(name)
            case .section(let name, _, let inner):
                names.insert(name)
                names.formUnion(inner.names)
            }
        }
        return names
    }
}

/// The values that a message is filled in with; nil where one is lacking.
struct FieldValues {
    private let names: [String]
    private let values: [String?]

    /// One value for each name, in the same order.
    init(_ names: [String], _ values: [String?]) {
        self.names = names
        self.values = values.map { $0?.withoutHiddenControls }
    }

    /// The value by the place of its name; nil beyond the last.
    subscript(place: Int) -> String? { place < values.count ? values[place] : nil }

    private func value(_ name: String) -> String? { names.firstIndex(of: name).flatMap { values[$0] } }

    /// A whole body; a section left out at its end leaves no blank line behind.
    func body(_ segments: [Segment]) -> [UInt8] {
        var body: [UInt8] = []
        render(segments, into: &body)
        while body.last == 0x0A, body.count > 1, body[body.count - 2] == 0x0A { body.removeLast() }
        return body
    }

    /// Fills the segments in.
    func render(_ segments: [Segment], into bytes: inout [UInt8]) {
        for segment in segments {
            switch segment {
            case .bytes(let constant): bytes += constant
            case .field(let name, let fallback, let landing): landing.write(value(name), fallback, to: &bytes)
            case .section(let name, let isInverted, let inner):
                if (value(name) != nil) != isInverted { render(inner, into: &bytes) }
            }
        }
    }
}
