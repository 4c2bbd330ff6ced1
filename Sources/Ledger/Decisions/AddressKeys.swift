internal import Vocabulary

/// The keys that the ledger finds an address by.
struct AddressKeys {
    let text: String
    let spec: AddrSpec?
    /// The strict key; the text behind a blank where it is no address, so that it meets no address.
    let normal: String
    let loosest: String
    /// The loosest key that earlier versions gave it; nil where it is the same.
    let former: String?

    init(_ text: String) {
        self.text = text
        let spec = try? AddrSpec(parsing: text)
        self.spec = spec
        if let spec, spec.isItsOwnKey(writtenAs: text) {
            (normal, loosest, former) = (text, text, nil)
            return
        }
        normal = spec?.normalForm ?? " " + text
        loosest = spec?.loosestKey ?? " " + text.lowercased()
        former = spec?.formerLoosestKey
    }

    /// The loosest key, and the former one behind it: what is kept under a key alone is found by either.
    var all: [String] { [loosest] + (former.map { [$0] } ?? []) }

    /// What a fingerprint that excludes the address may have been made from, by other spellings of it as well: of whoever was
    /// erased, nothing else is left.
    var everPrinted: [String] {
        let own = all
        return own + (spec?.formerLoosestKeysOfOthers ?? []).filter { other in own.allSatisfy { !$0.isSpelled(other) } }
    }
}
