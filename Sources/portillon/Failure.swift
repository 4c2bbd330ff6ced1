import Vocabulary

/// The exit codes of the contract: those of sysexits, the mail field's convention.
enum ExitStatus: Int32 {
    case done = 0
    case notAllWell = 1
    case usage = 64
    case badInput = 65
    case noInput = 66
    case unreachable = 69
    case internalFault = 70
    case cannotCreate = 73
    case inputOutput = 74
    case temporary = 75
    case protocolBroken = 76
    case refused = 77
    case configuration = 78
}

/// What a command ends with when it cannot do what it was asked: an exit code and a message with the remedy.
struct Failure: Error {
    let status: ExitStatus
    let message: Phrase

    init(_ status: ExitStatus, _ message: Phrase) {
        self.status = status
        self.message = message
    }
}

/// Ends a command with a status and nothing more to say.
struct Ending: Error {
    let status: ExitStatus
}
