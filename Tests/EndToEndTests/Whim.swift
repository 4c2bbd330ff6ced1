import TestSupport

/// One way in which a relay does not behave.
enum Whim: String, CaseIterable, Sendable {
    // A client has to bear these: the answer is the usual one.
    case late, singly, manyLines, bareLineFeed, bareCode
    // The relay refuses, and says so.
    case refusesForNow, greylists, refusesForGood, knowsNobody
    /// About the sender, whoever the recipient is.
    case overQuota, distrusts, distrustsForNow, refusesSender
    /// 421: it is closing (RFC 5321 §3.8).
    case saysGoodbye
    // The connection ends.
    case closes, resets, answersAndCloses, answersAndResets
    // What comes is no reply, or none to what was asked.
    case garbage, half, withoutEnd, endlessLine, twoCodes, twice

    static let soft: [Whim] = [.late, .singly, .manyLines, .bareLineFeed, .bareCode]
    static let refusing: [Whim] = [.refusesForNow, .greylists, .refusesForGood, .knowsNobody]
    static let suspicious: [Whim] = [.overQuota, .distrusts, .distrustsForNow, .refusesSender]
    static let cutting: [Whim] = [.saysGoodbye, .closes, .resets, .answersAndCloses, .answersAndResets]
    static let garbling: [Whim] = [.garbage, .half, .withoutEnd, .endlessLine, .twoCodes, .twice]

    /// Whether a relay can have it there.
    func fits(_ point: ScriptedRelay.Turn.Point) -> Bool {
        switch point {
        // Nothing is asked that could be refused: it turns the connection away.
        case .greeting: ![.greylists, .knowsNobody].contains(self) && !Whim.suspicious.contains(self)
        case .hello: !Whim.refusing.contains(self) && !Whim.suspicious.contains(self)
        case .mail: ![.greylists, .knowsNobody, .distrustsForNow].contains(self)
        case .recipient, .finalDot: true
        case .data: ![.greylists, .knowsNobody].contains(self) && !Whim.suspicious.contains(self)
        case .body: [.late, .closes, .resets, .refusesForNow].contains(self)
        case .other: !Whim.refusing.contains(self) && !Whim.suspicious.contains(self)
        case .auth: false
        }
    }

    /// What the relay says, and what becomes of the connection; `usual` is what a willing one would say.
    func answer(
        _ turn: ScriptedRelay.Turn, usual: String, _ chance: inout SeededGenerator
    ) -> ScriptedRelay.Answer {
        func whole(_ text: String, _ ending: ScriptedRelay.Ending = .stays) -> ScriptedRelay.Answer {
            .octets(Array((text + "\r\n").utf8), then: ending)
        }
        let (code, recipient) = (String(usual.prefix(3)), turn.recipient)
        switch self {
        case .late: return whole(usual)
        case .singly: return .octets(Array((usual + "\r\n").utf8), singly: true)
        case .manyLines: return whole((0..<50).map { "\(code)-line \($0)\r\n" }.joined() + usual)
        case .bareLineFeed: return .octets(Array((usual.split(separator: "\r\n").joined(separator: "\n") + "\n").utf8))
        case .bareCode: return whole(code)
        case .refusesForNow: return whole("451 4.3.0 not now, \(recipient)")
        case .greylists: return whole("450-4.2.0 greylisted\r\n450 4.2.0 come back, \(recipient)")
        // With a status, or without one.
        case .refusesForGood: return whole("554 \(chance.below(2) == 0 ? "5.6.0 " : "")never, \(recipient)")
        case .knowsNobody: return whole("550 5.1.1 \(recipient) is unknown")
        case .overQuota: return whole("550 5.4.5 enough for today")
        case .distrusts: return whole("550 5.7.1 nothing from you")
        case .distrustsForNow: return whole("450 4.7.1 who are you")
        case .refusesSender: return whole("550 5.1.8 no such domain of yours")
        case .saysGoodbye: return whole("421 4.3.2 closing", .closes)
        case .closes: return .close
        case .resets: return .octets([], then: .resets)
        case .answersAndCloses: return whole(usual, .closes)
        case .answersAndResets: return whole(usual, .resets)
        case .garbage:
            // Of what a line may hold; no digit before it, or it might be a reply after all.
            let octets = [0xFE] + (0..<60).map { _ in UInt8(0x20 + chance.below(0xE0)) } + [0x0D, 0x0A]
            return .octets(octets, then: chance.one(of: [.stays, .closes]))
        case .half: return .octets(Array(usual.utf8.prefix(2)), then: chance.one(of: [.closes, .resets]))
        case .withoutEnd: return .octets(Array(usual.utf8), then: chance.one(of: [.closes, .resets]))
        case .endlessLine:
            // libcurl would wait for its end, as long as for any reply.
            let isOpening = turn.point == .greeting || turn.point == .hello
            let octets = Array(code.utf8) + [0x20] + [UInt8](repeating: 0x78, count: 300_000)
            return .octets(octets, then: isOpening ? .closes : chance.one(of: [.stays, .closes]))
        case .twoCodes: return whole("\(code)-one thing\r\n451 and another")
        case .twice: return whole(usual + "\r\n" + usual)
        }
    }
}
