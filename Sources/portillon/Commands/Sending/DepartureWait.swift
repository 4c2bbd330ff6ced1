import Foundation
import Report
import Vocabulary
import Workspace

/// Waits on the terminal until it is time for a mailing: the screen says until when, and ^C gives it up.
struct DepartureWait {
    let departure: Departure

    /// Throws ``Ending`` where the sender gave it up.
    func run() throws {
        let seconds = Double(departure.moment.milliseconds - Workspace.now().milliseconds) / 1000
        for phrase in DepartureReport.beginning(departure, seconds: seconds, today: Workspace.today()) {
            Console.say(phrase)
        }
        StopSignal.becomeGraceful { _exit(ExitStatus.temporary.rawValue) }
        defer { StopSignal.becomeAbrupt() }
        let isTerminal = isatty(2) == 1
        let isTime = departure.wait(
            now: { Workspace.now() }, pause: { usleep(UInt32($0) * 1000) }, mustStop: { StopSignal.isRaised },
            tell: { if isTerminal { Console.showPassing(DepartureReport.left($0)[Speech.language]) } })
        if isTerminal { Console.showPassing("") }
        guard isTime else {
            Console.say(DepartureReport.givenUp)
            throw Ending(status: .temporary)
        }
    }
}
