package import Vocabulary

/// What a letter is compiled with.
package struct LetterContext {
    package var sender: Sender
    /// Nil where the letter's purpose is not declared; the mailing is refused then anyway.
    package var purpose: Purpose?
    /// Where the letter names no language.
    package var language: Language
    /// The placeholder names of the further columns that contacts have.
    package var extraFields: Set<String>
    /// A file of Templates/ by its name; nil where there is none.
    package var template: (_ fileName: String) -> [UInt8]?
    /// The text sibling of an `.html` letter; nil where there is none.
    package var textSibling: () -> [UInt8]?
    /// A file by the path that `Attach` or an image in Markdown names, relative to the letter; nil where it cannot be
    /// read.
    package var attachment: (_ path: String) -> [UInt8]?

    package init(
        sender: Sender, purpose: Purpose?, language: Language, extraFields: Set<String>,
        template: @escaping (_ fileName: String) -> [UInt8]?, textSibling: @escaping () -> [UInt8]? = { nil },
        attachment: @escaping (_ path: String) -> [UInt8]? = { _ in nil }
    ) {
        self.sender = sender
        self.purpose = purpose
        self.language = language
        self.extraFields = extraFields
        self.template = template
        self.textSibling = textSibling
        self.attachment = attachment
    }
}
