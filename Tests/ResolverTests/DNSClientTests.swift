import Foundation
import TestSupport
import Testing

@testable import Resolver

/// Against a real server on loopback, over UDP and TCP.
@Suite struct DNSClientTests {
    private static let long = (0..<8).map { String(repeating: "x\($0)", count: 60) }

    private static let zone: [String: [ScriptedNameServer.Record]] = [
        "example.org": [
            .text("v=spf1 -all"), .texts(["one ", "and ", "two"]), .mailHost(20, "b.example.org"),
            .mailHost(10, "A.example.org"),
        ],
        "a.example.org": [
            .address([192, 0, 2, 1]), .address([0x20, 1, 0xD, 0xB8] + Array(repeating: 0, count: 11) + [1]),
        ],
        "six.example.org": [.address([0x20, 1, 0xD, 0xB8] + Array(repeating: 0, count: 11) + [6])],
        "null.example.org": [.mailHost(0, "")],
        "long.example.org": [.texts(long), .text("short")],
        "_dmarc.example.org": [.alias("_dmarc.example.net")],
        "_dmarc.example.net": [.text("v=DMARC1; p=none")],
        "x.empty.example.org": [.text("deeper")],
    ]

    private func client(_ server: ScriptedNameServer) -> DNSClient {
        DNSClient(server: DNSClient.Server(parsing: "127.0.0.1:\(server.port)"), seconds: 1, tries: 1)
    }

    @Test func recordsAreRead() throws {
        let server = try ScriptedNameServer(Self.zone)
        defer { server.close() }
        let client = client(server)
        #expect(client.texts(at: "example.org") == .found(["v=spf1 -all", "one and two"]))
        #expect(client.texts(at: "EXAMPLE.org") == .found(["v=spf1 -all", "one and two"]), "names know no case")
        #expect(
            client.mailHosts(of: "example.org")
                == .found([
                    MailHost(preference: 20, name: "b.example.org"), MailHost(preference: 10, name: "a.example.org"),
                ]))
        #expect(client.mailHosts(of: "null.example.org") == .found([MailHost(preference: 0, name: "")]))
        #expect(client.addresses(of: "a.example.org") == .found(["192.0.2.1", "2001:db8::1"]))
        #expect(client.addresses(of: "six.example.org") == .found(["2001:db8::6"]))
        #expect(client.texts(at: "_dmarc.example.org") == .found(["v=DMARC1; p=none"]), "through an alias")
    }

    @Test func aLongAnswerIsFetchedOverTCP() throws {
        let server = try ScriptedNameServer(Self.zone)
        defer { server.close() }
        let found = client(server).texts(at: "long.example.org")
        #expect(found == .found([Self.long.joined(), "short"]))
        #expect(server.questions.map(\.isOverTCP) == [false, true])
    }

    @Test func nothingIsToldFromNoName() throws {
        let server = try ScriptedNameServer(Self.zone)
        defer { server.close() }
        let client = client(server)
        #expect(client.texts(at: "nowhere.example.org") == .noName)
        #expect(client.texts(at: "empty.example.org") == .noData)
        #expect(client.texts(at: "a.example.org") == .noData)
        #expect(client.addresses(of: "nowhere.example.org") == .noName)
        #expect(client.mailHosts(of: "a.example.org") == .noData)
    }

    @Test func failuresAreToldApart() throws {
        let server = try ScriptedNameServer(Self.zone) { question in
            switch question.name {
            case "broken.example.org": .code(2)
            case "refused.example.org": .code(5)
            case "silent.example.org": .silence
            default: .usual
            }
        }
        let client = client(server)
        #expect(client.texts(at: "broken.example.org") == .failed(.serverFailed))
        #expect(client.texts(at: "refused.example.org") == .failed(.refused))
        #expect(client.texts(at: "silent.example.org") == .failed(.timedOut))
        #expect(client.texts(at: "a name with blanks.org") == .failed(.unaskable))
        #expect(client.texts(at: "") == .failed(.unaskable))
        #expect(client.texts(at: String(repeating: "a", count: 64) + ".org") == .failed(.unaskable))
        server.close()
    }

    @Test func nobodyThereIsUnreachable() throws {
        // A port that was free a moment ago.
        let server = try ScriptedNameServer()
        let gone = client(server)
        server.close()
        let deadline = ContinuousClock.now + .seconds(10)
        var found = gone.texts(at: "example.org")
        while found != .failed(.unreachable), ContinuousClock.now < deadline { found = gone.texts(at: "example.org") }
        #expect(found == .failed(.unreachable))
    }

    @Test func aNameServerIsAnAddressWithAPort() {
        #expect(DNSClient.Server(parsing: "192.0.2.1")?.port == 53)
        #expect(DNSClient.Server(parsing: "192.0.2.1:5353")?.port == 5353)
        for wrong in ["", "example.org", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:53:53", "192.0.2"] {
            #expect(DNSClient.Server(parsing: wrong) == nil, "\(wrong)")
        }
    }

    @Test func questionsGoSideBySide() async throws {
        let server = try ScriptedNameServer(Self.zone)
        defer { server.close() }
        let client = client(server)
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    number % 2 == 0
                        ? client.texts(at: "_dmarc.example.net") == .found(["v=DMARC1; p=none"])
                        : client.texts(at: "nowhere.example.org") == .noName
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
