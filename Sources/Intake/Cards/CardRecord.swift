package import Vocabulary

/// What the command attests of the cards of a file, where a card does not say it itself.
package struct CardOptions: Hashable, Sendable {
    /// `--met-on`.
    package var metOn: When?
    /// `--met-at`.
    package var metAt: String?
    /// `--context professional`: every e-mail of the cards was shared in a professional setting.
    package var isProfessional: Bool

    package init(metOn: When? = nil, metAt: String? = nil, isProfessional: Bool = false) {
        self.metOn = metOn
        self.metAt = metAt
        self.isProfessional = isProfessional
    }
}

/// Makes the record of one card from its properties.
///
/// Kept are N, FN, ORG, TITLE, EMAIL, URL and the exchange; nothing else of a card serves (GDPR art. 5(1)(c)).
struct CardRecord {
    let properties: [CardProperty]
    let options: CardOptions
    /// True for the card of an AGENT: it came through somebody else.
    let isThirdParty: Bool

    /// The names of the properties that are kept.
    static let names: Set<String> = [
        "N", "FN", "ORG", "TITLE", "EMAIL", "URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "X-ABLABEL",
        "X-PORTILLON-MET-ON", "X-PORTILLON-MET-AT", "PRODID",
    ]

    func record(line: Int) -> IntakeRecord {
        let emails = emails
        var addresses: [String] = []
        for email in emails where !addresses.contains(email.address) { addresses.append(email.address) }
        var contradictions: [String] = []
        let profile = profile(&contradictions)
        let exchange = exchange(&contradictions)
        let unread = contradictions.joined(separator: "; ")
        let company = (first("ORG")?.components.first ?? "").cleaned
        let hasWork = emails.contains { $0.label == .work }
        var claims: [Claim] = []
        for email in emails {
            let claim = Claim(
                kind: .businessCard, address: email.address, shared: exchange.on, place: exchange.at,
                context: context(email.label, hasWork: hasWork),
                source: isThirdParty ? .thirdParty : unread.isEmpty ? .person : .unreadable(unread),
                isPreferred: email.isPreferred, company: company, attestation: exchange.attestation)
            if !claims.contains(claim) { claims.append(claim) }
        }
        if isOurs, exchange.attestation.isEmpty, exchange.on == .missing, exchange.at.isEmpty { claims = [] }
        // Of two names that differ, nobody is called by one.
        let names = properties.filter { $0.name == "N" && !$0.value.isBlank }
        let name = names.allSatisfy { $0.components == names[0].components } ? names.first?.components ?? [] : []
        return IntakeRecord(
            line: line, profile: profile, addresses: addresses,
            fields: ContactFields(
                firstName: name.count > 1 ? name[1].cleaned : "", lastName: name.first?.cleaned ?? "",
                fullName: (first("FN")?.unescaped ?? "").cleaned, company: company,
                position: (first("TITLE")?.unescaped ?? "").cleaned
            ).withNames(otherThan: addresses, urls),
            fieldsDated: exchange.on.when?.day, claims: claims)
    }

    /// What the properties of a name say, blank ones aside.
    private func sayings(_ name: String) -> [(name: String, text: String)] {
        properties.filter { $0.name == name && !$0.value.isBlank }.map { (name, $0.unescaped.cleaned) }
    }

    /// The first property of a name that says something.
    private func first(_ name: String) -> CardProperty? { properties.first { $0.name == name && !$0.value.isBlank } }

    private var urls: [String] { properties.filter { $0.name == "URL" }.map(\.unescaped) }

    /// A card of two profiles may be of two people.
    private func profile(_ contradictions: inout [String]) -> ProfileURL? {
        let found = properties.compactMap { property -> (name: String, text: String)? in
            guard ["URL", "X-SOCIALPROFILE", "SOCIALPROFILE"].contains(property.name),
                let url = ProfileURL(property.unescaped), isOurs || url.isLinkedInProfile
            else { return nil }
            return (property.name, url.rawValue)
        }
        if case .contradiction(let told) = Said(found, meaning: { $0 }) { contradictions.append(told) }
        return found.first.map { ProfileURL(normalForm: $0.text) }
    }

    /// True for a card that `contacts --export` wrote, of whatever version.
    private var isOurs: Bool { first("PRODID")?.unescaped == AddressBookMark.product }

    private struct Email {
        var address: String
        var label: CardLabel
        var isPreferred: Bool
    }

    /// At most this many e-mails of one card are read; real cards have two or three.
    private static let emailLimit = 100

    private var emails: [Email] {
        let found = properties.filter { $0.name == "EMAIL" && !$0.value.isBlank }.prefix(Self.emailLimit)
        // The lowest PREF is preferred; `type=pref` of the older versions counts as 1.
        let best = found.compactMap { $0.rank }.min()
        return found.compactMap { property in
            var address = property.unescaped.trimmingUnseen()
            if address.prefix(7).asciiLowercasedPrefix == "mailto:" {
                address = MailtoAddress.decoded(address.dropFirst(7)).trimmingUnseen()
            }
            guard !address.isBlank else { return nil }
            let labels =
                property.group.isEmpty
                ? [] : properties.filter { $0.name == "X-ABLABEL" && $0.group == property.group }.map(\.unescaped)
            let found = labels.map { CardLabel(types: property.types, label: $0) }
            return Email(
                address: address,
                label: found.contains(.home) ? .home : found.first ?? CardLabel(types: property.types, label: nil),
                isPreferred: best != nil && property.rank == best)
        }
    }

    private func context(_ label: CardLabel, hasWork: Bool) -> SharingContext {
        options.isProfessional ? .professional : label.context(hasWork: hasWork)
    }

    /// When and where the card was exchanged: its own word wins over the command's.
    private func exchange(_ contradictions: inout [String]) -> (on: StatedDate, at: String, attestation: String) {
        var attested: [String] = []
        var on = Said.date(sayings("X-PORTILLON-MET-ON").map { ($0.name, DateReader.read($0.text)) })
        if case .missing = on, let metOn = options.metOn {
            on = .on(metOn)
            attested.append("met-on=\(metOn.iso)")
        }
        let places = sayings("X-PORTILLON-MET-AT")
        if case .contradiction(let told) = Said(places, meaning: \.folded) { contradictions.append(told) }
        var at = places.first?.text ?? ""
        if at.isEmpty, let metAt = options.metAt?.cleaned, !metAt.isEmpty {
            at = metAt
            attested.append("met-at=\(metAt)")
        }
        if options.isProfessional { attested.append("context=professional") }
        return (on, at, attested.joined(separator: "; "))
    }
}

extension CardProperty {
    /// 1 is preferred most; nil where the card does not say.
    fileprivate var rank: Int? { types.contains("pref") ? 1 : preference }
}

extension String {
    /// Fit for a name: no control characters, no blanks at the edges. What cannot be read to its end is lacking.
    fileprivate var cleaned: String { unicodeScalars.contains("\u{FFFD}") ? "" : withoutControls.trimmingBlanks() }
}

extension Substring {
    fileprivate var asciiLowercasedPrefix: String { String(self).asciiLowercased() }
}
