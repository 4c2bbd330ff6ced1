import Vocabulary

/// An address book shows a contact without a name by an address, and writes that in the name's place: nobody is greeted by it.
extension ContactFields {
    /// The fields without the names that are one of these addresses or URLs, or an e-mail address at all.
    func withNames(otherThan addresses: [String], _ urls: [String] = []) -> ContactFields {
        func name(_ text: String) -> String {
            // Nearly every name has none of these.
            guard text.utf8.contains(where: { $0 == 0x40 || $0 == 0x2F || $0 == 0x3A }) else { return text }
            let bare = text.filter { $0 != "<" && $0 != ">" }.trimmingBlanks().asciiLowercased()
            let address = bare.hasPrefix("mailto:") ? String(bare.dropFirst(7)) : bare
            let isOwn = (addresses + urls).contains { $0.asciiLowercased() == address }
            return isOwn || (try? AddrSpec(parsing: address)) != nil || address.contains("://") ? "" : text
        }
        var fields = self
        fields.firstName = name(firstName)
        fields.lastName = name(lastName)
        fields.fullName = name(fullName)
        return fields
    }
}
