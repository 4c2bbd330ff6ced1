internal import Crypto
internal import Foundation
internal import GRDB
internal import Vocabulary

/// A claim as the columns of `evidence_data`, and as the data that its commitment covers.
///
/// Words that are kept because they could not be understood stand behind a `?`.
struct ClaimRow {
    static let columns = """
        address, shared, place, context, source, shared_with, purposes, wording, wording_language, confirmed,
        form_url, preferred, company, attestation
        """

    /// The values in the order of ``columns``.
    static func values(of claim: Claim) -> [(any DatabaseValueConvertible)?] {
        [
            claim.address, text(of: claim.shared), claim.place, text(of: claim.context), text(of: claim.source),
            claim.sharedWith, claim.consent?.purposes.joined(separator: " "), claim.consent?.wording,
            claim.consent?.wordingLanguage, claim.consent.flatMap { text(of: $0.confirmed) }, claim.consent?.formURL,
            claim.isPreferred, claim.company, claim.attestation,
        ]
    }

    /// All texts of a claim that are stored.
    static func texts(of claim: Claim) -> [String] { values(of: claim).compactMap { $0 as? String } }

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
    static func record(_ claim: Claim, line: Int) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", .string(claim.kind.rawValue)), .init("line", .int(line)),
            .init("address", .string(claim.address)), .init("shared", JSONValue(text(of: claim.shared))),
            .init("place", .string(claim.place)), .init("context", .string(text(of: claim.context))),
            .init("source", .string(text(of: claim.source))), .init("sharedWith", .string(claim.sharedWith)),
            .init("preferred", .bool(claim.isPreferred)), .init("company", .string(claim.company)),
            .init("attestation", .string(claim.attestation)),
        ]
        if let consent = claim.consent {
            members += [
                .init("purposes", .array(consent.purposes.map { .string($0) })),
                .init("wording", .string(consent.wording)),
                .init("wordingSHA256", .string(Array(SHA256.hash(data: Data(consent.wording.utf8))).hex)),
                .init("wordingLanguage", .string(consent.wordingLanguage)),
                .init("confirmed", JSONValue(text(of: consent.confirmed))),
                .init("formURL", .string(consent.formURL)),
            ]
        }
        return .object(members)
    }

    /// Tells one claim of a contact from another, wherever it was read.
    static func identity(of claim: Claim) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Data(claim.kind.rawValue.utf8))
        for value in values(of: claim) {
            hash.update(data: [0x1F])
            if let value { hash.update(data: Data("\(value.databaseValue)".utf8)) }
        }
        return Array(hash.finalize().prefix(16))
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
