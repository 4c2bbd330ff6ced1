private import CCmark
import Vocabulary

#if canImport(Glibc)
    private import Glibc
#else
    private import Darwin
#endif

/// Markdown through cmark-gfm in safe mode: once to HTML, once to plain text, from one parsed document. Raw HTML and dangerous
/// links do not get through; what Markdown did not read as the author meant it is told as a fault (``UnreadMarkup``) instead of
/// going out as it stands.
struct MarkdownRenderer {
    private(set) var html = ""
    private(set) var text = ""
    /// The lines (of the source, from 1) on which raw HTML begins, which safe mode would leave out.
    private(set) var rawHTMLLines: [Int] = []
    /// The relative paths of images, each once, with the line of the first; the HTML names them `cid:` and
    /// ``contentID(_:)`` of their index.
    private(set) var images: [(path: String, line: Int)] = []

    /// The name of an inline image within its message (RFC 2392).
    static func contentID(_ index: Int) -> String { "image\(index + 1).portillon" }

    /// Links and pictures that lead nowhere, and what Markdown did not understand as one, each with its line.
    private(set) var faults: [(line: Int, problem: Phrase)] = []

    init(_ source: MarkdownSource) {
        let sentinels = source.sentinels
        let repaired = MarkdownRenderer.withDocument(source.text) { document, _ in
            UnreadMarkup(document, source.text, sentinels, mends: true).repaired
        }
        let text = (repaired ?? nil) ?? source.text
        MarkdownRenderer.withDocument(text) { document, extensions in
            faults = UnreadMarkup(document, text, sentinels, mends: false).faults
            LineBreaks(text, source.widths).harden(in: document)
            MarkdownRenderer.closeUpTelephones(document)
            var walker = PlainTextWalker(sentinels)
            walker.walk(document)
            self.text = walker.finished.replacing(sentinels.scheme, with: "")
            rawHTMLLines = walker.rawHTMLLines
            takeTargets(document, sentinels)
            // A style outdoes the layout's own, where an `align` attribute would not.
            let options = CMARK_OPT_DEFAULT | CMARK_OPT_TABLE_PREFER_STYLE_ATTRIBUTES
            guard let rendered = cmark_render_html(document, options, extensions) else { return }
            html = String(cString: rendered).replacing(sentinels.scheme, with: "").withoutWrappings(of: sentinels)
            free(rendered)
        }
    }

    /// Parses a text; nil where there is no memory for it.
    @discardableResult
    private static func withDocument<Result>(
        _ text: String, _ body: (OpaquePointer, UnsafeMutablePointer<cmark_llist>?) -> Result
    ) -> Result? {
        cmark_gfm_core_extensions_ensure_registered()
        let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink"] {
            if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
        }
        var bytes = Array(text.utf8)
        bytes.withUnsafeMutableBytes { buffer in
            cmark_parser_feed(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        guard let document = cmark_parser_finish(parser) else { return nil }
        defer { cmark_node_free(document) }
        return body(document, cmark_parser_get_syntax_extensions(parser))
    }

    /// RFC 3966 §3 has no blanks in a number.
    private static func closeUpTelephones(_ document: OpaquePointer) {
        let iterator = cmark_iter_new(document)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator),
                cmark_node_get_type(node) == CMARK_NODE_LINK,
                let url = cmark_node_get_url(node).map({ String(cString: $0) }),
                url.lowercased().hasPrefix("tel:"), url.contains(where: \.isWhitespace)
            else { continue }
            cmark_node_set_url(node, url.filter { !$0.isWhitespace })
        }
    }

    /// Judges the targets of links and pictures, and takes the pictures that go along.
    private mutating func takeTargets(_ document: OpaquePointer, _ sentinels: Sentinels) {
        let iterator = cmark_iter_new(document)
        defer { cmark_iter_free(iterator) }
        var line = 1
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
            if cmark_node_get_start_line(node) > 0 { line = Int(cmark_node_get_start_line(node)) }
            let type = cmark_node_get_type(node)
            guard type == CMARK_NODE_IMAGE || type == CMARK_NODE_LINK, let url = cmark_node_get_url(node) else {
                continue
            }
            let target = String(cString: url).replacing(sentinels.scheme, with: "")
            guard type == CMARK_NODE_IMAGE, target.isRelativePath else {
                let use: LinkTarget.Use = type == CMARK_NODE_IMAGE ? .picture : .link
                if let problem = sentinels.fault(ofTarget: target, use) { faults.append((line, problem)) }
                // cmark would percent-encode the host, which few programs look up (RFC 3986 §3.2.2).
                let written = String(cString: url)
                let known = LinkTarget.withALabels(written)
                if !known.isSpelled(written) { cmark_node_set_url(node, known) }
                continue
            }
            // A target that is a field's value as a whole is the recipient's own, and no path.
            guard sentinels.tag(in: Array(target.utf8), at: 0) == nil else { continue }
            let index = images.firstIndex { $0.path.isSpelled(target) } ?? images.count
            if index == images.count { images.append((target, line)) }
            // A path that depends on the recipient is a fault, and stays as it is.
            if !sentinels.occur(in: target) { cmark_node_set_url(node, "cid:" + MarkdownRenderer.contentID(index)) }
        }
    }
}

