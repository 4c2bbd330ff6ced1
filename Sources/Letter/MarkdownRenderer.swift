private import CCmark
import Vocabulary

#if canImport(Glibc)
    private import Glibc
#else
    private import Darwin
#endif

/// Markdown through cmark-gfm in safe mode: once to HTML, once to plain text, from one parsed document.
struct MarkdownRenderer {
    let html: String
    let text: String
    /// The lines (of the source) on which raw HTML stands, which safe mode would leave out.
    let rawHTMLLines: [Int]

    init(_ source: String) {
        cmark_gfm_core_extensions_ensure_registered()
        let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink"] {
            if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
        }
        var bytes = Array(source.utf8)
        bytes.withUnsafeMutableBytes { buffer in
            cmark_parser_feed(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        guard let document = cmark_parser_finish(parser) else {
            (html, text, rawHTMLLines) = ("", "", [])
            return
        }
        defer { cmark_node_free(document) }
        if let rendered = cmark_render_html(document, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser)) {
            html = String(cString: rendered)
            free(rendered)
        } else {
            html = ""
        }
        var walker = PlainTextWalker()
        walker.walk(document)
        text = walker.finished
        rawHTMLLines = walker.rawHTMLLines
    }
}

/// Walks the document and writes what a reader of plain text should see: no markup, links with their targets.
private struct PlainTextWalker {
    private var text = ""
    private(set) var rawHTMLLines: [Int] = []
    /// What stands before each line: list markers' room and quotes.
    private var prefixes: [String] = []
    private var lists: [(ordered: Bool, next: Int, isTight: Bool)] = []
    private var pendingMarker: String?
    private var linkStarts: [Int] = []
    private var cells = 0

    var finished: String {
        var result = text
        while result.last == "\n" { result.removeLast() }
        return result + "\n"
    }

    mutating func walk(_ root: OpaquePointer) {
        let iterator = cmark_iter_new(root)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard let node = cmark_iter_get_node(iterator) else { continue }
            let kind = cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
            if event == CMARK_EVENT_ENTER { enter(kind, node) } else { leave(kind, node) }
        }
    }

    private mutating func enter(_ kind: String, _ node: OpaquePointer) {
        switch kind {
        case "text", "code": write(literal(node))
        case "softbreak", "linebreak": newLine()
        case "paragraph", "heading", "table_row", "table_header": beginBlock()
        case "code_block":
            beginBlock()
            for (index, line) in literal(node).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .enumerated()
            {
                if index > 0 { newLine() }
                write("    " + line)
            }
            endBlock()
        case "thematic_break":
            beginBlock()
            write("---")
            endBlock()
        case "block_quote": prefixes.append("> ")
        case "list":
            lists.append(
                (
                    cmark_node_get_list_type(node) == CMARK_ORDERED_LIST, Int(cmark_node_get_list_start(node)),
                    cmark_node_get_list_tight(node) == 1
                ))
        case "item", "tasklist": enterItem()
        case "link", "image": linkStarts.append(text.count)
        case "table_cell":
            if cells > 0 { write(" | ") }
            cells += 1
        case "html_block", "html_inline": rawHTMLLines.append(Int(cmark_node_get_start_line(node)))
        default: break
        }
    }

    private mutating func enterItem() {
        guard let list = lists.last else { return }
        let marker = list.ordered ? "\(list.next). " : "- "
        lists[lists.count - 1].next += 1
        pendingMarker = marker
        prefixes.append(String(repeating: " ", count: marker.count))
    }

    private mutating func leave(_ kind: String, _ node: OpaquePointer) {
        switch kind {
        case "paragraph", "heading": endBlock()
        case "table_row", "table_header":
            cells = 0
            newLine()
        case "table": endBlock()
        case "block_quote": prefixes.removeLast()
        case "list":
            lists.removeLast()
            if lists.isEmpty { blankLine() }
        case "item", "tasklist":
            prefixes.removeLast()
            pendingMarker = nil
        case "link", "image": leaveLink(node, isImage: kind == "image")
        default: break
        }
    }

    /// The target behind the words, unless the words are the target.
    private mutating func leaveLink(_ node: OpaquePointer, isImage: Bool) {
        let start = linkStarts.popLast() ?? text.count
        let words = String(text.dropFirst(start))
        let target = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
        let isUnsafe = ["javascript:", "vbscript:", "file:", "data:"].contains { target.lowercased().hasPrefix($0) }
        guard !isImage, !isUnsafe, !target.isEmpty, words != target, "mailto:" + words != target else { return }
        write(words.isEmpty ? target : " <\(target)>")
    }

    private func literal(_ node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    }

    private mutating func beginBlock() {
        if text.isEmpty || text.hasSuffix("\n") { startLine() }
    }

    private mutating func startLine() {
        guard let marker = pendingMarker else {
            text += prefixes.joined()
            return
        }
        text += prefixes.dropLast().joined() + marker
        pendingMarker = nil
    }

    private mutating func write(_ words: String) {
        if text.isEmpty || text.hasSuffix("\n") { startLine() }
        text += words
    }

    private mutating func newLine() { text += "\n" }

    private mutating func endBlock() {
        if !text.hasSuffix("\n") { text += "\n" }
        if !(lists.last?.isTight ?? false) { blankLine() }
    }

    private mutating func blankLine() {
        if !text.hasSuffix("\n\n"), !text.isEmpty { text += "\n" }
    }
}
