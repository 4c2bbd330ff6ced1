import TestSupport
import Testing
import Vocabulary
import Wire

@testable import Courier

/// Every fault that stops a run, as a relay brings it about.
@Suite struct RunFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let at: String
        let answer: ScriptedRelay.Answer
        let kind: RunFault.Kind
        var extensions: [String] = ["PIPELINING", "AUTH PLAIN LOGIN"]
        var logsIn = false
        var security = RelaySettings.Security.none
        var testDescription: String { "\(at) \(answer) \(kind)" }
    }

    static let cases: [Case] = [
        Case(at: "CONNECT", answer: .close, kind: .turnedAway),
        Case(at: "CONNECT", answer: .reply("554 5.3.2 no service"), kind: .turnedAway),
        Case(at: "CONNECT", answer: .replyAndClose("421 busy"), kind: .turnedAway),
        Case(at: "CONNECT", answer: .replyAndClose("HTTP/1.1 400 Bad Request\r\n\r\n"), kind: .protocolBroken),
        Case(at: "CONNECT", answer: .reply("SSH-2.0-OpenSSH_9.2"), kind: .protocolBroken),
        Case(at: "CONNECT", answer: .stall, kind: .unreachable),
        Case(at: "EHLO", answer: .close, kind: .turnedAway),
        Case(at: "EHLO", answer: .replyAndClose("421 4.3.2 busy"), kind: .turnedAway),
        // It neither closes nor answers anything more: HELO would be waited for in vain.
        Case(at: "EHLO", answer: .reply("421 4.3.2 busy"), kind: .turnedAway),
        Case(at: "EHLO", answer: .stall, kind: .turnedAway),
        Case(at: "EHLO", answer: .reply("what?"), kind: .protocolBroken),
        Case(at: "NEVER", answer: .usual, kind: .startTLSNotOffered, security: .startTLS),
        Case(
            at: "STARTTLS", answer: .reply("454 4.7.0 no TLS today"), kind: .startTLSRefused,
            extensions: ["STARTTLS"], security: .startTLS),
        Case(
            at: "STARTTLS", answer: .replyAndClose("220 go ahead"), kind: .tls, extensions: ["STARTTLS"],
            security: .startTLS),
        Case(at: "CONNECT", answer: .reply("220 in the clear"), kind: .tls, security: .tls),
        Case(at: "AUTH", answer: .reply("535 5.7.8 wrong"), kind: .loginRefused, logsIn: true),
        Case(at: "AUTH", answer: .reply("454 4.7.0 too many"), kind: .loginRefusedForNow, logsIn: true),
        Case(at: "AUTH", answer: .replyAndClose("421 4.7.0 too many"), kind: .loginRefusedForNow, logsIn: true),
        Case(at: "AUTH", answer: .close, kind: .dropped, logsIn: true),
        Case(at: "NEVER", answer: .usual, kind: .loginNotOffered, extensions: ["PIPELINING"], logsIn: true),
        Case(at: "NEVER", answer: .usual, kind: .loginNotOffered, extensions: ["AUTH GSSAPI"], logsIn: true),
        Case(at: "MAIL", answer: .reply("550 5.7.1 not you"), kind: .senderRefused),
        Case(at: "MAIL", answer: .reply("530 5.7.0 log in first"), kind: .senderRefused),
        Case(at: "MAIL", answer: .reply("451 4.3.0 not now"), kind: .senderRefusedForNow),
        Case(at: "MAIL", answer: .replyAndClose("421 4.3.2 bye"), kind: .senderRefusedForNow),
        Case(at: "MAIL", answer: .reply("550 5.4.5 enough"), kind: .quota),
        Case(at: "MAIL", answer: .close, kind: .dropped),
        Case(at: "MAIL", answer: .stall, kind: .dropped),
        Case(at: "MAIL", answer: .dribble, kind: .dropped),
        Case(at: "MAIL", answer: .reply("hello"), kind: .protocolBroken),
        Case(at: "RCPT", answer: .reply("550 5.4.5 daily limit"), kind: .quota),
        Case(at: ".", answer: .reply("550 5.4.5 daily limit"), kind: .quota),
        Case(at: "RCPT", answer: .reply("550 5.1.8 Sender address rejected"), kind: .senderRefused),
        Case(at: "RCPT", answer: .reply("450 4.1.8 Sender address rejected"), kind: .senderRefusedForNow),
        Case(at: "DATA", answer: .reply("553 5.1.7 bad sender"), kind: .senderRefused),
        Case(at: ".", answer: .reply("550 5.1.8 bad sender"), kind: .senderRefused),
        Case(at: ".", answer: .reply("451 4.1.7 bad sender"), kind: .senderRefusedForNow),
    ]

    @Test(arguments: cases) func faultsOfTheRun(of test: Case) throws {
        let relay = try ScriptedRelay(extensions: test.extensions) { $0.begins(test.at) ? test.answer : .usual }
        defer { relay.close() }
        let isSilent =
            switch test.answer {
            case .stall, .dribble: true
            default: false
            }
        var settings = SMTPCarrierTests.settings(
            relay, patience: isSilent ? SMTPCarrierTests.littlePatience : SMTPCarrierTests.patience)
        settings.security = test.security
        if test.logsIn {
            settings.username = "you@example.org"
            settings.credential = .password(Secret("open sesame"))
        }
        let carrier = SMTPCarrier(settings: settings)
        let fault = #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(fault?.kind == test.kind, "\(fault?.description ?? "none")")
        #expect(fault?.relay == "127.0.0.1:\(relay.port)")
        #expect(fault?.phrase.fr.contains("sesame") == false)
        if test.at != "." { #expect(relay.record.messages.isEmpty) }
        carrier.close()
    }

    /// The relay may stumble over one recipient: this one waits its turn, and the run stops.
    @Test(arguments: [("RCPT", "250-a\r\n550 b"), ("DATA", "250 what body?")])
    func garbageAtARecipientDefersThemAndStopsTheRun(_ at: String, _ garbage: String) throws {
        let relay = try ScriptedRelay { $0.begins(at) ? .reply(garbage) : .usual }
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay))
        guard case .deferred = try carrier.hand(message()) else {
            Issue.record("not deferred")
            return
        }
        let fault = #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(fault?.kind == .protocolBroken)
        #expect(relay.record.messages.isEmpty)
        carrier.close()
    }

    /// Servers that do not know a command like to quote it, whole or in part, and as it came.
    @Test(arguments: [
        "535 5.7.8 wrong: open sesame", "501 5.5.4 what is AHlvdUBleGFtcGxlLm9yZwBvcGVuIHNlc2FtZQ==",
        "535 what is b3BlbiBzZXNhbWU=?", "501 AHlvdUBleGFtcGxlLm9yZwBvcGVuIHN",
        "AHlvdUBleGFtcGxlLm9yZwBvcGVuIHNlc2FtZQ== is no command",
    ]) func aRelayThatRepeatsTheSecretIsNotQuoted(_ reply: String) throws {
        let relay = try ScriptedRelay(extensions: ["AUTH PLAIN"]) {
            // The answer to what proves who logs in, which is no command.
            $0.begins("AUTH") ? .reply("334 ") : $0.line.hasPrefix("AHlv") ? .reply(reply) : .usual
        }
        defer { relay.close() }
        var settings = SMTPCarrierTests.settings(relay)
        settings.username = "you@example.org"
        settings.credential = .password(Secret("open sesame"))
        let heard = Monitor<[String]>([])
        settings.trace = Trace { line in heard.update { $0.append(line) } }
        let carrier = SMTPCarrier(settings: settings)
        let fault = try #require(throws: RunFault.self) { try carrier.hand(message()) }
        let said = heard.read { $0 }.joined(separator: "\n")
        #expect(said.contains("← 334") && said.contains("•••"))
        for secret in ["sesame", "b3BlbiBzZXNhbWU", "vcGVuIHN"] {
            #expect(!said.contains(secret) && !fault.phrase.en.contains(secret), "\(fault.detail)\n\(said)")
        }
        #expect(fault.detail.contains("•••") && !relay.record.lines.contains { $0.hasPrefix("MAIL") })
    }

    @Test func aClosedPortIsUnreachable() throws {
        let relay = try ScriptedRelay()
        var settings = SMTPCarrierTests.settings(relay)
        settings.port = 1
        relay.close()
        let fault = #expect(throws: RunFault.self) { try SMTPCarrier(settings: settings).hand(message()) }
        #expect(fault?.kind == .unreachable)
    }

    @Test func nothingGoesInTheClearToAnotherMachine() throws {
        let settings = RelaySettings(host: "smtp.example.org", port: 25, security: .none)
        let fault = #expect(throws: RunFault.self) { try SMTPCarrier(settings: settings).hand(message()) }
        #expect(fault?.kind == .insecure)
    }

    @Test(arguments: ["PLAIN", "LOGIN", "CRAM-MD5 PLAIN"]) func theRelayGetsTheLogin(mechanisms: String) throws {
        let relay = try ScriptedRelay(extensions: ["AUTH \(mechanisms)"]) { moment in
            if moment.line == "AUTH PLAIN" { return .reply("334 ") }
            if moment.line == "AUTH LOGIN" { return .reply("334 VXNlcm5hbWU6") }
            // The name, in base64: the password comes next.
            if moment.line == "eW91QGV4YW1wbGUub3Jn" { return .reply("334 UGFzc3dvcmQ6") }
            if moment.begins("AUTH CRAM") { return .reply("334 PDFAZXhhbXBsZT4=") }
            // The answers to the challenges.
            return moment.point == .auth || moment.point == .other && !moment.begins("QUIT")
                ? .reply("235 2.7.0 ok") : .usual
        }
        defer { relay.close() }
        var settings = SMTPCarrierTests.settings(relay)
        settings.username = "you@example.org"
        settings.credential = .password(Secret("open sesame"))
        let carrier = SMTPCarrier(settings: settings)
        #expect(try carrier.hand(message()) == .accepted(reply: "250 2.0.0 queued"))
        carrier.close()
        #expect(!relay.record.lines.contains { $0.contains("sesame") })
        if mechanisms == "PLAIN" {
            // NUL you@example.org NUL open sesame
            #expect(relay.record.lines.contains("AHlvdUBleGFtcGxlLm9yZwBvcGVuIHNlc2FtZQ=="))
        }
    }

    @Test func aBearerTokenLogsIn() throws {
        let relay = try ScriptedRelay(extensions: ["AUTH XOAUTH2 PLAIN"]) { moment in
            if moment.line == "AUTH XOAUTH2" { return .reply("334 ") }
            // `user=you@…`, in base64.
            return moment.line.hasPrefix("dXNlcj15b3V") ? .reply("235 2.7.0 ok") : .usual
        }
        defer { relay.close() }
        var settings = SMTPCarrierTests.settings(relay)
        settings.username = "you@example.org"
        settings.credential = .oauth2Token(Secret("ya29.token"))
        let carrier = SMTPCarrier(settings: settings)
        #expect(try carrier.hand(message()) == .accepted(reply: "250 2.0.0 queued"))
        carrier.close()
    }

    /// Before anybody is claimed, and whatever the recipient's own address is: nobody could be written to.
    @Test(
        arguments: [
            ("you@example.org", "From: you@example.org\r\nReply-To: zoé@example.org\r\n", "Reply-To: zoé@example.org"),
            ("zoé@example.org", "From: =?utf-8?q?Zo=C3=A9?=\r\n <zoé@example.org>\r\n", "From: <zoé@example.org>"),
            ("zoé@example.org", "From: you@example.org\r\n", "From: zoé@example.org"),
        ], ["ada@example.net", "éva@example.net"])
    func anAddressOfTheSendersOwnNeedsSMTPUTF8(
        _ sender: (reversePath: String, header: String, named: String), _ recipient: String
    ) throws {
        let text = "To: \(recipient)\r\n\(sender.header)Subject: x\r\n\r\nx\r\n"
        let message = try message(to: recipient, from: sender.reversePath, text: text)
        let relay = try ScriptedRelay(extensions: ["PIPELINING", "8BITMIME"])
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay))
        let fault = #expect(throws: RunFault.self) { try carrier.hand(message) }
        #expect(fault?.kind == .senderNeedsSMTPUTF8 && fault?.detail == sender.named)
        #expect(relay.record.count("MAIL") == 0)
        carrier.close()

        let able = try ScriptedRelay(extensions: ["PIPELINING", "8BITMIME", "SMTPUTF8"])
        defer { able.close() }
        let other = SMTPCarrier(settings: SMTPCarrierTests.settings(able))
        #expect(try other.hand(message) == .accepted(reply: "250 2.0.0 queued"))
        other.close()
    }

    @Test func unknownUsersNeverStopTheRun() throws {
        let relay = try ScriptedRelay { $0.begins("RCPT") ? .reply("550 5.1.1 unknown") : .usual }
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay))
        for number in 0..<20 {
            guard case .rejected = try carrier.hand(message(to: "r\(number)@example.net")) else {
                Issue.record("not rejected")
                return
            }
        }
        carrier.close()
        #expect(relay.record.connections == 1)
    }

    @Test func garbageAfterTheDotIsUncertainAndThenStopsTheRun() throws {
        let relay = try ScriptedRelay { $0.line == "." ? .reply("!!!") : .usual }
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay))
        guard case .uncertain = try carrier.hand(message()) else {
            Issue.record("not uncertain")
            return
        }
        let fault = #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(fault?.kind == .protocolBroken)
        #expect(relay.record.messages.count == 1)
        carrier.close()
    }

    @Test func aRelayThatNeverAnswersIsNotGivenEverybody() throws {
        let relay = try ScriptedRelay { $0.line == "." ? .close : .usual }
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay))
        for _ in 0..<SMTPCarrier.mostUncertainInARow { _ = try carrier.hand(message()) }
        let fault = #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(fault?.kind == .dropped)
        #expect(relay.record.messages.count == SMTPCarrier.mostUncertainInARow)
    }

    @Test(arguments: RunFault.Kind.allCases) func everyFaultNamesTheRelay(kind: RunFault.Kind) {
        let phrase = RunFault(kind, relay: "smtp.example.org:587", detail: "550 no").phrase
        #expect(phrase.fr.contains("smtp.example.org:587") && phrase.en.contains("smtp.example.org:587"))
        #expect(phrase.fr.contains("550 no") && phrase.en.contains("550 no"))
        #expect(phrase.fr != phrase.en)
    }

    @Test func secretsDoNotShow() {
        var settings = RelaySettings(host: "localhost", port: 25, security: .none, username: "you")
        settings.credential = .password(Secret("open sesame"))
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!"\(settings)\(String(reflecting: settings))\(dumped)".contains("sesame"))
    }
}
