import ArgumentParser
import Vocabulary

/// The rights of those whose data is kept (GDPR art. 15 to 22).
struct SubjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject",
        abstract: "Les droits des personnes : accès, effacement. · The rights of the people: access, erasure.",
        subcommands: [
            SubjectExportCommand.self, SubjectEraseCommand.self, SubjectSuppressionsCommand.self,
            SubjectReapplyCommand.self,
        ])
}

/// A person on the command line: an address, or a profile's url.
enum SubjectArgument {
    static func read(_ text: String) throws -> SubjectName {
        if !text.contains("@"), text.contains("/"), let profile = ProfileURL(text) { return .profile(profile) }
        return .address(try AddressArgument.read(text))
    }
}
