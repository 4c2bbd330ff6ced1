import Vocabulary
import Workspace

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

    init(_ kind: Failure.Kind) {
        self =
            switch kind {
            case .usage: .usage
            case .badInput: .badInput
            case .noInput: .noInput
            case .unreachable: .unreachable
            case .internalFault: .internalFault
            case .cannotCreate: .cannotCreate
            case .inputOutput: .inputOutput
            case .temporary: .temporary
            case .protocolBroken: .protocolBroken
            case .refused: .refused
            case .configuration: .configuration
            }
    }
}

extension ExitStatus {
    /// What a program reads of a fault in a JSON document.
    func error(_ message: String?) -> JSONValue.Member {
        .init("error", .object([.init("code", .int(Int(rawValue))), .init("message", JSONValue(message))]))
    }
}

/// Ends a command with a status and nothing more to say.
struct Ending: Error {
    let status: ExitStatus
    /// What was said of it, for programs; nil where they were told already.
    var message: String?
}
