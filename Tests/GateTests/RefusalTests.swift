import Gate
import Testing
import Vocabulary

/// Why a whole mailing is refused.
struct RefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        let request: MailingRequest
        let expected: [RefusalCode]
        var testDescription: String { title }

        init(_ title: String, _ expected: [RefusalCode], _ change: (inout MailingRequest) -> Void) {
            self.title = title
            self.expected = expected
            var request = Self.fine
            change(&request)
            self.request = request
        }

        static let fine = MailingRequest(
            purposeName: "newsletter", purposes: ["newsletter": newsletter], sender: sender(), hasWayOut: true)
    }

    static let birthday = Purpose(name: "birthday", context: .personal, description: [:])
    static let fault = Phrase(fr: "ligne 3, colonne 5 : champ inconnu", en: "line 3, column 5: unknown field")

    static let rows: [Row] = [
        Row("nothing to refuse", []) { _ in },
        Row("the purpose in other letters", []) { $0.purposeName = " Newsletter " },
        Row("no purpose", [.purposeUndeclared]) { $0.purposeName = "" },
        Row("an undeclared purpose", [.purposeUndeclared]) { $0.purposeName = "jobs" },
        Row("nothing declared", [.purposeUndeclared]) { $0.purposes = [:] },
        Row("a personal purpose", [.purposeNotProfessional]) {
            $0.purposeName = "birthday"
            $0.purposes["birthday"] = birthday
        },
        Row("for a third party", [.onBehalfOfOthers]) { $0.isOnBehalfOf = "Example Ltd" },
        Row("a blank third party", [.onBehalfOfOthers]) { $0.isOnBehalfOf = " " },
        Row("a sender without name", [.senderUnidentified]) { $0.sender?.name = " " },
        Row("no sender", [.senderUnidentified]) { $0.sender = nil },
        Row("no way out configured", [.noWayOut]) { $0.hasWayOut = false },
        Row("no way out in two parts", [.noWayOut, .noWayOut]) { $0.partsWithoutWayOut = ["html", "text"] },
        Row("two template faults", [.templateFault, .templateFault]) { $0.templateFaults = [fault, fault] },
        Row("objections unreadable", [.suppressionUnreadable]) {
            $0.suppressionFault = Phrase(fr: "clé absente", en: "no key")
        },
        Row("another preview", [.previewOutdated]) { $0.previewOutdated = true },
        Row("the example as it is", [.untouchedSample]) { $0.isUntouchedSample = true },
        Row("everything at once", RefusalCode.allCases.filter { $0 != .purposeNotProfessional }) {
            $0.purposeName = ""
            $0.isOnBehalfOf = "Example Ltd"
            $0.sender = nil
            $0.hasWayOut = false
            $0.templateFaults = [fault]
            $0.suppressionFault = fault
            $0.previewOutdated = true
            $0.isUntouchedSample = true
        },
    ]

    @Test(arguments: rows)
    func everyFaultIsFound(_ row: Row) {
        #expect(MailingRefusals.refusals(of: row.request).map(\.code) == row.expected)
    }

    @Test func anUndeclaredPurposeIsToldTheDeclaredOnes() {
        var request = Row.fine
        request.purposes["events"] = events
        request.purposeName = "jobs\r\nBcc: all"
        let message = MailingRefusals.refusals(of: request)[0].message
        #expect(message.en == "the purpose `jobs Bcc: all` is not declared (declared: events, newsletter)")
        #expect(
            message.fr
                == "la finalité `jobs Bcc: all` n’est pas déclarée (déclarées\u{A0}: events, newsletter)")
    }

    @Test func aTemplateFaultKeepsItsWords() {
        var request = Row.fine
        request.templateFaults = [Self.fault]
        #expect(MailingRefusals.refusals(of: request) == [Refusal(.templateFault, Self.fault)])
    }
}