extension Sentinels {
    /// Why a target leads nowhere, as far as it is the author's own: up to its first field, or that field's default.
    fileprivate func fault(ofTarget target: String, _ use: LinkTarget.Use) -> Phrase? {
        let bytes = Array(target.utf8)
        guard let first = bytes.indices.first(where: { tag(in: bytes, at: $0) != nil }),
            let (index, _, end) = tag(in: bytes, at: first)
        else { return LinkTarget.fault(target, use) }
        guard first == 0 else {
            return LinkTarget.fault(String(decoding: bytes[..<first], as: UTF8.self), use, goesOn: true)
        }
        guard case .variable(_, let fallback?) = tags[index].kind else { return nil }
        return LinkTarget.fault(fallback, use, goesOn: end < bytes.count)
    }
}

extension String {
    /// No scheme, no host, and no page of its own.
    fileprivate var isRelativePath: Bool {
        if isEmpty || hasPrefix("#") || hasPrefix("//") { return false }
        return !prefix { !"/?#".contains($0) }.contains(":")
    }

    /// Takes away the paragraphs, items and lines that Markdown made of tags that stood alone on their lines.
    func withoutWrappings(of sentinels: Sentinels) -> String {
        guard sentinels.tags.contains(where: \.isStandalone) else { return self }
        let bytes = Array(utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            guard let (index, _, end) = sentinels.tag(in: bytes, at: position) else {
                result.append(bytes[position])
                position += 1
                continue
            }
            let word = bytes[position..<end]
            position = end
            let tag = sentinels.tags[index]
            if tag.isStandalone {
                let wrappings = [
                    ("<li>\n<p>", "</p>\n</li>\n"), ("<li>", "</li>\n"), ("<p>", "</p>\n"),
                    ("\n" + (tag.indentation ?? ""), "\n\n"),
                ]
                for (before, behind) in wrappings
                where result.suffix(before.utf8.count).elementsEqual(before.utf8)
                    && bytes[end...].starts(with: behind.utf8)
                {
                    result.removeLast(before.utf8.count)
                    position = end + behind.utf8.count
                    break
                }
            }
            result += word
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// With every occurrence of a text replaced, byte by byte.
    func replacing(_ wanted: String, with other: String) -> String {
        let (bytes, needle) = (Array(utf8), Array(wanted.utf8))
        guard let first = needle.first, bytes.count >= needle.count else { return self }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == first, bytes[index...].starts(with: needle) {
                result += other.utf8
                index += needle.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
