import Courier

/// What is known beforehand of providers' domains: what SPF has to include for their relays, and which domains are theirs to look
/// after.
enum ProviderRecords {
    /// What a domain's SPF record includes for letters that leave by a relay; nil for a relay that is not known.
    ///
    /// Read in the providers' own guides: OVHcloud ("How to improve email security with an SPF record"), Infomaniak (FAQ 2199),
    /// Fastmail (custom domains). Those of Google, Microsoft, Proton and Mailjet are as others quote them; Gandi's is what its
    /// default zone has.
    static func spfInclude(for relay: RelayAddress) -> String? {
        guard case .smtp(let host, _, _) = relay else { return nil }
        return includes.first { host.isWithin($0.host) }?.include
    }

    private static let includes: [(host: String, include: String)] = [
        ("gmail.com", "_spf.google.com"), ("google.com", "_spf.google.com"),
        ("office365.com", "spf.protection.outlook.com"), ("outlook.com", "spf.protection.outlook.com"),
        ("ovh.net", "mx.ovh.com"), ("ovh.com", "mx.ovh.com"), ("gandi.net", "_mailcust.gandi.net"),
        ("infomaniak.com", "spf.infomaniak.ch"), ("infomaniak.ch", "spf.infomaniak.ch"),
        ("fastmail.com", "spf.messagingengine.com"), ("messagingengine.com", "spf.messagingengine.com"),
        ("protonmail.ch", "_spf.protonmail.ch"), ("mailjet.com", "spf.mailjet.com"),
    ]

    /// A provider whose addresses are shared out to everybody: nobody but itself changes what stands in its DNS.
    struct Mailbox {
        let name: String
        let domains: [String]
        /// Its relays lie below these.
        let relays: [String]
    }

    /// The provider that an address's domain belongs to; nil for a domain that may be somebody's own.
    static func owner(of domain: String) -> Mailbox? { mailboxes.first { $0.domains.contains(domain) } }

    private static let mailboxes = [
        Mailbox(name: "Gmail", domains: ["gmail.com", "googlemail.com"], relays: ["gmail.com", "google.com"]),
        Mailbox(name: "Orange", domains: ["orange.fr", "wanadoo.fr"], relays: ["orange.fr", "wanadoo.fr"]),
        Mailbox(name: "Free", domains: ["free.fr"], relays: ["free.fr"]),
        Mailbox(
            name: "SFR",
            domains: ["sfr.fr", "neuf.fr", "cegetel.net", "club-internet.fr", "numericable.fr", "noos.fr"],
            relays: ["sfr.fr", "neuf.fr"]),
        Mailbox(name: "Bouygues Telecom", domains: ["bbox.fr"], relays: ["bbox.fr"]),
        Mailbox(name: "La Poste", domains: ["laposte.net"], relays: ["laposte.net"]),
        Mailbox(
            name: "Microsoft",
            domains: ["outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.com", "live.fr", "msn.com"],
            relays: ["outlook.com", "office365.com", "hotmail.com", "live.com"]),
        Mailbox(
            name: "Yahoo", domains: ["yahoo.com", "yahoo.fr", "ymail.com", "aol.com"], relays: ["yahoo.com", "aol.com"]),
        Mailbox(name: "Apple", domains: ["icloud.com", "me.com", "mac.com"], relays: ["me.com", "icloud.com"]),
        Mailbox(
            name: "Proton", domains: ["proton.me", "protonmail.com", "pm.me"], relays: ["protonmail.ch", "proton.me"]),
        Mailbox(name: "GMX", domains: ["gmx.com", "gmx.fr", "gmx.net", "gmx.de"], relays: ["gmx.com", "gmx.net"]),
        Mailbox(name: "Infomaniak", domains: ["ik.me", "ikmail.com"], relays: ["infomaniak.com", "infomaniak.ch"]),
        Mailbox(name: "Fastmail", domains: ["fastmail.com", "fastmail.fm"], relays: ["fastmail.com"]),
        Mailbox(name: "Mailo", domains: ["mailo.com", "netcourrier.com"], relays: ["mailo.com", "netcourrier.com"]),
    ]
}

extension String {
    /// True for a host of a domain, and for the domain itself.
    func isWithin(_ domain: String) -> Bool {
        let host = lowercased()
        return host == domain || host.hasSuffix("." + domain)
    }
}
