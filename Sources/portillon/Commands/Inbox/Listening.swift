import Foundation
import Report
import Vocabulary
import Workspace

/// A reading of the inbox on a terminal: its progress, and ^C, which ends it behind the batch that is being read.
enum Listening {
    /// `make` opens the reading, told whether nobody waits any longer; nil for none.
    static func run(_ make: (@escaping @Sendable () -> Bool) throws -> InboxReading?) throws -> InboxReport? {
        // Each batch is kept whole or not at all, so that a second signal may end the program at any time.
        StopSignal.becomeGraceful { _exit(ExitStatus.temporary.rawValue) }
        defer { StopSignal.becomeAbrupt() }
        guard let reading = try make({ StopSignal.isRaised }) else { return nil }
        let meter = InboxMeter()
        defer { meter.finish() }
        return try reading.run(mustStop: { StopSignal.isRaised }, progress: { meter.show($0) })
    }
}
