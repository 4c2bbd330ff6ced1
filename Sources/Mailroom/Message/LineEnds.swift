/// The ends of a mail's lines: CRLF by the book (RFC 5322 §2.1), LF in most files, CR in some, all of them in the same mail where
/// several programs had a hand in it.
enum LineEnds {
    static let lf: UInt8 = 0x0A
    static let cr: UInt8 = 0x0D

    /// The octets with LF for every line end. `CR CR LF`, which comes of a text written twice over as one, is one end.
    static func normalized(_ octets: [UInt8]) -> [UInt8] {
        guard octets.contains(cr) else { return octets }
        return [UInt8](unsafeUninitializedCapacity: octets.count) { output, count in
            octets.withUnsafeBufferPointer { octets in
                var index = 0
                while index < octets.count {
                    var octet = octets[index]
                    index += 1
                    if octet == cr {
                        octet = lf
                        if index < octets.count, octets[index] == lf {
                            index += 1
                        } else if index + 1 < octets.count, octets[index] == cr, octets[index + 1] == lf {
                            index += 2
                        }
                    }
                    output[count] = octet
                    count += 1
                }
            }
        }
    }
}

extension ArraySlice<UInt8> {
    /// The place behind the line that begins at `start`, its LF included.
    func endOfLine(from start: Int) -> Int {
        let length: Int = withUnsafeBufferPointer { octets in
            let rest = UnsafeBufferPointer(rebasing: octets[(start - startIndex)...])
            guard let lf = rest.firstIndex(of: LineEnds.lf) else { return rest.count }
            return lf + 1
        }
        return start + length
    }
}
