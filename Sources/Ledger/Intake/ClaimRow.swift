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
    func record(line: Int) -> CanonicalJSON { CanonicalJSON { write(line: line, to: &$0) } }

    /// Writes that data behind what is there.
    func write(line: Int, to json: inout CanonicalJSON) {
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

    /// Tells one claim of a contact from another, wherever it was read: half of SHA-256 over the columns, each as a Swift
    /// literal behind a unit separator. Stored since the first version, so it stays as it is.
    var identity: [UInt8] {
        var columns = ClaimColumns()
        return identity(&columns)
    }

    /// The same, written into octets that are there already.
    func identity(_ columns: inout ClaimColumns) -> [UInt8] {
        columns.begin(claim.kind)
        columns.add(claim.address)
        columns.add(shared)
        columns.add(claim.place)
        columns.add(context)
        columns.add(source)
        columns.add(claim.sharedWith)
        columns.add(purposes)
        columns.add(claim.consent?.wording)
        columns.add(claim.consent?.wordingLanguage)
        columns.add(confirmed)
        columns.add(claim.consent?.formURL)
        columns.add(claim.isPreferred)
        columns.add(claim.company)
        columns.add(claim.attestation)
        return Array(Digests.sha256(columns.octets).prefix(16))
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
