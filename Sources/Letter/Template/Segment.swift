import Vocabulary

/// A piece of a compiled template: what does not change is bytes already.
indirect enum Segment: Hashable, Sendable {
    case bytes([UInt8])
    case field(String, fallback: String?, OutputContext)
    case section(String, isInverted: Bool, [Segment])
}

extension [Segment] {
    /// What is the same for every recipient is bytes already, and neighbouring bytes are one.
    func resolved(_ fields: LetterFields) -> [Segment] {
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
            case .field(let name, let fallback, let output):
                guard let fixed = fields.fixed(name) else {
                    append(segment)
                    continue
                }
                var bytes: [UInt8] = []
                output.write(fixed.isBlank ? nil : fixed.withoutHiddenControls, fallback, to: &bytes)
                if !bytes.isEmpty { append(.bytes(bytes)) }
            case .section(let name, let isInverted, let inner):
                let inner = inner.resolved(fields)
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
            case .field(let name, let fallback, let output): output.write(value(name), fallback, to: &bytes)
            case .section(let name, let isInverted, let inner):
                if (value(name) != nil) != isInverted { render(inner, into: &bytes) }
            }
        }
    }
}
