package import Courier
import Ledger
package import Vocabulary
import Workspace

extension MailingTally {
    /// As `send --json` and `status --json` have it.
    package var members: [JSONValue.Member] {
        [
            .init("letter", .string(letter)), .init("digest", .string(digest)), .init("contacts", .int(contacts)),
            .init("admitted", .int(admitted)), .init("excluded", .int(excluded)), .init("refused", .array([])),
            .init("accepted", .int(accepted)), .init("deferred", .int(deferred)), .init("rejected", .int(rejected)),
            .init("uncertain", .int(uncertain)), .init("settled", .int(settled)), .init("left", .int(left)),
            .init("returned", .int(returned)),
        ]
    }

    /// For the terminal, which counts people: whoever is not admitted is left out, at however many addresses.
    package var receipt: Receipt {
        Receipt(
            letter: letter, admitted: admitted, excluded: max(0, contacts - admitted), accepted: accepted,
            inMaildir: inMaildir,
            deferred: deferred, rejected: rejected, uncertain: uncertain, settled: settled, left: left)
    }
}

extension RelayAddress {
    /// As a receipt names it.
    package var destination: Receipt.Destination {
        switch self {
        case .maildir(let folder): .maildir(ShortPath.of(folder))
        case .smtp: .relay(description)
        }
    }
}

extension RecipientState {
    /// The colour of its sign in a list.
    package var paint: Style.Paint? {
        switch self {
        case .accepted: .green
        case .rejected: .red
        case .deferred, .uncertain, .attempting: .yellow
        case .queued, .settled, .withheld: nil
        }
    }
}
