/// The fields of a header block (RFC 5322 §2.2), in their order. Nothing is decoded until it is asked for.
package struct MailHeaders: Sendable {
    /// Where a field stands in the octets.
    struct Field: Sendable {
        var name: Range<Int>
        /// Folded as it came, without the LF at its end.
        var value: Range<Int>
    }

    private let octets: ArraySlice<UInt8>
    private let fields: [Field]

    init(octets: ArraySlice<UInt8>, fields: [Field]) {
        self.octets = octets
        self.fields = fields
    }

    /// The header block that some text begins with, such as the content of a `text/rfc822-headers`, be it behind empty lines;
    /// without fields where it begins with none.
    package init(parsing octets: [UInt8]) {
        self = HeaderBlock.read(LineEnds.normalized(octets).drop { $0 == LineEnds.lf }).headers
    }

    /// The blocks of fields of a `message/delivery-status`, a `message/feedback-report` and their like (RFC 3464 §2.1), which
    /// blank lines separate; at most as many as a mail may have parts. A line that is no field goes on with the one before it, as
    /// replies of several lines stand there without indentation.
    package static func blocks(parsing octets: [UInt8]) -> [MailHeaders] {
        var rest = LineEnds.normalized(octets)[...]
        var blocks: [MailHeaders] = []
        while blocks.count < MailLimits.parts {
            while rest.first == LineEnds.lf { rest = rest.dropFirst() }
            guard !rest.isEmpty else { break }
            let (headers, body) = HeaderBlock.read(rest, isLenient: true)
            if !headers.fields.isEmpty { blocks.append(headers) }
            // A line that is no field is passed over, or no block would come after it.
            rest = body.startIndex > rest.startIndex ? body : rest[rest.endOfLine(from: rest.startIndex)...]
        }
        return blocks
    }

    /// The value of the first field of that name, unfolded, its encoded words decoded; names compare without case.
    package subscript(_ name: String) -> String? { raw(name).map { EncodedWord.decode($0) } }

    /// The values of all fields of that name, unfolded, their encoded words decoded.
    package func all(_ name: String) -> [String] { allRaw(name).map { EncodedWord.decode($0) } }

    /// The value of the first field of that name, unfolded and otherwise as it stands.
    package func raw(_ name: String) -> String? {
        let name = Array(name.utf8)
        return fields.first { isNamed($0, name) }.map(unfolded)
    }

    /// The values of all fields of that name, unfolded and otherwise as they stand.
    package func allRaw(_ name: String) -> [String] {
        let name = Array(name.utf8)
        return fields.filter { isNamed($0, name) }.map(unfolded)
    }

    /// The mailboxes of all fields of that name (RFC 5322 §3.4). Structure is read before encoded words are, so that no name can
    /// pass for an address.
    package func addresses(_ name: String) -> [HeaderAddress] { allRaw(name).flatMap { Mailroom.addresses(in: $0) } }

    /// The names of the fields as they are spelled, in their order.
    package var names: [String] { fields.map { String(decoding: octets[$0.name], as: UTF8.self) } }

    /// True where there is no field at all.
    package var isEmpty: Bool { fields.isEmpty }

    private func isNamed(_ field: Field, _ name: [UInt8]) -> Bool {
        guard field.name.count == name.count else { return false }
        return zip(octets[field.name], name).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    /// Line ends before a blank go, the blank stays (RFC 5322 §2.2.3); a line that lost its blank gets one. Blanks at the edges say
    /// nothing.
    private func unfolded(_ field: Field) -> String {
        var value = octets[field.value].prefix(MailLimits.fieldOctets)
        while let first = value.first, HeaderBlock.isBlank(first) { value = value.dropFirst() }
        while let last = value.last, HeaderBlock.isBlank(last) { value = value.dropLast() }
        guard value.contains(LineEnds.lf) else { return Charset.unlabelled(value) }
        var unfolded: [UInt8] = []
        unfolded.reserveCapacity(value.count)
        for place in value.indices {
            if value[place] != LineEnds.lf {
                unfolded.append(value[place])
            } else if !HeaderBlock.isBlank(value[place + 1]) {
                unfolded.append(0x20)
            }
        }
        return Charset.unlabelled(unfolded[...])
    }
}
