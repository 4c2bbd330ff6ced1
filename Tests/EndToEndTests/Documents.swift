/// The JSON documents of the contract, with the fields that it names; a missing one fails the decoding.
struct Refusal: Decodable, Sendable {
    let code: String
    let message: String
}

struct EvidenceShown: Decodable, Sendable, Equatable {
    let kind: String
    let sharedOn: String?
    let `where`: String?
}

struct ReasonShown: Decodable, Sendable {
    let code: String
    let message: String
    let observed: String?
    let expected: String?
    let remedy: String?
}

struct PreviewDocument: Decodable, Sendable {
    struct Warning: Decodable, Sendable {
        let code: String
        let message: String
        let contacts: [Int]
    }

    struct Recipient: Decodable, Sendable {
        let contact: Int
        let name: String
        let address: String?
        let verdict: String
        let evidence: EvidenceShown?
        let mainReason: String?
        let reasons: [ReasonShown]
        var codes: Set<String> { Set(reasons.map(\.code)) }
    }

    let letter: String
    let purpose: String
    let digest: String
    let contacts: Int
    let contactsAdmitted: Int
    let contactsExcluded: Int
    let admitted: Int
    let excluded: Int
    let refused: [Refusal]
    let warnings: [Warning]
    let byReason: [String: Int]
    let byMainReason: [String: Int]
    let recipients: [Recipient]

    func recipient(_ address: String) -> Recipient? { recipients.first { $0.address == address } }
}

struct ImportDocument: Decodable, Sendable {
    struct Contacts: Decodable, Sendable, Equatable {
        var new = 0
        var updated = 0
        var unchanged = 0
        var erased = 0
    }

    struct Evidence: Decodable, Sendable, Equatable {
        var new = 0
        var unchanged = 0
        var withdrawn = 0
    }

    struct Rejected: Decodable, Sendable {
        let line: Int
        let column: Int?
        let problem: String
    }

    let file: String
    let sha256: String
    let date: String?
    let rows: Int
    let contacts: Contacts
    let evidence: Evidence
    let rejected: [Rejected]
    let rejectedFile: String?
    let withoutConsent: Int?
    let dates: [DateOrder]?

    struct DateOrder: Decodable, Sendable, Equatable {
        let column: String
        let order: String?
        let from: String
        let dates: Int
        let proof: String?
        let line: Int?
        let againstOption: Bool
    }
    let rejectedButRecorded: Int
    let encodings: [String: Int]
    let `import`: Int?
    let admittedNow: Int
    let excludedNow: [String: Int]
}

/// What `send`, and with recipients `status`, count.
struct SendDocument: Decodable, Sendable {
    let letter: String
    let digest: String
    let contacts: Int
    let admitted: Int
    let excluded: Int
    let refused: [Refusal]
    let accepted: Int
    let deferred: Int
    let rejected: Int
    let uncertain: Int
    let settled: Int
    let left: Int
    let seconds: Double

    var isBalanced: Bool { admitted == accepted + deferred + rejected + uncertain + settled + left }
    var counts: [String: Int] {
        [
            "accepted": accepted, "deferred": deferred, "rejected": rejected, "uncertain": uncertain,
            "settled": settled, "left": left,
        ].filter { $0.value != 0 }
    }
}

struct StatusDocument: Decodable, Sendable {
    struct Recipient: Decodable, Sendable {
        let address: String
        let state: String
        let attempts: Int
        let reply: String?
        let at: String?
    }

    let letter: String
    let contacts: Int
    let admitted: Int
    let excluded: Int
    let accepted: Int
    let deferred: Int
    let rejected: Int
    let uncertain: Int
    let settled: Int
    let left: Int
    let recipients: [Recipient]

    var states: [String: String] {
        Dictionary(recipients.map { ($0.address, $0.state) }, uniquingKeysWith: { $0 + "," + $1 })
    }
}

struct WhyDocument: Decodable, Sendable {
    struct Contact: Decodable, Sendable {}
    struct Evidence: Decodable, Sendable {}
    struct Objection: Decodable, Sendable {
        let kind: String
    }
    struct Mailing: Decodable, Sendable {
        let letter: String
    }
    struct Decision: Decodable, Sendable {
        let verdict: String
        let reasons: [ReasonShown]
        let evidence: EvidenceShown?
    }

    let address: String
    let contacts: [Contact]
    let evidence: [Evidence]
    let objections: [Objection]
    let mailings: [Mailing]
    let decision: Decision
    var codes: Set<String> { Set(decision.reasons.map(\.code)) }
}

struct RuleDocument: Decodable, Sendable {
    let code: String
    let kind: String
    let message: String
    let basis: String
    let remedy: String
}

/// The text of files that tests import.
enum Sample {
    static func linkedIn(_ rows: String...) -> String {
        """
        Notes:
        "When exporting your connection data, you may notice that some of the addresses are missing."

        First Name,Last Name,URL,Email Address,Company,Position,Connected On

        """ + rows.map { $0 + "\n" }.joined()
    }

    /// Ada's row: the connection of 2015, with or without an address.
    static func ada(_ address: String, company: String = "Engines") -> String {
        "Ada,Lovelace,https://www.linkedin.com/in/ada,\(address),\(company),Countess,15 Mar 2015"
    }

    static func card(_ name: String, _ lines: String...) -> String {
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\(name)\r\nN:\(name);;;;\r\n"
            + lines.map { $0 + "\r\n" }.joined() + "END:VCARD\r\n"
    }

    static func cards(_ rows: String...) -> String {
        "email,first_name,last_name,met_on,met_at\n" + rows.map { $0 + "\n" }.joined()
    }

    static func signUps(_ rows: String...) -> String {
        "email,first_name,submitted_on,purposes,wording,language,confirmed_on\n" + rows.map { $0 + "\n" }.joined()
    }

    static func objections(_ rows: String...) -> String {
        "email,kind,on\n" + rows.map { $0 + "\n" }.joined()
    }
}
