import TestSupport
import Testing

@testable import Resolver

/// Answers by their octets: what lies is no answer, and nothing is read beyond the end.
@Suite struct DNSMessageTests {
    private static let head: [UInt8] = [0, 7, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]
    private static let question: [UInt8] =
        [1, 0x61, 0] + [0, 16, 0, 1]

    private static func answer(owner: [UInt8], type: UInt8 = 16, size: Int? = nil, _ data: [UInt8]) -> [UInt8] {
        let size = size ?? data.count
        return head + question + owner + [0, type, 0, 1, 0, 0, 0, 60, UInt8(size >> 8), UInt8(size & 0xFF)] + data
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let octets: [UInt8]
        let expected: Lookup<String>?
        let why: String
        var testDescription: String { why }
    }

    private static let pointer: [UInt8] = [0xC0, 12]

    static let cases: [Case] = [
        Case(octets: answer(owner: pointer, [2, 0x68, 0x69]), expected: .found(["hi"]), why: "an owner by a pointer"),
        Case(octets: answer(owner: [1, 0x41, 0], [2, 0x68, 0x69]), expected: .found(["hi"]), why: "in capitals"),
        Case(octets: answer(owner: pointer, [0]), expected: .found([""]), why: "an empty string"),
        Case(octets: answer(owner: pointer, []), expected: .found([""]), why: "no string at all"),
        Case(octets: answer(owner: [1, 0x62, 0], [1, 0x68]), expected: .noData, why: "of another name"),
        Case(octets: answer(owner: pointer, [9, 0x68]), expected: .failed(.malformed), why: "a string over its end"),
        Case(
            octets: answer(owner: pointer, size: 2, [3, 0x68, 0x69, 0x6A]), expected: .failed(.malformed),
            why: "a string into what follows"),
        Case(octets: answer(owner: pointer, [1, 0xFF]), expected: .found(["\u{FFFD}"]), why: "no UTF-8"),
        Case(octets: answer(owner: pointer, size: 3, [1, 0x68]), expected: nil, why: "data over the end"),
        Case(octets: answer(owner: [0xC0, 19], [0]), expected: nil, why: "a pointer to itself"),
        Case(octets: answer(owner: [0xC0, 40], [0]), expected: nil, why: "a pointer forwards"),
        Case(octets: answer(owner: [0xC0], [0]), expected: nil, why: "half a pointer, more or less"),
        Case(octets: answer(owner: [0x80, 1], [0]), expected: nil, why: "a label of no known kind"),
        Case(octets: answer(owner: [63, 1], [0]), expected: nil, why: "a label over the end"),
        Case(octets: Array(head.prefix(11)), expected: nil, why: "less than a head"),
        Case(octets: head, expected: nil, why: "a question that is not there"),
        Case(octets: [0, 7, 0x01] + Array(head[3...]) + question, expected: nil, why: "a question is no answer"),
        Case(
            octets: Array(head[..<6]) + [0xFF, 0xFF, 0, 0, 0, 0] + question, expected: nil,
            why: "more records than there are"),
    ]

    @Test(arguments: cases) func octets(_ item: Case) {
        let message = DNSMessage(item.octets)
        #expect((message == nil) == (item.expected == nil))
        guard let message else { return }
        #expect(DNSClient.lookup(message, "a", .text) { $0.text(in: $1) } == item.expected)
    }

    @Test func aliasesThatGoRoundEnd() throws {
        // a is b, b is a.
        let alias: [UInt8] = [0, 5, 0, 1, 0, 0, 0, 60, 0, 3]
        let octets =
            Array(Self.head[..<6]) + [0, 2, 0, 0, 0, 0] + Self.question + [1, 0x61, 0] + alias + [1, 0x62, 0]
            + [1, 0x62, 0] + alias + [1, 0x61, 0]
        let message = try #require(DNSMessage(octets))
        #expect(DNSClient.lookup(message, "a", .text) { $0.text(in: $1) } == .noData)
    }

    @Test func namesKeepToTheirLength() {
        // Labels of 63 octets: four of them are over 255.
        let label: [UInt8] = [63] + Array(repeating: 0x61, count: 63)
        var reader = DNSReader(label + label + label + [0])
        #expect(reader.name()?.utf8.count == 191)
        var long = DNSReader(label + label + label + label + [0])
        #expect(long.name() == nil)
        var odd = DNSReader([3, 0x2E, 0x00, 0x5C, 0])
        #expect(odd.name() == "\\046\\000\\092", "what is no plain character stands as its number")
    }

    /// Mutations of an answer: none ends the program, and what is read stays within the message.
    @Test(arguments: 0..<20) func hostileAnswers(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let answer = Self.answer(owner: Self.pointer, [2, 0x68, 0x69, 3, 1, 2, 3])
        let host = Self.answer(owner: Self.pointer, type: 15, [0, 10, 1, 0x62, 0xC0, 12])
        for round in 0..<2_000 {
            var octets = round % 2 == 0 ? answer : host
            for _ in 0..<1 + generator.below(6) {
                let place = Int.random(in: 0..<octets.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: octets.remove(at: place)
                case 1: octets.insert(.random(in: 0...255, using: &generator), at: place)
                case 2: octets[place] = [0, 0xC0, 0xFF, 12, 63].randomElement(using: &generator) ?? 0
                default: octets[place] = .random(in: 0...255, using: &generator)
                }
                if octets.isEmpty { octets = [0] }
            }
            guard let message = DNSMessage(octets) else { continue }
            for record in message.answers {
                #expect(record.data.upperBound <= octets.count)
                _ = (message.text(in: record), message.name(in: record), message.name(in: record, behind: 2))
            }
            for type in [RecordType.text, .mailHost, .alias] { _ = message.records(of: type, at: "a") }
        }
    }
}
