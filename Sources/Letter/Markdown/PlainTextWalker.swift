private import CCmark

/// Walks a parsed Markdown document and writes what a reader of plain text should see: no markup, links with their
/// targets.
struct PlainTextWalker {
    private let sentinels: Sentinels
    private var text = ""
    private(set) var rawHTMLLines: [Int] = []
    /// What stands before each line: list markers' room and quotes.
    private var prefixes: [String] = []
    private var lists: [(ordered: Bool, next: Int, isTight: Bool)] = []
    private var pendingMarker: String?
    private var linkStarts: [Int] = []
    private var isAtLineStart = true
    private var owesBlankLine = false
    /// The block that a standalone tag stood for; nothing in it is written.
    private var skipped: OpaquePointer?
    private var lastLine = 1

    init(_ sentinels: Sentinels) { self.sentinels = sentinels }

    var finished: String { isAtLineStart ? text : text + "\n" }

    mutating func walk(_ root: OpaquePointer) {
        let iterator = cmark_iter_new(root)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard let node = cmark_iter_get_node(iterator) else { continue }
            if let skipped {
                if node == skipped, event == CMARK_EVENT_EXIT { self.skipped = nil }
                continue
            }
            let kind = cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
            if event == CMARK_EVENT_ENTER { enter(kind, node) } else { leave(kind, node) }
        }
    }

    private mutating func enter(_ kind: String, _ node: OpaquePointer) {
        let line = Int(cmark_node_get_start_line(node))
        if line > 0 { lastLine = line }
        switch kind {
        case "text", "code": write(literal(node))
        case "softbreak": write(" ")
        case "linebreak": newLine()
        case "paragraph", "item":
            if let index = standaloneTag(node) {
                writeTag(index)
                skipped = node
            } else if kind == "item" {
                enterItem()
            }
        case "code_block": enterCode(node)
        case "thematic_break":
            write("---")
            endBlock()
        case "block_quote":
            // The blank line before a quotation is no part of it.
            payBlankLine()
            prefixes.append("> ")
        case "list": enterList(node)
        case "link":
            // What stands before the line is no part of the link's words.
            write("")
            linkStarts.append(text.utf8.count)
        case "image": linkStarts.append(text.utf8.count)
        case "table":
            writeTable(node)
            skipped = node
        case "html_block", "html_inline": rawHTMLLines.append(lastLine)
        default: break
        }
    }

    private mutating func enterList(_ node: OpaquePointer) {
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        // A list inside an item begins on a line of its own, right below the item's words.
        if !isAtLineStart { newLine() }
        lists.append((isOrdered, Int(cmark_node_get_list_start(node)), cmark_node_get_list_tight(node) == 1))
    }

    private mutating func enterCode(_ node: OpaquePointer) {
        for line in codeLines(node) {
            if !isAtLineStart { newLine() }
            // A blank line inside keeps the block together; its blanks would be lost on the way anyway.
            if line.isEmpty { write("") } else { write("    " + line) }
            newLine()
        }
        endBlock()
    }

    private func codeLines(_ node: OpaquePointer) -> [Substring] {
        let code = literal(node).withoutWrappings(of: sentinels)
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.last?.isEmpty == true ? lines.dropLast() : lines
    }

    private mutating func enterItem() {
        guard let list = lists.last else { return }
        let marker = list.ordered ? "\(list.next). " : "- "
        lists[lists.count - 1].next += 1
        pendingMarker = marker
        prefixes.append(String(repeating: " ", count: marker.utf8.count))
    }

    private mutating func leave(_ kind: String, _ node: OpaquePointer) {
        switch kind {
        case "paragraph", "heading": endBlock()
        case "block_quote":
            prefixes.removeLast()
            endBlock()
        case "list":
            lists.removeLast()
            if !(lists.last?.isTight ?? false) { owesBlankLine = true }
        case "item", "tasklist":
            if pendingMarker != nil {
                write("")
                endBlock()
            }
            prefixes.removeLast()
        case "link", "image": leaveLink(node, isImage: kind == "image")
        default: break
        }
    }

    /// The target behind the words, unless the words are the target.
    private mutating func leaveLink(_ node: OpaquePointer, isImage: Bool) {
        let start = linkStarts.popLast() ?? text.utf8.count
        let scheme = sentinels.scheme
        let words = String(decoding: text.utf8.dropFirst(start), as: UTF8.self).replacing(scheme, with: "")
        let target = (cmark_node_get_url(node).map { String(cString: $0) } ?? "").replacing(scheme, with: "")
        guard !isImage, !target.isEmpty, !target.runsSomething else { return }
        let shown = sentinels.shown(target: target)
        guard let implied = ["", "mailto:", "http://"].first(where: { sentinels.areSame($0 + words, target) }) else {
            return write(words.isEmpty ? shown : " <\(shown)>")
        }
        // What a mail program makes a link of is to be the same target; an address is one as it is.
        guard implied != "mailto:" else { return }
        text = String(decoding: text.utf8.prefix(start), as: UTF8.self)
        write(String(decoding: shown.utf8.dropFirst(implied.utf8.count), as: UTF8.self))
    }

    private mutating func writeTable(_ table: OpaquePointer) {
        var rows: [[String]] = []
        var row = cmark_node_first_child(table)
        while let current = row {
            var cells: [String] = []
            var cell = cmark_node_first_child(current)
            while let node = cell {
                var inner = PlainTextWalker(sentinels)
                inner.lastLine = lastLine
                inner.walk(node)
                rawHTMLLines += inner.rawHTMLLines
                lastLine = inner.lastLine
                cells.append(inner.text)
                cell = cmark_node_next(node)
            }
            rows.append(cells)
            row = cmark_node_next(current)
        }
        let columns = Int(cmark_gfm_extensions_get_table_columns(table))
        let alignments = cmark_gfm_extensions_get_table_alignments(table)
        let layout = PlainTextTable(rows, (0..<columns).map { alignments?[$0] ?? 0 }, sentinels)
        for line in layout.lines {
            write(line)
            newLine()
        }
        endBlock()
    }

    private func literal(_ node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    }

    /// The tag, where it is all that a paragraph, or the only paragraph of an item, consists of.
    private func standaloneTag(_ node: OpaquePointer) -> Int? {
        guard let child = cmark_node_first_child(node), cmark_node_next(child) == nil else { return nil }
        if cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH { return standaloneTag(child) }
        guard cmark_node_get_type(child) == CMARK_NODE_TEXT else { return nil }
        return sentinels.standaloneTag(literal(child))
    }

    /// What comes before a section belongs to what stands before it, blank line included.
    private mutating func writeTag(_ index: Int) {
        payBlankLine()
        text += sentinels.word(at: index)
    }

    private mutating func payBlankLine() {
        guard owesBlankLine else { return }
        owesBlankLine = false
        var line = prefixes.joined()
        while line.last == " " { line.removeLast() }
        text += line + "\n"
    }

    private mutating func write(_ words: String) {
        if isAtLineStart {
            payBlankLine()
            if let marker = pendingMarker {
                text += prefixes.dropLast().joined() + marker
                pendingMarker = nil
            } else {
                text += prefixes.joined()
            }
            isAtLineStart = false
        }
        text += words
    }

    private mutating func newLine() {
        while text.utf8.last == 0x20 { text.removeLast() }
        text += "\n"
        isAtLineStart = true
    }

    private mutating func endBlock() {
        if !isAtLineStart { newLine() }
        if !(lists.last?.isTight ?? false) { owesBlankLine = true }
    }
}

extension String {
    /// The targets that safe mode empties.
    fileprivate var runsSomething: Bool {
        let start = prefix(12).lowercased()
        return ["javascript:", "vbscript:", "file:", "data:"].contains { start.hasPrefix($0) }
    }
}
