import Resolver
import Vocabulary

/// SPF (RFC 7208): which hosts may send in the name of the sender's domain, as receivers read it.
struct SPFExamination {
    let domain: String
    let report: SPFReport
    /// What the relay's provider wants to be included; nil for a relay that is not known.
    let include: String?

    private static let name = Phrase(fr: "SPF", en: "SPF")

    func run(_ checkup: inout Checkup) {
        switch report.standing {
        case .noDomain: checkup.add(.noDomain("spf", Self.name, domain))
        case .failed(let fault): checkup.add(.unanswered("spf", Self.name, at: domain, fault))
        case .none: checkup.add(none)
        case .several(let texts): checkup.add(several(texts))
        case .syntax(let term, let text): checkup.add(syntax(term, text))
        case .record(let record):
            checkup.add(standing(record))
            checkup.add(lookups)
            if let others { checkup.add(others) }
            if let relay = relay(record) { checkup.add(relay) }
        }
    }

    private var none: Check {
        Check(
            "spf", Self.name, .fail,
            Phrase(
                fr:
                    "aucun : rien ne dit quels serveurs écrivent pour `\(domain)`, et vos lettres passent pour suspectes",
                en: "none: nothing says which servers write for `\(domain)`, and your letters look suspicious"),
            remedy: include.map { .record(domain, "v=spf1 include:\($0) ~all") }
                ?? Phrase(
                    fr: "demandez à l’hébergeur de votre relais quel `include:` il lui faut, puis, dans le DNS, "
                        + "enregistrement TXT de `\(domain)` : `v=spf1 include:… ~all`",
                    en: "ask your relay’s provider which `include:` it needs, then, in the DNS, the TXT record of "
                        + "`\(domain)`: `v=spf1 include:… ~all`"))
    }

    private func several(_ texts: [String]) -> Check {
        let list = texts.map { "`\($0)`" }
        return Check(
            "spf", Self.name, .fail,
            Phrase { language in
                let count = Wording.number(texts.count, language)
                let start = Phrase(
                    fr: "\(count) enregistrements là où un seul vaut, donc aucun ne compte : ",
                    en: "\(count) records where one alone is allowed, so none counts: ")
                return start[language] + Wording.list(list, language)
            }, remedy: .record(domain, SPFExamination.merged(texts)))
    }

    /// One record of several: all their terms, each once, and the `all` of the last one that has any.
    static func merged(_ texts: [String]) -> String {
        var terms: [String] = []
        var last = "~all"
        for term in texts.flatMap({ $0.split(separator: " ").dropFirst().map(String.init) }) {
            if ["all", "+all", "-all", "~all", "?all"].contains(term.lowercased()) {
                last = term
            } else if !terms.contains(where: { $0.lowercased() == term.lowercased() }) {
                terms.append(term)
            }
        }
        return (["v=spf1"] + terms + [last]).joined(separator: " ")
    }

    private func syntax(_ term: String, _ text: String) -> Check {
        Check(
            "spf", Self.name, .fail,
            Phrase(
                fr: "`\(text)` : `\(term)` n’est pas un terme de SPF, et tout l’enregistrement est ignoré",
                en: "`\(text)`: `\(term)` is no term of SPF, and the whole record is ignored"),
            remedy: Phrase(
                fr: "corrigez ce terme dans l’enregistrement TXT de `\(domain)`",
                en: "correct this term in the TXT record of `\(domain)`"))
    }

    /// The record with all that it includes.
    private func standing(_ record: SPFRecord) -> Check {
        guard let fault = report.faults.first else {
            return Check("spf", Self.name, .ok, Phrase(fr: record.text, en: record.text))
        }
        let (found, remedy) = words(of: fault)
        return Check(
            "spf", Self.name, .fail,
            Phrase(
                fr: "`\(record.text)` : \(found.fr) ; tout l’enregistrement est ignoré",
                en: "`\(record.text)`: \(found.en); the whole record is ignored"), remedy: remedy)
    }

    private func words(of fault: SPFReport.Fault) -> (found: Phrase, remedy: Phrase) {
        func remove(_ domain: String) -> Phrase {
            Phrase(
                fr: "ôtez `\(domain)` de l’enregistrement, ou demandez à qui le tient de le corriger",
                en: "take `\(domain)` out of the record, or ask whoever keeps it to correct it")
        }
        switch fault {
        case .noRecord(let domain):
            return (
                Phrase(
                    fr: "`\(domain)`, qui y est inclus, n’a pas de SPF",
                    en: "`\(domain)`, which it includes, has no SPF"),
                remove(domain)
            )
        case .several(let domain):
            return (
                Phrase(
                    fr: "`\(domain)`, qui y est inclus, a plusieurs SPF",
                    en: "`\(domain)`, which it includes, has more than one SPF"), remove(domain)
            )
        case .syntax(let term, let domain):
            return (
                Phrase(
                    fr: "`\(domain)`, qui y est inclus, contient `\(term)`, qui n’est pas un terme de SPF",
                    en: "`\(domain)`, which it includes, holds `\(term)`, which is no term of SPF"), remove(domain)
            )
        case .circle(let domain):
            return (
                Phrase(fr: "`\(domain)` s’inclut lui-même", en: "`\(domain)` includes itself"), remove(domain)
            )
        case .tooManyHosts(let domain):
            return (
                Phrase(
                    fr: "`mx` y désigne plus de 10 serveurs pour `\(domain)`",
                    en: "`mx` stands for more than 10 hosts of `\(domain)`"),
                Phrase(
                    fr: "nommez ces serveurs par `ip4:` et `ip6:` au lieu de `mx`",
                    en: "name those hosts by `ip4:` and `ip6:` instead of `mx`")
            )
        }
    }

