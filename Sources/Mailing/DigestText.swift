package import Gate
import Vocabulary

/// What the digest of a preview covers, as text to be hashed: the letter with all that it pulls in, the sender, the
/// policy, the way out, and each admitted recipient with the evidence and what the letter is filled in with. Days and
/// tokens are left out: the same preview tomorrow has the same digest.
package enum DigestText {
    /// The part that all recipients share.
    package static func head(brief: Brief, contentDigest: String, wayOut: [String]) -> String {
        let sender = brief.sender
        return JSONValue.object([
            .init("content", .string(contentDigest)), .init("letter", JSONValue(brief.letter)),
            .init("purpose", JSONValue(brief.purpose?.name)),
            .init("purposeDescribed", .array(Language.allCases.map { JSONValue(brief.purpose?.described(in: $0)) })),
            .init("policy", .string(brief.policyRevision)),
            .init("sender", .string(sender.address.spelling)), .init("name", .string(sender.name)),
            .init("former", .array(sender.formerAddresses.map { .string($0.normalForm) })),
            .init("organization", .string(sender.organization)), .init("postal", .string(sender.postalAddress)),
            .init("replyTo", JSONValue(sender.replyTo?.spelling)),
            .init("visibleSince", JSONValue(sender.linkedInAddressVisibleSince?.iso)),
            .init("wayOut", .array(wayOut.map { .string($0) })),
        ]).canonical + "\n"
    }

    /// What anybody who reads the letter has before them, whoever is admitted by whatever policy: what a test shows.
    package static func shown(brief: Brief, contentDigest: String, wayOut: [String]) -> String {
        let sender = brief.sender
        return JSONValue.object([
            .init("content", .string(contentDigest)), .init("letter", JSONValue(brief.letter)),
            .init("purposeDescribed", .array(Language.allCases.map { JSONValue(brief.purpose?.described(in: $0)) })),
            .init("sender", .string(sender.address.spelling)), .init("name", .string(sender.name)),
            .init("organization", .string(sender.organization)), .init("postal", .string(sender.postalAddress)),
            .init("replyTo", JSONValue(sender.replyTo?.spelling)),
            .init("wayOut", .array(wayOut.map { .string($0) })),
        ]).canonical
    }

    /// Appends the line of one admitted recipient, with the values of the `fields` that the letter uses; nothing for an excluded one.
    package static func append(_ decision: Decision, fields: [String], to bytes: inout [UInt8]) {
        guard let evidence = decision.admittedBy, let spec = decision.spec else { return }
        for cell in [
            String(decision.contact.rawValue), spec.spelling, String(evidence.id.rawValue),
            evidence.claim.kind.rawValue, evidence.claim.shared.text,
        ] {
            bytes += cell.utf8
            bytes.append(UInt8(ascii: "\t"))
        }
        if let contact = decision.clearance?.fields {
            // An array of texts, as canonical JSON.
            bytes.append(UInt8(ascii: "["))
            append(contact.displayName, to: &bytes)
            for field in fields {
                bytes.append(UInt8(ascii: ","))
                append(contact[field] ?? "", to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { JSONValue.appendEscaped($0, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The line of the files that a recipient has of their own.
    package static func files(_ files: [(path: String, sha256: String)]) -> String {
        JSONValue.array(files.map { .array([.string($0.path), .string($0.sha256)]) }).canonical + "\n"
    }
}
