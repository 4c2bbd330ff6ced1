import Courier
import Foundation
import Letter
import Mailroom
import Vocabulary

/// Sends a test letter to the sender's own address, by the relay that letters leave by, and waits until the inbox has it.
struct RoundTripExamination {
    let workspace: Workspace
    let means: RoundTripMeans
    /// 32 lower-case hexadecimal digits, new for each trip.
    let token: String

    private static let sent = Phrase(fr: "lettre d’essai", en: "test letter")
    private static let back = Phrase(fr: "retour", en: "its arrival")
    /// Seconds that it may take: a letter to oneself that takes longer is held up somewhere.
    static let patience = 180
    /// Whether this machine can connect was looked at before.
    private static let needed = ["sender", "way-out", "relay", "relay-tls", "relay-login", "relay-smtputf8"]

    private var configuration: Configuration { workspace.configuration }

    static func newToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }.hex
    }

    func run(_ checkup: inout Checkup) {
        guard case .smtp(let host, let port, _) = configuration.relay.address else {
            checkup.add(
                Check(
                    "round-trip-sent", Self.sent, .fail,
                    Phrase(
                        fr: "aucun relais : les lettres s’écrivent dans une Maildir, aucune ne part",
                        en: "no relay: letters are written into a Maildir, none leaves"),
                    remedy: Phrase(fr: "portillon relay", en: "portillon relay")))
            return skip(&checkup)
        }
        guard !checkup.checks.contains(where: { $0.status == .fail && Self.needed.contains($0.code) }) else {
            checkup.add(
                Check(
                    "round-trip-sent", Self.sent, .skipped,
                    Phrase(fr: "pas envoyée : voyez plus haut", en: "not sent: see above")))
            return skip(&checkup)
        }
        guard let letter = RoundTripLetter(workspace, token: token, at: Workspace.now()) else {
            checkup.add(
                Check(
                    "round-trip-sent", Self.sent, .fail,
                    Phrase(fr: "ne peut être composée", en: "cannot be composed"),
                    remedy: Phrase(
                        fr: "c’est un défaut du programme : signalez-le",
                        en: "this is a fault of the program: please report it")))
            return skip(&checkup)
        }
        let handing = hand(letter, host, port)
        checkup.add(handing)
        guard handing.status == .ok else { return skip(&checkup) }
        wait(for: letter, &checkup)
    }

    private func skip(_ checkup: inout Checkup) {
        checkup.add(
            Check("round-trip", Self.back, .skipped, Phrase(fr: "rien n’est parti", en: "nothing left")))
    }

    private func hand(_ letter: RoundTripLetter, _ host: String, _ port: Int) -> Check {
        let (code, name) = ("round-trip-sent", Self.sent)
        var settings: RelaySettings
        do {
            settings = try configuration.relay.settings(host: host, port: port, environment: workspace.environment)
        } catch {
            // Looked at before: it changed in the meantime.
            return Check(code, name, .fail, Phrase(saying: error), remedy: Phrase(fr: "relancez", en: "run this again"))
        }
        settings.timeouts = RelayTrial.patience
        let carrier = SMTPCarrier(settings: settings)
        defer { carrier.close() }
        let outcome: Outcome
        do throws(RunFault) {
            outcome = try carrier.hand(letter.message)
        } catch {
            return Check(code, name, .fail, error.found, remedy: error.advice(at: configuration.relay.address))
        }
        let address = configuration.sender.address.spelling
        switch outcome {
        case .accepted:
            return Check(
                code, name, .ok,
                Phrase(fr: "acceptée par le relais pour \(address)", en: "accepted by the relay for \(address)"))
        case .deferred(let refusal), .rejected(let refusal):
            return Check(
                code, name, .fail,
                Phrase(
                    fr: "le relais ne la prend pas : `\(refusal.reply)`",
                    en: "the relay does not take it: `\(refusal.reply)`"),
                remedy: Phrase(
                    fr: "c’est ce que vos lettres rencontreraient : suivez ce que dit le relais, ou demandez à son "
                        + "hébergeur",
                    en: "this is what your letters would meet: do as the relay says, or ask its provider"))
        case .uncertain(let cause):
            return Check(
                code, name, .fail, Phrase(fr: "incertaine : \(cause)", en: "uncertain: \(cause)"),
                remedy: Phrase(fr: "relancez", en: "run this again"))
        }
    }

    /// Milliseconds between two looks: closer at first, since most letters are there within a minute.
    private static func interval(after seconds: Int) -> Int64 { seconds < 30 ? 3_000 : 10_000 }

    private func wait(for letter: RoundTripLetter, _ checkup: inout Checkup) {
        defer { means.tell(nil) }
        let begun = ContinuousClock.now
        var paused: Int64 = 0
        while true {
            // A test's pauses take no time, and an inbox may be slow: whichever is later.
            let elapsed = max(Int(paused / 1000), Int((ContinuousClock.now - begun).components.seconds))
            means.tell(elapsed)
            let arrival: RoundTripArrival?
            do {
                arrival = try means.inbox.find(letter.mark)
            } catch {
                checkup.add(
                    Check(
                        "round-trip", Self.back, .fail, Phrase(saying: error),
                        remedy: Phrase(
                            fr: "corrigez `inbox` dans la configuration, puis relancez",
                            en: "correct `inbox` in the configuration, then run this again")))
                return
            }
            if let arrival {
                checkup.add(place(arrival, after: elapsed))
                let arrived = ArrivedLetter(
                    sent: letter.message.bytes, arrived: arrival.bytes, trusted: means.trustedResults)
                ArrivalExamination(
                    letter: arrived, domain: configuration.sender.address.domain, isOneClick: letter.isOneClick,
                    trustedResults: means.trustedResults
                ).run(&checkup)
                return
            }
            guard elapsed < Self.patience else { break }
            let interval = Self.interval(after: elapsed)
            means.pause(interval)
            paused += interval
        }
        checkup.add(missing(letter))
    }

    private func place(_ arrival: RoundTripArrival, after seconds: Int) -> Check {
        let folder = arrival.folder
        func found(_ language: Language) -> String {
            let time = Elapsed.text(whole: max(1, seconds), language)
            return Phrase(fr: "dans « \(folder) », après \(time)", en: "in “\(folder)”, after \(time)")[language]
        }
        guard arrival.isJunk else { return Check("round-trip", Self.back, .ok, Phrase(found)) }
        return Check(
            "round-trip", Self.back, .warn,
            Phrase { language in
                found(language)
                    + Phrase(fr: " : prise pour indésirable", en: ": taken for spam")[language]
            },
            remedy: Phrase(
                fr: "réglez d’abord ce qui suit ; sortez-la des indésirables pour que votre messagerie apprenne",
                en: "settle first what follows; move it out of the spam, so that your mail program learns"))
    }

    private func missing(_ letter: RoundTripLetter) -> Check {
        Check(
            "round-trip", Self.back, .fail,
            Phrase { language in
                let time = Elapsed.text(whole: Self.patience, language)
                return Phrase(
                    fr: "pas arrivée en \(time) (sujet : \(letter.mark))",
                    en: "not arrived within \(time) (subject: \(letter.mark))")[language]
            },
            remedy: Phrase(
                fr: "cherchez-la dans les dossiers que `inbox.folders` ne nomme pas ; si elle arrive plus tard, "
                    + "relancez : un premier envoi est parfois retenu (greylisting)",
                en: "look for it in the folders that `inbox.folders` does not name; if it arrives later, run this "
                    + "again: a first letter is held up at times (greylisting)"))
    }
}
