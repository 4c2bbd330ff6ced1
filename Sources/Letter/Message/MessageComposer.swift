package import Gate
import Vocabulary

/// Composes the bytes of a message (RFC 5322, RFC 2045). It takes a clearance, without which there is no message, and cannot fail:
/// whatever a contact's data holds is encoded for its place, and no value can end its header, its line or its part.
extension CompiledLetter {
    /// The message for one cleared recipient: RFC 5322, multipart/alternative of text and HTML, inside
    /// multipart/related with its images and multipart/mixed with the attachments where there are some.
    ///
    /// `files`: the recipient's own, by their places in ``recipientPaths``.
    package func message(
        for clearance: Clearance, stamp: MessageStamp, files: [RecipientFile] = []
    ) -> ClearedMessage {
        ClearedMessage(
            clearance: clearance,
            envelope: Envelope(reversePath: headers.reversePath, forwardPath: clearance.address),
            bytes: bytes(for: clearance, stamp: stamp, files: files))
    }

    /// The bytes alone: nothing carries them.
    func bytes(for reader: some Addressed, stamp: MessageStamp, files: [RecipientFile]) -> [UInt8] {
        let spelling = reader.address.spelling
        let wayOut = stamp.unsubscribeURL.headerSafe
        let values = slots.values(reader, stamp, spelling: spelling, wayOut: wayOut, fields.language)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(usualSize)
        bytes += "Date: ".utf8
        MessageDate.append(stamp.date, offset: stamp.utcOffsetMinutes, to: &bytes)
        bytes += headers.from
        HeaderText.append("To", (reader.fields.displayName, reader.address), spelling: spelling, to: &bytes)
        bytes += headers.replyTo
        var subjectBytes: [UInt8] = reader.isTest ? Array(fields.testMark.utf8) : []
        values.render(subject, into: &subjectBytes)
        HeaderText.append("Subject", unstructured: subjectBytes, to: &bytes)
        HeaderText.append("Message-ID", word: "<", stamp.messageID.dotAtom, headers.messageIDEnd, to: &bytes)
        bytes += headers.list
        HeaderText.append("List-Unsubscribe", word: "<", wayOut, ">", to: &bytes)
        if stamp.isOneClick { bytes += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".utf8 }
        bytes += headers.body
        // The same for a preview and for what is sent, so that only Date and Message-ID differ.
        var seed = Array(String(reader.contact.rawValue).utf8)
        seed.append(0x5F)
        seed +=
            headers.letter.utf8.elementsEqual(reader.letter.utf8)
            ? headers.letterAtom : FixedHeaders.atom(reader.letter)
        appendBody(values, attached(files), seed: seed, to: &bytes)
        return bytes
    }

    /// The parts that follow the letter, in the author's order: each of the recipient's own files stands where its path
    /// does.
    private func attached(_ files: [RecipientFile]) -> [FilePart] {
        if attachments.isEmpty { return [] }
        var parts: [FilePart] = []
        parts.reserveCapacity(attachments.count)
        var place = 0
        for attachment in attachments {
            switch attachment {
            case .common(let part): parts.append(part)
            case .own:
                for file in files where file.place == place {
                    parts.append(FilePart(path: file.path, content: file.content, contentID: nil))
                }
                place += 1
            }
        }
        return parts
    }

    private func appendBody(
        _ values: FieldValues, _ attachments: [FilePart], seed: [UInt8], to bytes: inout [UInt8]
    ) {
        guard !attachments.isEmpty else { return appendAlternative(values, seed: seed, to: &bytes) }
        appendMultipart("mixed", boundary: "=_mixed_", seed, to: &bytes) { bytes, delimiter in
            bytes += delimiter
            appendAlternative(values, seed: seed, to: &bytes)
            for attachment in attachments {
                bytes += delimiter
                bytes += attachment.bytes
            }
        }
    }

    private func appendAlternative(_ values: FieldValues, seed: [UInt8], to bytes: inout [UInt8]) {
        appendMultipart("alternative", boundary: "=_portillon_", seed, to: &bytes) { bytes, delimiter in
            bytes += delimiter
            text.write(values, to: &bytes)
            bytes += delimiter
            guard !images.isEmpty else { return html.write(values, to: &bytes) }
            appendMultipart("related", boundary: "=_related_", seed, to: &bytes) { bytes, delimiter in
                bytes += delimiter
                html.write(values, to: &bytes)
                for image in images {
                    bytes += delimiter
                    bytes += image.bytes
                }
            }
        }
    }

    /// A multipart entity (RFC 2046 §5.1). `=_` can stand neither in quoted-printable nor in base64, and a text that
    /// holds it is never sent as it is, so that no boundary can occur in a part.
    private func appendMultipart(
        _ subtype: String, boundary start: String, _ seed: [UInt8], to bytes: inout [UInt8],
        parts: (_ bytes: inout [UInt8], _ delimiter: [UInt8]) -> Void
    ) {
        var delimiter = Array("--".utf8)
        delimiter += start.utf8
        delimiter += seed
        bytes += "Content-Type: multipart/".utf8
        bytes += subtype.utf8
        let column = "Content-Type: multipart/; boundary=\"\"".utf8.count + subtype.utf8.count + delimiter.count - 2
        bytes += column > 76 ? ";\r\n boundary=\"".utf8 : "; boundary=\"".utf8
        bytes += delimiter[2...]
        bytes += "\"\r\n\r\n".utf8
        delimiter += [0x0D, 0x0A]
        parts(&bytes, delimiter)
        bytes += delimiter[..<(delimiter.count - 2)]
        bytes += "--\r\n".utf8
    }
}

extension String {
    /// Letters, digits, hyphens, underscores and single dots between them (RFC 5322 §3.2.3); never blank.
    var dotAtom: String {
        // Nearly always it is one already.
        if isDotAtom { return self }
        var result: [UInt8] = []
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: result.append(byte)
            case 0x2E where result.last != nil && result.last != 0x2E: result.append(byte)
            default: continue
            }
        }
        if result.last == 0x2E { result.removeLast() }
        return result.isEmpty ? "letter" : String(decoding: result, as: UTF8.self)
    }

    private var isDotAtom: Bool {
        var previous: UInt8 = 0x2E
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: break
            case 0x2E where previous != 0x2E: break
            default: return false
            }
            previous = byte
        }
        return previous != 0x2E
    }

    /// A url that can end neither its angle brackets nor its header: what no url holds is percent-encoded.
    var headerSafe: String {
        if utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E }) { return self }
        var result: [UInt8] = []
        for byte in LinkTarget.withALabels(self).utf8 {
            if byte > 0x20, byte < 0x7F, byte != 0x3C, byte != 0x3E {
                result.append(byte)
            } else {
                Hex.appendPercent(byte, to: &result)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
