import ArgumentParser

/// `inbox` alone reads; its other commands stand beside that one.
struct InboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract:
            "Ce qui est revenu : rebonds, désabonnements, réponses. · What came back: bounces, requests to leave, "
            + "replies.",
        subcommands: [InboxReadCommand.self, InboxReviewCommand.self, InboxSettleCommand.self],
        defaultSubcommand: InboxReadCommand.self)
}
