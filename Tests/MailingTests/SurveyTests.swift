import Gate
import Mailing
import TestSupport
import Testing
import Vocabulary

@Suite struct SurveyTests {
    private func survey(_ chunks: [[Dossier]], _ brief: Brief = brief()) throws -> (Survey, digest: String) {
        var rest = chunks[...]
        var digest: [UInt8] = []
        let next = { rest.popFirst() ?? [] }
        let survey = try Survey.run(brief: brief, dossiers: next) { _, decisions in
            for decision in decisions { DigestText.append(decision, fields: [], to: &digest) }
        }
        return (survey, String(decoding: digest, as: UTF8.self))
    }

    @Test func countsContactsAndEntries() throws {
        let people = [
            dossier(1, [address(1)]), dossier(2, ["a@example.org", "b@example.org"], isSound: false), dossier(3, []),
            dossier(4, ["c@example.org", "d@example.org"]),
        ]
        for chunks in [[people], people.map { [$0] }] {
            let (survey, digest) = try survey(chunks)
            #expect((survey.contacts, survey.admitted, survey.excluded) == (4, 2, 4))
            #expect(survey.byReason == [.noExplicitShare: 2, .noAddress: 1, .otherAddressChosen: 1])
            #expect(survey.byMainReason == [.noExplicitShare: 2, .noAddress: 1, .otherAddressChosen: 1])
            #expect((survey.contactsAdmitted, survey.contactsExcluded) == (2, 2))
            #expect(survey.contactsByMainReason == [.noExplicitShare: 1, .noAddress: 1])
            #expect(survey.contactsByEvidence == [.businessCard: 2])
            #expect(digest.split(separator: "\n").count == 2)
        }
    }

    /// Networks that chance made up: whatever is in them, the numbers add up.
    @Test(arguments: [1, 2, 3, 5, 8, 13, 21, 34] as [UInt64]) func theNumbersAddUp(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func often() -> Bool { Int.random(in: 0..<3, using: &generator) > 0 }
        let people = (1...200).map { number -> Dossier in
            let known = (0..<Int.random(in: 0..<4, using: &generator)).map { "p\(number).\($0)@example.org" }
            var person = dossier(number, known, isSound: often())
            if !often() { person.evidence = person.evidence.map { evidence($0.id.rawValue, $0.claim.address, at: "") } }
            if !often() { person.evidence += [evidence(99, known.first ?? "", on: "2011-01-01")] }
            return person
        }
        let (survey, _) = try survey([people])
        #expect(survey.contacts == 200 && survey.contactsAdmitted > 0 && survey.contactsExcluded > 0)
        #expect(survey.byMainReason.values.reduce(0, +) == survey.excluded)
        #expect(survey.contactsByMainReason.values.reduce(0, +) == survey.contactsExcluded)
        #expect(survey.contactsByEvidence.values.reduce(0, +) == survey.contactsAdmitted)
        for (code, count) in survey.byMainReason { #expect(count <= survey.byReason[code] ?? 0) }
    }

    @Test func anEntryCountsOnceUnderEachOfItsReasons() throws {
        var stale = dossier(1, [address(1)])
        stale.evidence = [
            evidence(1, address(1), on: "2011-01-01"), evidence(2, address(1), on: "2012-01-01"),
            evidence(3, address(1), on: "2012-01-01", at: ""),
        ]
        let (survey, _) = try survey([[stale]])
        #expect(survey.byReason == [.evidenceStale: 1, .cardExchangeNotAttested: 1])
        #expect(survey.excluded == 1)
    }

    @Test func warnsOfWhatTheSenderShouldKnow() throws {
        let sender = Sender(name: "You", address: spec("you@example.org"))
        #expect(try survey([], brief(sender: sender)).0.warnings.map(\.code) == [.noPostalAddress])
        #expect(try survey([]).0.warnings.isEmpty)
    }

    // MARK: The digest

    private func digest(
        _ dossier: Dossier, _ brief: Brief = brief(), content: String = "content", wayOut: [String] = ["u@example.org"]
    ) throws -> String {
        DigestText.head(brief: brief, contentDigest: content, wayOut: wayOut) + (try survey([[dossier]], brief).digest)
    }

    @Test func isTheSameTomorrow() throws {
        var tomorrow = brief()
        tomorrow.today = CivilDate(dayNumber: today.dayNumber + 1)
        let person = dossier(1, [address(1)])
        #expect(try digest(person) == digest(person))
        #expect(try digest(person, tomorrow) == digest(person))
    }

    @Test func isAnotherWhereAnythingElseIs() throws {
        let person = dossier(1, [address(1)])
        var other = person
        other.evidence = [evidence(99, address(1))]
        var dated = person
        dated.evidence = [evidence(10, address(1), on: "2026-04-04")]
        var excluded = person
        excluded.evidence = []
        var purpose = brief()
        purpose.purpose?.name = "events"
        func by(_ change: (inout Sender) -> Void) -> Brief {
            var changed = brief()
            change(&changed.sender)
            return changed
        }
        let digests = try [
            digest(person), digest(person, content: "other"), digest(person, brief(letter: "winter")),
            digest(person, brief(revision: "other")), digest(person, wayOut: ["v@example.org"]),
            digest(person, purpose),
            digest(other), digest(dated), digest(excluded), digest(dossier(1, [address(2)])),
            digest(dossier(2, [address(1)])),
            digest(person, by { $0.name = "Other" }), digest(person, by { $0.address = spec("o@example.org") }),
            digest(person, by { $0.postalAddress = "Paris" }), digest(person, by { $0.organization = "Ltd" }),
            digest(person, by { $0.replyTo = spec("r@example.org") }),
            digest(person, by { $0.formerAddresses = [spec("f@example.org")] }),
            digest(person, by { $0.linkedInAddressVisibleSince = When(day: today) }),
        ]
        #expect(Set(digests).count == digests.count)
    }
}
