/// The lines that the text of an HTML document makes: blanks run together, blocks begin lines, quotes are marked.
struct HTMLLines {
    private var output: [UInt8] = []
    private var quoteDepth = 0
    private var preformattedDepth = 0
    private var isAtLineStart = true
    private var hasBlank = false
    /// Line ends owed before the next text: 1 begins a line, 2 leaves one empty.
    private var breaks = 0
    /// The shallowest quote since then: an empty line between two quotes, or beside one, belongs to what is around them.
    private var emptyLineDepth = 0

    mutating func add(_ octet: UInt8) {
        if preformattedDepth > 0, octet == LineEnds.lf {
            lineBreak()
        } else if octet == 0x20 || octet == 0x09 || octet == LineEnds.lf || octet == LineEnds.cr || octet == 0x0C {
            if preformattedDepth > 0 { write(octet) } else { hasBlank = true }
        } else {
            write(octet)
        }
    }

    mutating func add(_ characters: [UInt8]) {
        for octet in characters {
            // What an entity stands for is text, blanks included.
            write(octet)
        }
    }

    mutating func start(_ name: String) {
        switch name {
        case "br": lineBreak()
        case "hr":
            block(1)
            add(Array(repeating: UInt8(ascii: "_"), count: 32))
            block(1)
        case "p", "h1", "h2", "h3", "h4", "h5", "h6": block(2)
        case "td", "th": hasBlank = true
        case "pre", "textarea":
            block(1)
            preformattedDepth = min(preformattedDepth + 1, MailLimits.quoteDepth)
        case "blockquote":
            block(1)
            quoteDepth = min(quoteDepth + 1, MailLimits.quoteDepth)
        case _ where HTMLLines.blocks.contains(name): block(1)
        default: break
        }
    }

    mutating func end(_ name: String) {
        switch name {
        case "p", "h1", "h2", "h3", "h4", "h5", "h6": block(2)
        case "pre", "textarea":
            block(1)
            preformattedDepth = max(preformattedDepth - 1, 0)
        case "blockquote":
            block(1)
            quoteDepth = max(quoteDepth - 1, 0)
        case _ where HTMLLines.blocks.contains(name): block(1)
        default: break
        }
    }

    /// The text; its last line is ended.
    func finished() -> [UInt8] {
        var result = output
        if !isAtLineStart { result.append(LineEnds.lf) }
        return result
    }

    private static let blocks: Set<String> = [
        "address", "article", "aside", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure",
        "footer", "form", "header", "html", "li", "main", "nav", "ol", "section", "summary", "table", "tbody", "tfoot",
        "thead", "title", "tr", "ul",
    ]

    /// `br` ends the line, be it empty.
    private mutating func lineBreak() {
        guard output.count < MailLimits.textOctets else { return }
        settle()
        if isAtLineStart { mark(quoteDepth) }
        output.append(LineEnds.lf)
        isAtLineStart = true
        hasBlank = false
    }

    private mutating func block(_ count: Int) {
        hasBlank = false
        emptyLineDepth = breaks == 0 ? quoteDepth : min(emptyLineDepth, quoteDepth)
        breaks = max(breaks, count)
    }

    /// Ends lines as far as blocks ask for it.
    private mutating func settle() {
        guard breaks > 0 else { return }
        if !isAtLineStart {
            output.append(LineEnds.lf)
            isAtLineStart = true
        }
        if breaks > 1, !output.isEmpty {
            mark(min(emptyLineDepth, quoteDepth))
            output.append(LineEnds.lf)
        }
        breaks = 0
    }

    private mutating func mark(_ depth: Int) {
        for _ in 0..<depth { output += [UInt8(ascii: ">"), 0x20] }
    }

    private mutating func write(_ octet: UInt8) {
        guard output.count < MailLimits.textOctets else { return }
        settle()
        if isAtLineStart {
            mark(quoteDepth)
            isAtLineStart = false
        } else if hasBlank {
            output.append(0x20)
        }
        hasBlank = false
        output.append(octet)
    }
}
