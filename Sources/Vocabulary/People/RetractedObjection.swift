/// An objection that counts no longer: it came with a list that the sender had imported by mistake, and took back.
package struct RetractedObjection: Hashable, Sendable {
    /// As it was recorded.
    package let objection: Objection
    /// The number of the list's import.
    package let importNumber: Int64
    /// The list's file; blank once an erasure took the name.
    package let file: String
    /// When it was taken back.
    package let at: Instant
    /// Why, in the sender's words; nil once the record of the log is gone.
    package let because: String?

    package init(objection: Objection, importNumber: Int64, file: String, at: Instant, because: String?) {
        self.objection = objection
        self.importNumber = importNumber
        self.file = file
        self.at = at
        self.because = because
    }
}
