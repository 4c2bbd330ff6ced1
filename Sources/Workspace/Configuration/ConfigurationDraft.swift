import Foundation
package import Vocabulary

/// What `init` knows of the sender, and the configuration that it makes of it.
package struct ConfigurationDraft {
    var language: Language
    var name: String
    /// The sender's own.
    package var address: AddrSpec
    package var organization = ""
    package var postalAddress = ""
    /// Since when the sender's address shows on LinkedIn; nil where it does not.
    package var visibleSince: When?
    package var relay = RelayDraft()
    /// Nil where no mail is read.
    package var inbox: InboxDraft?

    /// The relay and all else stay those of the example until they are said.
    package init(language: Language, name: String, address: AddrSpec) {
        (self.language, self.name, self.address) = (language, name, address)
    }

    /// The text of the configuration: the starter's, with what is known in its place.
    package func text() throws -> String {
        var json: JSONValue
        do throws(JSONFault) {
            json = try JSONValue(parsing: StarterFiles.configuration)
        } catch {
            throw Failure(
                .internalFault,
                Phrase(fr: "configuration de départ : \(error.problem.fr)", en: "starter: \(error.problem.en)"))
        }
        json.set(["sender", "name"], .string(name))
        json.set(["sender", "address"], .string(address.spelling))
        json.set(["sender", "organization"], .string(organization))
        json.set(["sender", "postalAddress"], .string(postalAddress))
        json.set(["sender", "linkedInAddressVisibleSince"], JSONValue(visibleSince?.iso))
        json.set(["language"], .string(language.rawValue))
        json.set(["relay"], relay.json())
        json.set(["inbox"], inbox?.json ?? .null)
        json.set(["unsubscribe", "mailto"], .string(address.spelling))
        return json.pretty + "\n"
    }
}

extension JSONValue {
    /// Puts a value where a path of names leads; members on the way that are missing are made.
    fileprivate mutating func set(_ path: [String], _ value: JSONValue) {
        guard let name = path.first else {
            self = value
            return
        }
        guard case .object(var members) = self else { return }
        let index = members.firstIndex { $0.name == name }
        var inner = index.map { members[$0].value } ?? .object([])
        inner.set(Array(path.dropFirst()), value)
        if let index { members[index] = .init(name, inner) } else { members.append(.init(name, inner)) }
        self = .object(members)
    }
}
