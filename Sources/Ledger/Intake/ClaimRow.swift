internal import Vocabulary

/// A claim as the columns of `evidence_data`, and as the data that its commitment covers.
///
/// Words that are kept because they could not be understood stand behind a `?`.
struct ClaimRow {
    static let columns = """
        address, shared, place, context, source, shared_with, purposes, wording, wording_language, confirmed,
        form_url, preferred, company, attestation
        """

    let claim: Claim
    let shared: String?
    let context: String
    let source: String
    let purposes: String?
    let confirmed: String?

    init(_ claim: Claim) {
        self.claim = claim
        shared = ClaimRow.text(of: claim.shared)
        context = ClaimRow.text(of: claim.context)
        source = ClaimRow.text(of: claim.source)
        purposes = claim.consent?.purposes.joined(separator: " ")
        confirmed = claim.consent.flatMap { ClaimRow.text(of: $0.confirmed) }
    }

    /// True where a text that is stored holds a NUL.
    var holdsNUL: Bool {
        [
            claim.address, shared, claim.place, context, source, claim.sharedWith, purposes, claim.consent?.wording,
            claim.consent?.wordingLanguage, confirmed, claim.consent?.formURL, claim.company, claim.attestation,
        ].contains { $0?.utf8.contains(0) ?? false }
    }

    /// Reads a row whose columns from `first` on are ``columns``.
    static func claim(kind: EvidenceKind, from row: StatementRow, at first: Int32) -> Claim {
        var consent: FormConsent?
        if kind == .formOptIn {
            consent = FormConsent(
                purposes: row.text(first + 6).split(separator: " ").map(String.init), wording: row.text(first + 7),
                wordingLanguage: row.text(first + 8), confirmed: date(of: row.optionalText(first + 9)),
                formURL: row.text(first + 10))
        }
        return Claim(
            kind: kind, address: row.text(first), shared: date(of: row.optionalText(first + 1)),
            place: row.text(first + 2), context: context(of: row.text(first + 3)),
            source: source(of: row.text(first + 4)), sharedWith: row.text(first + 5), consent: consent,
            isPreferred: row.flag(first + 11), company: row.text(first + 12), attestation: row.text(first + 13))
    }

    /// The data that the commitment of a piece of evidence covers.
    func record(line: Int) -> CanonicalJSON {
        CanonicalJSON { json in
            json.object { record in
                let consent = claim.consent
                record.member("address", claim.address)
                record.member("attestation", claim.attestation)
                record.member("company", claim.company)
                if consent != nil { record.member("confirmed", confirmed) }
                record.member("context", context)
                if let consent { record.member("formURL", consent.formURL) }
                record.member("kind", claim.kind.rawValue)
                record.member("line", Int64(line))
                record.member("place", claim.place)
                record.member("preferred", claim.isPreferred)
                if let consent { record.member("purposes", each: consent.purposes) { $0.value($1) } }
                record.member("shared", shared)
                record.member("sharedWith", claim.sharedWith)
                record.member("source", source)
                guard let consent else { return }
                record.member("wording", consent.wording)
                record.member("wordingLanguage", consent.wordingLanguage)
                record.member("wordingSHA256", plain: Hex.digits(Digests.sha256(Array(consent.wording.utf8))))
            }
        }
    }

    /// Tells one claim of a contact from another, wherever it was read: half of SHA-256 over the columns, each as a Swift
    /// literal behind a unit separator. Stored since the first version, so it stays as it is.
    var identity: [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(256)
        octets += claim.kind.rawValue.utf8
        func add(_ text: String?) {
            octets.append(0x1F)
            if let text { ClaimRow.appendLiteral(text, to: &octets) }
        }
        add(claim.address)
        add(shared)
        add(claim.place)
        add(context)
        add(source)
        add(claim.sharedWith)
        add(purposes)
        add(claim.consent?.wording)
        add(claim.consent?.wordingLanguage)
        add(confirmed)
        add(claim.consent?.formURL)
        octets += [0x1F, claim.isPreferred ? 0x31 : 0x30]
        add(claim.company)
        add(claim.attestation)
        return Array(Digests.sha256(octets).prefix(16))
    }

    /// What `String(reflecting:)` gives, which is the text in quotes where nothing in it needs an escape.
    private static func appendLiteral(_ text: String, to octets: inout [UInt8]) {
        let isPlain = text.utf8.allSatisfy { 0x20...0x7E ~= $0 && $0 != 0x22 && $0 != 0x27 && $0 != 0x5C }
        guard isPlain else {
            octets += String(reflecting: text).utf8
            return
        }
        octets.append(0x22)
        octets += text.utf8
        octets.append(0x22)
    }

    static func text(of date: StatedDate) -> String? {
        switch date {
        case .on(let when): when.iso
        case .unreadable(let text): "?" + text
        case .missing: nil
        }
    }

    static func date(of text: String?) -> StatedDate {
        guard let text else { return .missing }
        if text.hasPrefix("?") { return .unreadable(String(text.dropFirst())) }
        return When(iso: text).map { .on($0) } ?? .unreadable(text)
    }

    private static func text(of context: SharingContext) -> String {
        switch context {
        case .professional: "professional"
        case .other(let text): "?" + text
        }
    }

    private static func context(of text: String) -> SharingContext {
        text == "professional" ? .professional : .other(text.hasPrefix("?") ? String(text.dropFirst()) : text)
    }

    private static func text(of source: SharingSource) -> String {
        switch source {
        case .person: "self"
        case .thirdParty: "third-party"
        case .unreadable(let text): "?" + text
        }
    }

    private static func source(of text: String) -> SharingSource {
        switch text {
        case "self": .person
        case "third-party": .thirdParty
        default: .unreadable(text.hasPrefix("?") ? String(text.dropFirst()) : text)
        }
    }
}
