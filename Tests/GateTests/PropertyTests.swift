// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Gate
import TestSupport
import Testing
import Vocabulary

/// What holds for every contact, tried on thousands that chance made up, the same ones every time.
struct PropertyTests {
    static let seeds: [UInt64] = [1, 2, 3, 5, 8, 13, 21, 34]
    private static let rounds = 250

    private static let addresses = [
        "ada@example.com", "ada+x@example.com", "Ada@example.com", "b@example.org", "info@example.net",
        "admin@example.net", "noreply@example.net", "no address",
    ]
    private static let dates: [String?] = [
        "2026-03-04", "2026-10-11", "2015-06-07", "2024-05-06", "2025", "10/11/2023", nil, "2027-01-01",
        "2026-11-23T10:00:00Z", "2024-05",
    ]

    /// A source of dossiers: any mixture of everything.
    struct Chance {
        var generator: SeededGenerator

        mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &generator)! }

        mutating func often() -> Bool { Int.random(in: 0..<4, using: &generator) > 0 }

        mutating func evidence(_ id: Int64) -> Evidence {
            let (address, date) = (pick(addresses), often() ? "2026-03-04" : pick(dates))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0:
                return form(
                    id, address, date, confirmed: often() ? "2026-03-05" : pick(dates),
                    purposes: often() ? ["newsletter"] : ["events"], wording: often() ? "Yes, write to me." : "")
            case 1:
                return connection(
                    id, often() ? address : "", date, export: often() ? "2026-11-22" : "2025-01-01",
                    isInLatest: often())
            case 2:
                return listed(
                    id, address, source: pick([.person, .thirdParty, .unreadable("?")]),
                    sharedWith: often() ? "" : pick(["grace@example.org", "x@example.org", "?"]))
            default:
                return card(
                    id, address, date, place: often() ? "fair" : "", context: often() ? .professional : .other("home"),
                    source: often() ? .person : pick([.thirdParty, .unreadable("?")]),
                    sharedWith: often() ? "" : pick(["grace@example.org", "x@example.org", "?"]),
                    isPreferred: !often())
            }
        }

        mutating func objection(_ id: Int64) -> Objection {
            let kind = pick(ObjectionKind.allCases)
            let address = pick(addresses.dropLast())
            let date = pick(["2020-01-01", "2024-05-06", "2026-03-04", "2026-11"])
            return GateTests.objection(kind, address, date, id: id)
        }

        mutating func dossier() -> Dossier {
            let known = Set((0..<Int.random(in: 0..<4, using: &generator)).map { _ in pick(addresses) }).sorted()
            let pieces = (0..<Int.random(in: 0..<5, using: &generator)).map { evidence(Int64($0) + 1) }
            let against = often() ? [] : [objection(1)]
            return GateTests.dossier(
                known, pieces, objections: against, heardFrom: often() ? nil : "2026-10-10", isKnownElsewhere: !often())
        }

        mutating func brief() -> Brief {
            GateTests.brief(
                pick([newsletter, events, nil]),
                policy: Policy(
                    officeAddresses: often() ? .admit : .exclude, formConfirmation: often() ? .required : .recorded))
        }
    }

    private func decide(_ brief: Brief, _ dossier: Dossier) -> [Decision] {
        var gate = Gate(brief: brief)
        return gate.judge(dossier)
    }

    private func forAll(_ seed: UInt64, _ body: (inout Chance, Brief, Dossier) -> Void) {
        var chance = Chance(generator: SeededGenerator(seed: seed))
        for _ in 0..<Self.rounds {
            let brief = chance.brief()
            body(&chance, brief, chance.dossier())
        }
    }

    @Test func chanceAdmitsAndExcludes() {
        var (admitted, codes): (Int, Set<ReasonCode>) = (0, [])
        for seed in Self.seeds {
            forAll(seed) { _, brief, dossier in
                for decision in decide(brief, dossier) {
                    admitted += decision.isAdmitted ? 1 : 0
                    codes.formUnion(decision.findings.map(\.code))
                }
            }
        }
        #expect(admitted > 100)
        #expect(codes.count > 22, "\(codes.map(\.rawValue).sorted())")
    }

    /// Each excluded entry is counted once, under a reason of its own, whatever the order of its findings.
    @Test(arguments: seeds)
    func everyExcludedEntryHasOneMainReasonOfItsOwn(_ seed: UInt64) {
        forAll(seed) { _, brief, dossier in
            let decisions = decide(brief, dossier)
            for decision in decisions {
                let codes = decision.findings.map(\.code)
                #expect((decision.mainReason == nil) == decision.isAdmitted)
                if let reason = decision.mainReason { #expect(codes.contains(reason)) }
            }
            #expect(decisions.telling?.isAdmitted == decisions.contains(where: \.isAdmitted))
        }
    }

    @Test(arguments: seeds)
    func anAddedObjectionNeverAdmits(_ seed: UInt64) {
        forAll(seed) { chance, brief, dossier in
            let before = decide(brief, dossier)
            var objected = dossier
            let added = chance.objection(99)
            objected.objections.append(added)
            let after = decide(brief, objected)
            // A bounce may move the message to another admitted address of the person; it never adds a message.
            #expect(after.count(where: \.isAdmitted) <= before.count(where: \.isAdmitted))
            guard added.kind != .bounced else { return }
            for (one, other) in zip(before, after) where other.isAdmitted {
                let wasFit = one.isAdmitted || one.findings.map(\.code) == [.otherAddressChosen]
                #expect(wasFit)
            }
        }
    }

    @Test(arguments: seeds)
    func theOrderOfEvidenceChangesNothing(_ seed: UInt64) {
        forAll(seed) { chance, brief, dossier in
            var shuffled = dossier
            shuffled.evidence.shuffle(using: &chance.generator)
            let (one, other) = (decide(brief, dossier), decide(brief, shuffled))
            #expect(one.map(\.findings) == other.map(\.findings))
            #expect(one.map(\.admittedBy) == other.map(\.admittedBy))
        }
    }

    @Test(arguments: seeds)
    func theFirstOfAMailingIsJudgedByItself(_ seed: UInt64) {
        forAll(seed) { _, brief, dossier in
            #expect(Judge(brief: brief).decisions(on: dossier) == decide(brief, dossier))
        }
    }

    @Test(arguments: seeds)
    func whoCameBeforeNeverAdmits(_ seed: UInt64) {
        forAll(seed) { chance, brief, dossier in
            var gate = Gate(brief: brief)
            _ = gate.judge(chance.dossier())
            let (alone, behind) = (Judge(brief: brief).decisions(on: dossier), gate.judge(dossier))
            #expect(behind.count(where: \.isAdmitted) <= alone.count(where: \.isAdmitted))
            for (one, other) in zip(alone, behind) {
                let added = other.findings.map(\.code).filter { !one.findings.map(\.code).contains($0) }
                #expect(added.allSatisfy { $0 == .duplicateAddress || $0 == .otherAddressChosen })
            }
        }
    }

    @Test(arguments: seeds)
    func theSameInputGivesTheSameDecision(_ seed: UInt64) {
        forAll(seed) { _, brief, dossier in
            #expect(decide(brief, dossier) == decide(brief, dossier))
        }
    }

    @Test(arguments: seeds)
    func withoutEvidenceNobodyIsAdmitted(_ seed: UInt64) {
        forAll(seed) { _, brief, dossier in
            var bare = dossier
            bare.evidence = []
            for decision in decide(brief, bare) {
                #expect(!decision.isAdmitted)
                #expect(decision.findings.contains { $0.code == .noExplicitShare || $0.code == .noAddress })
            }
        }
    }

    @Test(arguments: seeds)
    func aFailingRuleExcludesEverybody(_ seed: UInt64) {
        var book = RuleBook.standard
        book.entries.append(EntryRule(.erased) { _ throws(RuleFault) in throw RuleFault("out of order") })
        forAll(seed) { _, brief, dossier in
            var gate = Gate(brief: brief, rules: book)
            for decision in gate.judge(dossier) {
                #expect(!decision.isAdmitted)
                #expect(decision.findings.last == Finding(.ruleFailed, observed: .text("erased")))
            }
        }
    }

    @Test(arguments: seeds)
    func aClearanceIsGivenExactlyWhereAMailingAdmits(_ seed: UInt64) {
        forAll(seed) { _, brief, dossier in
            let decisions = decide(brief, dossier)
            for decision in decisions {
                #expect((decision.clearance != nil) == (decision.isAdmitted && brief.letter != nil))
                #expect(decision.isAdmitted == decision.findings.isEmpty)
                #expect(decision.clearance?.address == decision.clearance.flatMap { _ in decision.spec })
                if let clearance = decision.clearance, let evidence = decision.admittedBy {
                    #expect(clearance.address == spec(evidence.claim.address))
                }
            }
            if brief.letter != nil { #expect(decisions.count(where: \.isAdmitted) <= 1) }
            #expect(decisions.count == max(1, dossier.addresses.count))
        }
    }

    @Test(arguments: seeds)
    func anAddedPieceOfEvidenceTakesNoObjectionAway(_ seed: UInt64) {
        forAll(seed) { chance, brief, dossier in
            let added = chance.evidence(99)
            guard added.claim.kind != .formOptIn else { return }
            var richer = dossier
            richer.evidence.append(added)
            let personal: Set<ReasonCode> = [.objected, .complained, .erased]
            for (one, other) in zip(decide(brief, dossier), decide(brief, richer)) {
                let before = Set(one.findings.map(\.code)).intersection(personal)
                #expect(before == Set(other.findings.map(\.code)).intersection(personal))
            }
        }
    }

    /// What a list says adds its own reasons to an exclusion, and changes nothing else.
    @Test(arguments: seeds)
    func anEntryInAListAddsNothingButItsReasons(_ seed: UInt64) {
        forAll(seed) { _, brief, dossier in
            var bare = dossier
            bare.evidence.removeAll { $0.claim.kind == .contactList }
            let lists = Set(dossier.evidence.filter { $0.claim.kind == .contactList }.map(\.id))
            for (one, other) in zip(decide(brief, bare), decide(brief, dossier)) {
                #expect(one.admittedBy == other.admittedBy)
                #expect(one.address == other.address)
                #expect(one.findings == other.findings.filter { $0.evidence.map { !lists.contains($0) } ?? true })
                let said = Set(other.findings.filter { $0.evidence.map(lists.contains) ?? false }.map(\.code))
                #expect(said.isSubset(of: [.sharedWithSomeoneElse, .thirdPartySource, .evidenceUnreadable]))
            }
        }
    }

    @Test(arguments: seeds)
    func aMailboxGetsOneMessageThroughWhicheverContacts(_ seed: UInt64) {
        var chance = Chance(generator: SeededGenerator(seed: seed))
        for _ in 0..<40 {
            var gate = Gate(brief: brief())
            var keys: [String] = []
            for contact in 1...8 {
                var dossier = chance.dossier()
                dossier.contact.id = ContactID(Int64(contact))
                dossier.addresses = dossier.addresses.map { Dossier.KnownAddress($0.text, isKnownElsewhere: true) }
                keys += gate.judge(dossier).compactMap { $0.clearance?.address.loosestKey }
            }
            #expect(keys.count == Set(keys).count)
        }
    }
}
