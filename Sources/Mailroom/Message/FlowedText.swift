/// Plain text whose paragraphs were cut into lines to be put together again (RFC 3676).
enum FlowedText {
    /// The text with one line for each paragraph; quoted ones keep their marks. `deletesBlank`: the blank at a cut is not part of the
    /// text (§4.1, `DelSp`).
    static func unfolded(_ text: String, deletesBlank: Bool) -> String {
        var result: [UInt8] = []
        var open: Int?
        for line in text.utf8.split(separator: LineEnds.lf, omittingEmptySubsequences: false) {
            let depth = line.prefix { $0 == UInt8(ascii: ">") }.count
            var content = line.dropFirst(depth)
            // A blank that keeps a line from looking like a quote (§4.4).
            if content.first == 0x20 { content = content.dropFirst() }
            let isSignature = content.elementsEqual("-- ".utf8)
            if let open, open == depth, !isSignature {
                result += content
            } else {
                if open != nil { result.append(LineEnds.lf) }
                result += line.prefix(depth)
                if depth > 0 { result.append(0x20) }
                result += content
            }
            let goesOn = content.last == 0x20 && !isSignature
            if goesOn {
                if deletesBlank { result.removeLast() }
                open = depth
            } else {
                result.append(LineEnds.lf)
                open = nil
            }
        }
        // The text has as many line ends as lines: the last line had none.
        if result.last == LineEnds.lf { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }
}
