import Courier
import Resolver
import Vocabulary

/// What stands in the DNS about the domain that the letters are from: what receivers look up before they believe them.
struct DomainExamination {
    let configuration: Configuration
    let records: any RecordSource

    private static let dmarc = Phrase(fr: "DMARC", en: "DMARC")

    func run(_ checkup: inout Checkup) {
        let domain = configuration.sender.address.domain
        if let owner = ProviderRecords.owner(of: domain) {
            checkup.add(shared(domain, owner))
        } else {
            own(domain, &checkup)
        }
        // Replies go elsewhere where the sender asks for that.
        if let other = configuration.sender.replyTo?.domain, other != domain, ProviderRecords.owner(of: other) == nil {
            checkup.add(
                reception(
                    other, "mx-reply-to", Phrase(fr: "réponses à \(other)", en: "replies to \(other)")))
        }
    }

    private func own(_ domain: String, _ checkup: inout Checkup) {
        let spf = SPFReport(of: domain, from: records)
        SPFExamination(
            domain: domain, report: spf, include: ProviderRecords.spfInclude(for: configuration.relay.address)
        ).run(&checkup)
        let mx = Phrase(fr: "MX", en: "MX")
        switch spf.standing {
        case .failed(let fault) where fault.isOurs:
            // Nobody waits for the same time-out three times.
            checkup.add(.unanswered("dmarc", Self.dmarc, at: domain, fault))
            checkup.add(.unanswered("mx", mx, at: domain, fault))
        case .noDomain:
            break
        default:
            checkup.add(policy(domain))
            checkup.add(reception(domain, "mx", mx))
        }
    }

    /// A domain that its owner shares out: nothing there is the sender's to change.
    private func shared(_ domain: String, _ owner: ProviderRecords.Mailbox) -> Check {
        let name = Phrase(fr: "domaine", en: "domain")
        guard case .smtp(let host, _, _) = configuration.relay.address,
            !owner.relays.contains(where: { host.isWithin($0) }), !configuration.relay.address.isLoopback
        else {
            return Check(
                "sender-domain", name, .ok,
                Phrase(
                    fr: "`\(domain)` appartient à \(owner.name), qui tient ses enregistrements DNS : rien à y faire",
                    en: "`\(domain)` belongs to \(owner.name), which keeps its DNS records: nothing to do there"))
        }
        return Check(
            "sender-domain", name, .warn,
            Phrase(
                fr: "`\(domain)` appartient à \(owner.name), et vos lettres partent par `\(host)` : elles passent "
                    + "facilement pour des faux",
                en: "`\(domain)` belongs to \(owner.name), and your letters leave by `\(host)`: they easily pass for "
                    + "forged"),
            remedy: Phrase(
                fr: "écrivez par le relais de \(owner.name) (`portillon relay`), ou depuis un domaine à vous",
                en: "write by the relay of \(owner.name) (`portillon relay`), or from a domain of your own"))
    }

    // MARK: DMARC

    private func policy(_ domain: String) -> Check {
        let name = Self.dmarc
        let sample = "v=DMARC1; p=none; rua=mailto:\(configuration.sender.address.spelling)"
        switch DMARCReport(of: domain, from: records) {
        case .none:
            return Check(
                "dmarc", name, .warn,
                Phrase(
                    fr: "aucun : Gmail, Yahoo et Microsoft en demandent un à qui écrit beaucoup",
                    en: "none: Gmail, Yahoo and Microsoft ask for one of whoever writes a lot"),
                remedy: .record("_dmarc.\(domain)", sample))
        case .several(let place):
            return Check(
                "dmarc", name, .fail,
                Phrase(
                    fr: "plusieurs à `\(place)`, donc aucun ne compte",
                    en: "more than one at `\(place)`, so none counts"),
                remedy: Phrase(fr: "n’en gardez qu’un", en: "keep one of them alone"))
        case .malformed(let text, let place):
            return Check(
                "dmarc", name, .fail,
                Phrase(fr: "`\(text)` n’en est pas un", en: "`\(text)` is none"), remedy: .record(place, sample))
        case .failed(let fault): return .unanswered("dmarc", name, at: domain, fault)
        case .policy(let policy, let place, let isInherited):
            let disposition = (isInherited ? policy.belowDisposition : policy.disposition).rawValue
            return Check(
                "dmarc", name, .ok,
                Phrase(
                    fr:
                        "`\(isInherited ? "sp" : "p")=\(disposition)` à `\(place)` ; expéditeur et adresse de retour sont du même domaine",
                    en:
                        "`\(isInherited ? "sp" : "p")=\(disposition)` at `\(place)`; sender and return address are of one domain"
                ))
        }
    }

    // MARK: MX

    private func reception(_ domain: String, _ code: String, _ name: Phrase) -> Check {
        let remedy = Phrase(
            fr: "demandez à l’hébergeur de vos boîtes quels enregistrements MX il faut à `\(domain)`",
            en: "ask whoever hosts your mailboxes which MX records `\(domain)` needs")
        switch MailReception(of: domain, from: records) {
        case .hosts(let hosts, let missing):
            let shown = hosts.prefix(4).joined(separator: ", ") + (hosts.count > 4 ? "…" : "")
            guard !missing.isEmpty else { return Check(code, name, .ok, Phrase(fr: shown, en: shown)) }
            let lost = missing.map { "`\($0)`" }
            let isDead = missing.count == min(5, hosts.count)
            return Check(
                code, name, isDead ? .fail : .warn,
                Phrase { language in
                    let list = Wording.list(lost, language)
                    return Phrase(
                        fr:
                            "\(list), sans adresse dans le DNS : \(isDead ? "rien n’arrive" : "des réponses peuvent se perdre")",
                        en:
                            "\(list), without an address in the DNS: \(isDead ? "nothing arrives" : "replies may be lost")"
                    )[language]
                }, remedy: remedy)
        case .implicit:
            return Check(
                code, name, .warn,
                Phrase(
                    fr: "aucun : réponses et retours iraient au serveur du site `\(domain)`, s’il prend le courrier",
                    en: "none: replies and returns would go to the web server of `\(domain)`, if it takes mail"),
                remedy: remedy)
        case .none:
            return Check(
                code, name, .fail,
                Phrase(
                    fr: "aucun : ni réponse ni retour n’arrive à `\(domain)`",
                    en: "none: neither replies nor returns reach `\(domain)`"), remedy: remedy)
        case .refused:
            return Check(
                code, name, .fail,
                Phrase(
                    fr: "`\(domain)` déclare ne prendre aucun courrier (MX nul) : personne ne peut vous répondre",
                    en: "`\(domain)` says that it takes no mail (null MX): nobody can reply to you"), remedy: remedy)
        case .noDomain: return .noDomain(code, name, domain)
        case .failed(let fault): return .unanswered(code, name, at: domain, fault)
        }
    }
}
