private import CCmark

/// Decides which line ends inside a paragraph are its author's, and stay in HTML and in plain text alike: a signature, an
/// address, a poem. An editor that wraps a paragraph breaks a line where the next word has no room; a line that ends
/// although it had was ended on purpose, and so were the others of that paragraph.
struct LineBreaks {
    private let lines: [Substring]
    private let widths: [MarkdownSource.LineWidth]
    /// No editor wraps at fewer columns than about these.
    private static let width = 60

    /// `widths`: those of the lines of the source.
    init(_ source: String, _ widths: [MarkdownSource.LineWidth]) {
        lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        self.widths = widths
    }

    /// Turns the line ends that stay into hard breaks. The others join their lines.
    func harden(in document: OpaquePointer) {
        var kept: [OpaquePointer] = []
        var signatures: [OpaquePointer] = []
        var ruled: [OpaquePointer] = []
        var isKept = false
        let iterator = cmark_iter_new(document)
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
            switch cmark_node_get_type(node) {
            case CMARK_NODE_PARAGRAPH: isKept = isSetByAuthor(node, last: Int(cmark_node_get_end_line(node)))
            case CMARK_NODE_HEADING:
                isKept = isSignature(node)
                if isKept {
                    signatures.append(node)
                } else if isRuled(node) {
                    ruled.append(node)
                    isKept = isSetByAuthor(node, last: dashes(below: node) - 1)
                }
            case CMARK_NODE_SOFTBREAK where isKept: kept.append(node)
            default: continue
            }
        }
        cmark_iter_free(iterator)
        for node in kept {
            guard let hard = cmark_node_new(CMARK_NODE_LINEBREAK), cmark_node_replace(node, hard) == 1 else { continue }
            cmark_node_free(node)
        }
        signatures.forEach(turnIntoParagraph)
        ruled.forEach(turnIntoParagraphAndRule)
    }

    private func isSetByAuthor(_ paragraph: OpaquePointer, last: Int) -> Bool {
        let first = Int(cmark_node_get_start_line(paragraph))
        guard first > 0, last > first, last <= widths.count else { return false }
        return (first..<last).contains { number in
            let line = lines[number - 1]
            guard !line.hasSuffix("\\"), !line.hasSuffix("  ") else { return false }
            return widths[number - 1].columns + 1 + (widths[number].firstWord ?? 0) <= LineBreaks.width
        }
    }

    // MARK: - The dashes above a signature

    /// Two dashes right below a line are what mail programs put above a signature (RFC 3676 §4.3), and no heading.
    private func isSignature(_ heading: OpaquePointer) -> Bool {
        let below = dashes(below: heading)
        return below > 1 && below <= lines.count && lines[below - 1].drop { " >".contains($0) }.isTwoDashes
    }

    /// The line, from 1, below the words of a heading.
    private func dashes(below heading: OpaquePointer) -> Int {
        var line = Int(cmark_node_get_start_line(heading)) + 1
        var child = cmark_node_first_child(heading)
        while let node = child {
            if [CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK].contains(cmark_node_get_type(node)) { line += 1 }
            child = cmark_node_next(node)
        }
        return line
    }

    /// One paragraph with the dashes and the lines right below them.
    private func turnIntoParagraph(_ heading: OpaquePointer) {
        let below = dashes(below: heading)
        guard let paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH), let dashes = cmark_node_new(CMARK_NODE_TEXT) else {
            return
        }
        let following = cmark_node_next(heading)
        move(heading, to: paragraph)
        appendBreak(to: paragraph)
        cmark_node_set_literal(dashes, "--")
        cmark_node_append_child(paragraph, dashes)
        if let following, cmark_node_get_type(following) == CMARK_NODE_PARAGRAPH, below < lines.count,
            !lines[below].allSatisfy({ " >".contains($0) })
        {
            appendBreak(to: paragraph)
            move(following, to: paragraph)
            cmark_node_unlink(following)
            cmark_node_free(following)
        }
        guard cmark_node_replace(heading, paragraph) == 1 else { return }
        cmark_node_free(heading)
    }

    // MARK: - The line below a paragraph

    /// Several lines above a row of dashes are a paragraph and a rule: nobody writes a heading of several lines.
    private func isRuled(_ heading: OpaquePointer) -> Bool {
        let below = dashes(below: heading)
        return below > Int(cmark_node_get_start_line(heading)) + 1 && below <= lines.count
            && lines[below - 1].contains("---") && lines[below - 1].allSatisfy { " >-".contains($0) }
    }

    private func turnIntoParagraphAndRule(_ heading: OpaquePointer) {
        guard let paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH), let rule = cmark_node_new(CMARK_NODE_THEMATIC_BREAK)
        else { return }
        move(heading, to: paragraph)
        cmark_node_insert_after(heading, rule)
        guard cmark_node_replace(heading, paragraph) == 1 else { return }
        cmark_node_free(heading)
    }

    private func appendBreak(to paragraph: OpaquePointer) {
        if let node = cmark_node_new(CMARK_NODE_LINEBREAK) { cmark_node_append_child(paragraph, node) }
    }

    private func move(_ block: OpaquePointer, to paragraph: OpaquePointer) {
        while let child = cmark_node_first_child(block) { cmark_node_append_child(paragraph, child) }
    }
}

extension Substring {
    fileprivate var isTwoDashes: Bool { prefix(2) == "--" && dropFirst(2).allSatisfy { $0 == " " } }
}