    /// The ten look-ups that receivers make for a record, and no more.
    private var lookups: Check {
        let name = Phrase(fr: "SPF : requêtes", en: "SPF: look-ups")
        if let (at, fault) = report.unanswered { return .unanswered("spf-lookups", name, at: at, fault) }
        let count = Phrase { language in
            let number = Wording.number(report.lookups, language)
            return report.isCountOpen
                ? Phrase(fr: "plus de \(number)", en: "more than \(number)")[language] : number
        }
        let dearest = report.costs.filter { $0.lookups > 0 }.sorted { $0.lookups > $1.lookups }.prefix(4)
        let list = dearest.map { "`\($0.term)` \($0.lookups)" }.joined(separator: ", ")
        if report.hasTooManyLookups {
            return Check(
                "spf-lookups", name, .fail,
                Phrase(
                    fr: "\(count.fr), où 10 sont permises : tout l’enregistrement est ignoré (\(list))",
                    en: "\(count.en), where 10 are allowed: the whole record is ignored (\(list))"),
                remedy: Phrase(
                    fr: "ôtez les `include:` de services qui n’écrivent plus pour vous, ou remplacez `a` et `mx` par "
                        + "`ip4:` et `ip6:`",
                    en: "take out the `include:` of services that no longer write for you, or put `ip4:` and `ip6:` in "
                        + "the place of `a` and `mx`"))
        }
        guard report.hasTooManyVoid else {
            return Check(
                "spf-lookups", name, .ok,
                Phrase(fr: "\(count.fr), où 10 sont permises", en: "\(count.en), where 10 are allowed"))
        }
        let void = report.void.map { "`\($0)`" }
        return Check(
            "spf-lookups", name, .fail,
            Phrase { language in
                let names = Wording.list(void, language)
                return Phrase(
                    fr: "plus de deux ne trouvent rien : \(names)", en: "more than two find nothing: \(names)")[
                        language]
            },
            remedy: Phrase(fr: "ôtez ces noms de l’enregistrement", en: "take these names out of the record"))
    }

    /// What is said of everybody else, where that is worth a word.
    private var others: Check? {
        let name = Phrase(fr: "SPF : les autres", en: "SPF: all others")
        let remedy = Phrase(
            fr: "terminez l’enregistrement par `~all`", en: "end the record with `~all`")
        switch report.everybodyElse {
        case .fail, .softFail: return nil
        case .pass:
            return Check(
                "spf-all", name, .warn,
                Phrase(
                    fr: "`+all` : le monde entier peut écrire en votre nom",
                    en: "`+all`: the whole world may write in your name"), remedy: remedy)
        case .neutral, nil:
            return Check(
                "spf-all", name, .warn,
                Phrase(
                    fr: "l’enregistrement ne dit rien de ceux qui n’y sont pas : il ne protège pas votre nom",
                    en: "the record says nothing of those who are not in it: it does not protect your name"),
                remedy: remedy)
        }
    }

    /// Whether the relay's provider is in it.
    private func relay(_ record: SPFRecord) -> Check? {
        let name = Phrase(fr: "SPF : relais", en: "SPF: relay")
        guard let include, report.unanswered == nil, !report.isCountOpen else { return nil }
        guard !report.included.contains(include) else {
            return Check(
                "spf-relay", name, .ok, Phrase(fr: "`\(include)` y est", en: "`\(include)` is in it"))
        }
        return Check(
            "spf-relay", name, .warn,
            Phrase(
                fr: "`\(include)`, que demande l’hébergeur de votre relais, n’y est pas",
                en: "`\(include)`, which your relay’s provider asks for, is not in it"),
            remedy: .record(domain, SPFExamination.adding(include, to: record)))
    }

    /// The record with one more domain, before what is said of everybody else.
    static func adding(_ include: String, to record: SPFRecord) -> String {
        var terms = record.text.split(separator: " ").map(String.init)
        let end = terms.firstIndex { term in
            let lower = term.lowercased()
            return lower.hasPrefix("redirect=") || ["all", "+all", "-all", "~all", "?all"].contains(lower)
        }
        terms.insert("include:\(include)", at: end ?? terms.count)
        return terms.joined(separator: " ")
    }
}
