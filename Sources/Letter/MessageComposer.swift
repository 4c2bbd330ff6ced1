package import Gate
import Vocabulary

extension CompiledLetter {
    /// The message for one cleared recipient: RFC 5322, multipart/alternative of text and HTML, inside
    /// multipart/related with its images and multipart/mixed with the attachments where there are some.
    package func message(for clearance: Clearance, stamp: MessageStamp) -> ClearedMessage {
        let values = values(clearance, stamp)
        var subjectBytes: [UInt8] = []
        values.render(subject, into: &subjectBytes)
        let recipient = Mailbox(name: clearance.fields.displayName, address: clearance.address)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(usualSize)
        bytes += HeaderText.line("Date", words: [MessageDate.text(stamp.date, offset: stamp.utcOffsetMinutes)])
        bytes += headers.from
        bytes += HeaderText.line("To", words: HeaderText.mailbox(recipient))
        bytes += headers.replyTo
        bytes += HeaderText.unstructured("Subject", String(decoding: subjectBytes, as: UTF8.self))
        bytes += HeaderText.line("Message-ID", words: ["<\(stamp.messageID.dotAtom)@\(headers.domain)>"])
        bytes += headers.list
        bytes += HeaderText.line("List-Unsubscribe", words: ["<\(stamp.unsubscribeURL.headerSafe)>"])
        if stamp.isOneClick { bytes += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".utf8 }
        bytes += headers.body
        // The same for a preview and for what is sent, so that only Date and Message-ID differ.
        let seed = "\(clearance.contact.rawValue)_\(clearance.letter.prefix(30).description.dotAtom)"
        appendBody(values, seed: seed, to: &bytes)
        return ClearedMessage(
            clearance: clearance,
            envelope: Envelope(reversePath: headers.reversePath, forwardPath: clearance.address), bytes: bytes)
    }

    private func appendBody(_ values: FieldValues, seed: String, to bytes: inout [UInt8]) {
        guard !attachments.isEmpty else { return appendAlternative(values, seed: seed, to: &bytes) }
        appendMultipart("mixed", boundary: "=_mixed_\(seed)", to: &bytes) { bytes, delimiter in
            bytes += delimiter
            appendAlternative(values, seed: seed, to: &bytes)
            for attachment in attachments { bytes += delimiter + attachment.bytes }
        }
    }

    private func appendAlternative(_ values: FieldValues, seed: String, to bytes: inout [UInt8]) {
        appendMultipart("alternative", boundary: "=_portillon_\(seed)", to: &bytes) { bytes, delimiter in
            bytes += delimiter
            text.write(values, to: &bytes)
            bytes += delimiter
            guard !images.isEmpty else { return html.write(values, to: &bytes) }
            appendMultipart("related", boundary: "=_related_\(seed)", to: &bytes) { bytes, delimiter in
                bytes += delimiter
                html.write(values, to: &bytes)
                for image in images { bytes += delimiter + image.bytes }
            }
        }
    }

    /// A multipart entity (RFC 2046 §5.1). `=_` can stand neither in quoted-printable nor in base64, and a text that
    /// holds it is never sent as it is, so that no boundary can occur in a part.
    private func appendMultipart(
        _ subtype: String, boundary: String, to bytes: inout [UInt8],
        parts: (_ bytes: inout [UInt8], _ delimiter: [UInt8]) -> Void
    ) {
        bytes += HeaderText.line("Content-Type", words: ["multipart/\(subtype);", "boundary=\"\(boundary)\""])
        bytes += [0x0D, 0x0A]
        parts(&bytes, Array("--\(boundary)\r\n".utf8))
        bytes += "--\(boundary)--\r\n".utf8
    }

    /// Everything that the letter looks up, for one recipient.
    func values(_ clearance: Clearance, _ stamp: MessageStamp) -> FieldValues {
        FieldValues(names) { name in
            switch name {
            case "address": return clearance.address.spelling
            case "why": return WhyText.text(clearance, fields.language)
            case "unsubscribe": return stamp.unsubscribeURL.headerSafe
            case "date":
                let local = stamp.date.milliseconds + Int64(stamp.utcOffsetMinutes) * 60_000
                return Wording.date(CivilDate(dayNumber: Int(local.flooredDivision(by: 86_400_000))), fields.language)
            default: return clearance.fields[name]
            }
        }
    }
}

extension String {
    /// Letters, digits, hyphens, underscores and single dots between them (RFC 5322 §3.2.3); never blank.
    fileprivate var dotAtom: String {
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

    /// A url that can end neither its angle brackets nor its header: what no url holds is percent-encoded.
    fileprivate var headerSafe: String {
        if utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E }) { return self }
        var result = ""
        for byte in utf8 {
            if byte > 0x20, byte < 0x7F, byte != 0x3C, byte != 0x3E {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
