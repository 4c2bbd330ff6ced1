import Gate
import Report
import Testing
import Vocabulary

/// The catalogue of reasons: complete, in two languages, correctly set.
struct ReasonsTests {
    @Test func everyCodeHasItsEntry() {
        let codes =
            ["business-card", "form-opt-in", "linkedin-connection"] + ReasonCode.allCases.map(\.rawValue)
            + RefusalCode.allCases.map(\.rawValue) + WarningCode.allCases.map(\.rawValue)
        #expect(Reasons.all.map(\.code) == codes)
        #expect(Set(codes).count == codes.count)
        #expect(Reasons.find("objected")?.kind == .exclusion)
        #expect(Reasons.find("business-card")?.kind == .admission)
        #expect(Reasons.find("no-way-out")?.kind == .refusal)
        #expect(Reasons.find("same-name")?.kind == .warning)
        #expect(Reasons.find("Objected") == nil)
        #expect(Reasons.find("contact-list") == nil)
        #expect(Reason(.contactList) == nil)
    }

    @Test(arguments: Reasons.all)
    func everyTextIsSetAsItsLanguageIs(_ reason: Reason) {
        for phrase in [reason.message, reason.basis, reason.remedy] {
            #expect(!phrase.fr.isBlank && !phrase.en.isBlank)
            #expect(phrase.fr != phrase.en)
            for text in [phrase.fr, phrase.en] {
                #expect(text.last != ".", "\(text)")
                #expect(!text.contains("  "), "\(text)")
            }
            expectFrench(phrase.fr)
            #expect(!phrase.en.contains("\u{A0}") && !phrase.en.contains("\u{202F}"), "\(phrase.en)")
        }
    }

    /// No breaking space stands before `: ; ? ! »` or after `«`, no typewriter apostrophe outside code.
    private func expectFrench(_ text: String) {
        for sign in [":", ";", "?", "!", "»"] { #expect(!text.contains(" " + sign), "\(text)") }
        #expect(!text.contains("« "), "\(text)")
        #expect(!text.contains("'"), "\(text)")
    }

    @Test func nothingClaimsToMakeAnyoneCompliant() {
        for reason in Reasons.all {
            for phrase in [reason.message, reason.basis, reason.remedy] {
                #expect(!phrase.en.lowercased().contains("complian"))
                #expect(!phrase.fr.lowercased().contains("conform"))
            }
        }
    }

    @Test func warningsAndRefusalsOfTheGateAreSetInFrench() {
        let request = MailingRequest(
            purposeName: "", purposes: [:], isOnBehalfOf: "Example Ltd", sender: nil, hasWayOut: false,
            partsWithoutWayOut: ["html"], previewOutdated: true, isUntouchedSample: true)
        let warnings = [
            Warning.noPostalAddress(), .sameName("Ada", admitted: 2, contacts: []),
            .sameName("Ada", admitted: 1, contacts: []), .bulkAttestation("card", cards: 1234),
            .keyNotBackedUp(keyFile: "key"), .inboxNotRead(ago: nil),
            .inboxNotRead(ago: Phrase(fr: "il y a 3\u{A0}jours", en: "3 days ago")),
            .clippedByGmail(octets: 123_456, limit: 102_400),
            .foreignPlaceholder([
                Warning.ForeignMark(text: "*|FNAME|*", file: "lettre.md", line: 7, field: "first_name"),
                Warning.ForeignMark(text: "*|X|*", file: "lettre.md", line: 8, field: nil),
            ]),
        ]
        for text in MailingRefusals.refusals(of: request).map(\.message.fr) + warnings.map(\.message.fr) {
            expectFrench(text)
        }
    }
}
