package import Vocabulary

/// All that is known of a person, as a request for access has it (GDPR art. 15).
package struct SubjectAccount: Hashable, Sendable {
    /// A contact from the person that was noted (`heard-from`).
    package struct Heard: Hashable, Sendable {
        package let address: String
        /// ISO 8601.
        package let on: String
        package let recordedAt: String

        package init(address: String, on: String, recordedAt: String) {
            self.address = address
            self.on = on
            self.recordedAt = recordedAt
        }
    }

    /// A decision that was taken on the person in a mailing.
    package struct Decided: Hashable, Sendable {
        /// The number of its entry in the log.
        package let seq: Int
        package let at: String
        package let letter: String
        package let purpose: String
        /// `admitted` or `excluded`.
        package let verdict: String
        package let reasons: [Ground]
        /// The policy's revision that it was taken under.
        package let policy: String
        /// The program's version; nil where the personal part of the record is gone.
        package let program: String?
        /// Nil where the personal part of the record is gone.
        package let address: String?

        package init(
            seq: Int, at: String, letter: String, purpose: String, verdict: String, reasons: [Ground], policy: String,
            program: String?, address: String?
        ) {
            self.seq = seq
            self.at = at
            self.letter = letter
            self.purpose = purpose
            self.verdict = verdict
            self.reasons = reasons
            self.policy = policy
            self.program = program
            self.address = address
        }
    }

    /// One reason of a decision, as it was recorded.
    package struct Ground: Hashable, Sendable {
        package let code: String
        /// In the words of the log; nil where there was nothing, or where the personal part of the record is gone.
        package let observed: String?
        package let expected: String?
        package let evidence: EvidenceID?

        package init(code: String, observed: String? = nil, expected: String? = nil, evidence: EvidenceID? = nil) {
            (self.code, self.observed, self.expected, self.evidence) = (code, observed, expected, evidence)
        }
    }

    /// What is kept of a piece of evidence beside what the gate looks at.
    package struct Provenance: Hashable, Sendable {
        /// The address of whoever recorded it.
        package let recordedBy: String
        /// SHA-256, in hex, of the wording that a sign-up showed; nil for anything else.
        package let wordingSHA256: String?

        package init(recordedBy: String, wordingSHA256: String?) {
            (self.recordedBy, self.wordingSHA256) = (recordedBy, wordingSHA256)
        }
    }

    /// A letter that was addressed to the person.
    package struct Mailed: Hashable, Sendable {
        package let letter: String
        package let purpose: String
        package let address: String
        package let state: RecipientState
        package let attempts: Int
        package let reply: String?
        package let at: String
        package let evidence: EvidenceID

        package init(
            letter: String, purpose: String, address: String, state: RecipientState, attempts: Int, reply: String?,
            at: String, evidence: EvidenceID
        ) {
            self.letter = letter
            self.purpose = purpose
            self.address = address
            self.state = state
            self.attempts = attempts
            self.reply = reply
            self.at = at
            self.evidence = evidence
        }
    }

    /// What the latest export of an address book says of the person.
    package struct Listed: Hashable, Sendable {
        /// The kind of import: `linkedin`, `cards`, `contacts`.
        package let kind: String
        package let file: String
        package let address: String
        package let company: String
        package let position: String

        package init(kind: String, file: String, address: String, company: String, position: String) {
            (self.kind, self.file, self.address) = (kind, file, address)
            (self.company, self.position) = (company, position)
        }
    }

    /// What is kept of a mail that came back about the person, or from them.
    package struct Message: Hashable, Sendable {
        /// In the words of the ledger: `bounce`, `reply`…
        package let kind: String
        /// The address that it is about.
        package let address: String
        /// Who wrote it; nil where that is the same address, or nobody.
        package let from: String?
        package let letter: String?
        /// ISO 8601.
        package let at: String
        /// Of a bounce; nil for every other kind.
        package let `class`: String?
        package let status: String?
        package let diagnostic: String
        package let words: String
        /// What was done: `recorded`, `waiting`, `counted`.
        package let action: String
        package let because: String
        /// The sender's word on it; nil where it was not asked for, or waits.
        package let verdict: String?

        package init(
            kind: String, address: String, from: String?, letter: String?, at: String, class: String?, status: String?,
            diagnostic: String, words: String, action: String, because: String, verdict: String?
        ) {
            (self.kind, self.address, self.from, self.letter, self.at) = (kind, address, from, letter, at)
            (self.class, self.status, self.diagnostic, self.words) = (`class`, status, diagnostic, words)
            (self.action, self.because, self.verdict) = (action, because, verdict)
        }
    }

    /// A contact, with why it is thought to be the person.
    package struct Known: Hashable, Sendable {
        package let person: SubjectPerson
        package let dossier: Dossier
        package let heard: [Heard]
        package let decisions: [Decided]
        package let mailings: [Mailed]
        package let listed: [Listed]
        package let provenance: [EvidenceID: Provenance]

        package init(
            person: SubjectPerson, dossier: Dossier, heard: [Heard], decisions: [Decided], mailings: [Mailed],
            listed: [Listed] = [], provenance: [EvidenceID: Provenance] = [:]
        ) {
            self.provenance = provenance
            self.listed = listed
            self.person = person
            self.dossier = dossier
            self.heard = heard
            self.decisions = decisions
            self.mailings = mailings
        }
    }

    package let name: SubjectName
    /// The person's own contacts first.
    package var people: [Known] = []
    /// Those that what was named meets, whether a contact has it or not.
    package var objections: [Objection] = []
    /// Those of a list that the sender took back: they count no longer, and are kept all the same.
    package var retracted: [RetractedObjection] = []

    /// What came back about the person's addresses, and from them.
    package var messages: [Message] = []

    package init(name: SubjectName) { self.name = name }

    /// The contacts who have what was named.
    package var own: [Known] { people.filter { $0.person.match == .named } }
    /// Those who may be the same person.
    package var near: [Known] { people.filter { $0.person.match != .named } }
}
