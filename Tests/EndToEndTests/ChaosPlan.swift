import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a seed chooses for one mailing.
struct ChaosPlan: Sendable, CustomStringConvertible {
    /// What strikes a run, and when.
    enum Strike: Sendable {
        /// A signal before the relay's answer at a turn of the run, so far on its way as these thousandths say; and perhaps
        /// another one some turns later.
        case onTheWay(thousandths: Int, signal: Int32, again: Int?)
        /// One signal, so many milliseconds after the start.
        case after(milliseconds: Int, signal: Int32)

        /// The first signal.
        var signal: Int32 {
            switch self {
            case .onTheWay(_, let signal, _), .after(_, let signal): signal
            }
        }
    }

    let seed: Int
    let people: Int
    /// The relay takes little at a time, and messages are long.
    let isHeavy: Bool
    let connections: Int
    let messagesPerConnection: Int
    let isPipelined: Bool
    let isCareless: Bool
    let attempts: Int
    let firstDelay: Int
    let rate: Int?
    let whims: [Whim]
    let odds: Int
    /// One for each run before the relay calms down.
    let strikes: [Strike?]

    init(seed: Int) {
        var chance = SeededGenerator(seed: UInt64(bitPattern: Int64(seed)), place: "plan")
        self.seed = seed
        isHeavy = chance.below(6) == 0
        people = isHeavy ? 12 : chance.one(of: [12, 40, 90])
        connections = chance.one(of: [1, 3, 10, 50])
        messagesPerConnection = chance.one(of: [1, 4, 100, 100])
        isPipelined = chance.below(3) > 0
        isCareless = chance.below(3) == 0
        attempts = chance.one(of: [2, 4, 30])
        firstDelay = attempts < 30 && chance.below(3) == 0 ? 1 : 0
        rate = chance.below(6) == 0 ? 60 : nil
        whims = chance.one(
            of: [
                Whim.allCases, Whim.allCases, Whim.soft, Whim.soft + Whim.cutting, Whim.soft + Whim.refusing,
                Whim.refusing + Whim.suspicious, Whim.cutting, Whim.soft + Whim.garbling,
            ])
        odds = chance.one(of: people > 12 ? [8, 20, 60, 150] : [30, 80, 200])
        let mood = chance.below(4)
        strikes = (0..<6).map { _ in chance.below(4) < mood ? Self.strike(&chance) : nil }
    }

    private static func strike(_ chance: inout SeededGenerator) -> Strike {
        let signal = chance.one(of: [SIGKILL, SIGKILL, SIGTERM, SIGINT])
        guard chance.below(4) > 0 else { return .after(milliseconds: chance.below(400), signal: signal) }
        let again = signal != SIGKILL && chance.below(3) == 0 ? chance.below(12) : nil
        return .onTheWay(thousandths: chance.below(1000), signal: signal, again: again)
    }

    /// Extensions that the relay announces.
    var extensions: [String] { ["8BITMIME"] + (isPipelined ? ["PIPELINING"] : []) }

    /// More keys of the configuration's `relay`.
    var settings: String {
        #", "connections": \#(connections), "messagesPerConnection": \#(messagesPerConnection)"#
            + #", "retry": {"attempts": \#(attempts), "firstDelaySeconds": \#(firstDelay)}"#
            + (rate.map { #", "rate": {"messages": \#($0), "perSeconds": 1}"# } ?? "")
    }

    var description: String {
        "seed \(seed): \(people) people, heavy: \(isHeavy), pipelined: \(isPipelined), careless: \(isCareless)\(settings), "
            + "\(odds) of 1000 turns are of \(whims.map(\.rawValue).joined(separator: " "))"
    }
}
