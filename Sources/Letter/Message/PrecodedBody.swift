/// A body made ready for the wire. Quoted-printable and 7bit work line by line, so a line into which nothing falls is the
/// same for every recipient and is encoded once, beforehand; only the lines into which something falls are encoded for
/// each of them. ``BodyEncoding`` is the reference: the octets are the same as those of the whole body encoded at once.
struct PrecodedBody: Sendable {
    /// What is done for each recipient, one after the other.
    private enum Step {
        /// Whole lines that are the same for everybody; stands only where a line begins.
        case lines(Lines)
        /// Part of a line, by its place in ``pieces``.
        case piece(Range<Int>)
        case lineEnd
        /// A value by the place of its name; else what stands in for it.
        case field(Int, OutputContext, otherwise: Range<Int>)
        /// What follows, up to the end, is left out where the value is lacking (or there, if inverted).
        case section(Int, isInverted: Bool, end: Int)
    }

    /// Lines in both encodings, by their place in ``plain`` and ``quoted``, and what they count for.
    private struct Lines {
        var plain: Range<Int>
        var quoted: Range<Int>
        var counts: BodyCounts
    }

    private var steps: [Step] = []
    private var plain: [UInt8] = []
    private var quoted: [UInt8] = []
    private var pieces: [UInt8] = []
    private var certain = BodyCounts()

    /// The encoding that the lines ask for which everybody gets: what is filled in may ask for another.
    var likely: BodyEncoding { certain.best }
    /// About the octets that it takes on the wire.
    var usualSize: Int { max(plain.count, quoted.count) + pieces.count * 2 + 1024 }

    /// `names`: those of the values that it is filled in with, in their order.
    init(_ segments: [Segment], names: [String]) {
        _ = compile(segments, names, beginsLine: true, isCertain: true)
    }

    /// Returns whether a line certainly begins behind the segments.
    private mutating func compile(
        _ segments: [Segment], _ names: [String], beginsLine: Bool, isCertain: Bool
    ) -> Bool {
        var beginsLine = beginsLine
        /// Of a name that nobody knows, nobody has a value.
        func place(_ name: String) -> Int { names.firstIndex(of: name) ?? names.endIndex }
        for segment in segments {
            switch segment {
            case .bytes(let bytes):
                beginsLine = take(bytes, beginsLine: beginsLine, isCertain: isCertain)
            case .field(let name, let fallback, let output):
                var otherwise: [UInt8] = []
                output.write(nil, fallback, to: &otherwise)
                steps.append(.field(place(name), output, otherwise: PrecodedBody.add(otherwise, to: &pieces)))
                beginsLine = false
            case .section(let name, let isInverted, let inner):
                let start = steps.count
                steps.append(.lineEnd)
                let beginsLineWithin = compile(inner, names, beginsLine: beginsLine, isCertain: false)
                steps[start] = .section(place(name), isInverted: isInverted, end: steps.count)
                beginsLine = beginsLine && beginsLineWithin
            }
        }
        return beginsLine
    }

    /// Cuts constant bytes into the end of a line that has begun, whole lines, and the start of another.
    private mutating func take(_ bytes: [UInt8], beginsLine: Bool, isCertain: Bool) -> Bool {
        var rest = bytes[...]
        if !beginsLine {
            guard let end = rest.firstIndex(of: 0x0A) else {
                steps.append(.piece(PrecodedBody.add(rest, to: &pieces)))
                return false
            }
            steps.append(.piece(PrecodedBody.add(rest[..<end], to: &pieces)))
            steps.append(.lineEnd)
            rest = rest[(end + 1)...]
        }
        if let last = rest.lastIndex(of: 0x0A) {
            let whole = Array(rest[...last])
            let lines = Lines(
                plain: PrecodedBody.add(BodyEncoding.withLineEnds(whole), to: &plain),
                quoted: PrecodedBody.add(QuotedPrintable.encode(whole), to: &quoted), counts: BodyCounts(whole))
            steps.append(.lines(lines))
            if isCertain { certain.add(lines.counts) }
            rest = rest[(last + 1)...]
        }
        if !rest.isEmpty { steps.append(.piece(PrecodedBody.add(rest, to: &pieces))) }
        return rest.isEmpty
    }

    private static func add(_ bytes: some Collection<UInt8>, to all: inout [UInt8]) -> Range<Int> {
        all += bytes
        return all.count - bytes.count..<all.count
    }

    /// Writes the body, filled in, in an encoding that works line by line, with CRLF line ends. What is counted while
    /// doing so tells whether it was the best encoding.
    func write(_ values: FieldValues, as encoding: BodyEncoding, to bytes: inout [UInt8]) -> BodyCounts {
        let isQuoted = encoding == .quotedPrintable
        let start = bytes.count
        var counts = BodyCounts()
        var line: [UInt8] = []
        line.reserveCapacity(1024)
        func endLine() {
            line.withUnsafeBufferPointer { line in
                counts.add(line: line)
                if isQuoted {
                    QuotedPrintable.append(line: line, to: &bytes)
                } else {
                    bytes.append(contentsOf: line)
                    bytes += PrecodedBody.lineEnd
                }
            }
            line.removeAll(keepingCapacity: true)
        }
        var index = 0
        while index < steps.count {
            let step = steps[index]
            index += 1
            switch step {
            case .lines(let lines):
                bytes += isQuoted ? quoted[lines.quoted] : plain[lines.plain]
                counts.add(lines.counts)
            case .piece(let piece): line += pieces[piece]
            case .lineEnd:
                endLine()
                counts.size += 1
            case .field(let place, let output, let otherwise):
                if let value = values[place] { output.write(value, to: &line) } else { line += pieces[otherwise] }
            case .section(let place, let isInverted, let end):
                if (values[place] != nil) == isInverted { index = end }
            }
        }
        if !line.isEmpty { endLine() }
        // A section left out at the end leaves no blank line behind.
        while bytes.count >= start + 4, bytes[bytes.count - 3] == 0x0A, bytes[bytes.count - 1] == 0x0A {
            bytes.removeLast(2)
            counts.size -= 1
        }
        return counts
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]
}
