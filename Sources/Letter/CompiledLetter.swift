package import Gate
package import Vocabulary

/// A letter compiled once: what does not change is bytes, what does is filled in per recipient.
package struct CompiledLetter: Sendable {
    let fields: LetterFields
    let subject: [Segment]
    let html: TextPart
    /// Octets of the HTML part that everybody gets, and how many fields stand in it.
    let htmlConstant: Int
    let htmlFields: Int
    let text: TextPart
    let headers: FixedHeaders
    /// What is looked up for every message.
    let slots: FieldSlots

    /// The names that are looked up for every message.
    package var names: [String] { slots.names }

    /// The parts that stand beside the HTML (inline images), and those that follow the letter (attachments).
    let images: [FilePart]
    let attachments: [AttachedFile]
    /// Where the files of each recipient's own are looked for; empty where everybody gets the same.
    package let recipientPaths: [RecipientPath]

    /// Names that nobody knows, for authors who look at an unfinished letter; each of them is a fault as well.
    package let unknownNames: [String]
    /// What the letter needs of each contact.
    package let needs: [FieldNeed]
    /// The parts (`html`, `text`) that lack `{{unsubscribe}}` outside sections and comments.
    package let partsWithoutWayOut: [String]
    /// Everything that is wrong with the templates; a letter with faults is never composed.
    package let faults: [TemplateFault]
    /// The letter with all that it pulls in: what is frozen once somebody was mailed, and what the digest covers.
    package let content: LetterContent
    /// True where a file that it names cannot be had, which is a fault as well: its content is then not all there.
    package let lacksFiles: Bool
    /// Placeholders of other mail tools in its texts, which go out as they stand.
    package let foreignMarks: [Warning.ForeignMark]

    package var language: Language { fields.language }

    /// Every placeholder that means something here, for "did you mean".
    package var knownNames: [String] { fields.names + fields.frenchNames }

    /// The fields of a contact that the letter uses anywhere, in the paths of attachments too, known or not.
    package var fieldNames: Set<String> {
        let all = Set(slots.names).union(recipientPaths.flatMap(\.segments).names)
        return all.subtracting(LetterFields.perMessage).subtracting(["address"])
    }

    /// About the octets of a message, so that its bytes are seldom moved while it grows.
    package let usualSize: Int

    /// Compiles a letter; faults are collected, not thrown. `source` are the letter's own bytes.
    package init(_ file: LetterFile, source: [UInt8], context: LetterContext) {
        let language = file.language ?? context.language
        let fields = LetterFields(
            sender: context.sender, purpose: context.purpose, language: language, extra: context.extraFields)
        var compiler = LetterCompiler(file: file, fields: fields, context: context)
        let parts = compiler.parts()
        self.fields = fields
        subject = parts.subject.resolved(fields)
        let html = parts.html.resolved(fields)
        let text = parts.text.resolved(fields)
        slots = FieldSlots((subject + html + text).names)
        htmlConstant = html.constantOctets
        htmlFields = html.fieldCount
        self.html = TextPart(html, subtype: "html", names: slots.names)
        self.text = TextPart(text, subtype: "plain", names: slots.names)
        images = compiler.images
        attachments = compiler.attachments
        recipientPaths = attachments.compactMap(\.own)
        usualSize = (images + attachments.compactMap(\.common)).reduce(2048 + self.html.usualSize + self.text.usualSize)
        {
            $0 + $1.bytes.count + 100
        }
        headers = FixedHeaders(
            letter: file.id, sender: context.sender, replyTo: file.replyTo ?? context.sender.replyTo,
            purpose: file.purpose,
            language: language)
        needs = LetterNeeds(fields).needs(
            of: parts.subject + parts.html + parts.text + recipientPaths.flatMap(\.segments))
        unknownNames = Set(slots.names).union(recipientPaths.flatMap(\.segments).names)
            .filter { !fields.isKnown($0) }.sorted()
        partsWithoutWayOut = [("html", parts.html), ("text", parts.text)].filter { part in
            if part.0 == "text", compiler.lacksText { return false }
            let isThere = part.1.contains { if case .field("unsubscribe", _, _) = $0 { true } else { false } }
            return !isThere || part.0 == "html" && !compiler.hasWayOutInSight
        }.map(\.0)
        faults = compiler.faults
        content = compiler.content(source)
        lacksFiles = compiler.lacksFiles
        foreignMarks = compiler.foreignMarks
    }
}
