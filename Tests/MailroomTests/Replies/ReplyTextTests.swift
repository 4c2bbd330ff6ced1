import Mailroom
import TestSupport
import Testing

/// What is new in a reply, apart from quotations and signatures.
@Suite struct ReplyTextTests {
    private static let bodies = [
        "Merci, c'est noté.", "Oui.\n\nÀ jeudi donc, à 10 h.",
        "Bonjour Camille,\nje vous lis avec plaisir.\n\nPS : et votre livre ?",
        "On verra : le 3 novembre, peut-être.\nLe reste suivra.",
    ]

    @Test(arguments: SampleLayout.names)
    func isAllThatIsNew(_ layout: String) {
        for body in Self.bodies {
            let sample = SampleLayout(layout, body: body)
            let mail = SampleEncoding.utf8.part("text/plain", sample.text)
            let html = sample.html.map { SampleEncoding.utf8.part("text/html", $0) }
            let wanted = layout.hasPrefix("apple") || layout.hasPrefix("iphone") ? body.replacing("'", with: "’") : body
            if !sample.isHTMLOnly { #expect(Self.newText(mail) == wanted, "\(layout)") }
            if let html {
                #expect(
                    Self.newText(html).replacing("\n\n", with: "\n") == wanted.replacing("\n\n", with: "\n"),
                    "\(layout)")
            }
        }
    }

    private static func newText(_ content: [UInt8]) -> String {
        ReplyText(of: ReceivedMail(parsing: Array("From: jean@example.net\r\n".utf8) + content).bodyText).text
    }

    @Test(arguments: [
        // A wrapped line of a quotation is none of its reader's.
        (
            "Merci.\n\n> Vous recevez cette lettre parce que vous m'avez remis votre carte, pour ne plus\nrecevoir de lettres, répondez\n> STOP.\n",
            "Merci."
        ),
        (
            "> Vous recevez cette lettre parce que vous m'avez remis votre carte, pour ne plus\nrecevoir de lettres\n> répondez STOP.\nOui",
            "Oui"
        ),
        // An answer between two quotations is.
        (
            "> Venez-vous ? Nous serions très heureux de vous revoir parmi nous cette année.\nOui !\n> Et Anne ?\nNon.",
            "Oui !\nNon."
        ),
        // Signatures.
        ("STOP\n-- \nJean\nDésabonnez-vous de tout", "STOP"), ("Merci\n\nEnvoyé de mon iPhone", "Merci"),
        ("Bonjour\n\nBien cordialement, Jean Rivière\nAtelier", "Bonjour"),
        (
            "Cordialement parlant, c'est un désastre pour tous ceux qui l'ont vu.",
            "Cordialement parlant, c'est un désastre pour tous ceux qui l'ont vu."
        ),
        ("Bonjour\nCordialement\nJean\nPS : désabonnez-moi", "Bonjour\nPS : désabonnez-moi"),
        // What only looks like the beginning of a quotation.
        (
            "Le 3 novembre, nous serons là.\nAnne a écrit :\nun livre",
            "Le 3 novembre, nous serons là.\nAnne a écrit :\nun livre"
        ),
        ("De : la gare\nÀ : chez nous", "De : la gare\nÀ : chez nous"),
        ("", ""), ("\n\n\n", ""), ("> tout\n> cité", ""),
    ])
    func isToldFromTheRest(_ text: String, _ new: String) { #expect(ReplyText(of: text).text == new) }

    /// Whatever the text, it ends, and nothing is new that was not there.
    @Test(arguments: 0..<200)
    func holdsNothingElse(_ seed: UInt64) {
        var chance = SeededGenerator(seed: seed, place: "reply text")
        let pieces = [
            "> ", ">", "\n", "\r\n", "Le 3 nov. 2025, a écrit :", "On 3 Nov 2025 wrote:", "De : x", "Envoyé : y",
            "Objet : z", "-- ", "STOP",
            "a écrit :", "écrit :", "-----Message d'origine-----", "Cordialement", "PS :", "\u{FFFD}", "é", " ",
            "camille@example.org>:",
            "________________", "Envoyé de mon iPhone", "&gt; x",
        ]
        let text = (0..<chance.below(60)).map { _ in chance.one(of: pieces) }.joined()
        let new = ReplyText(of: text).text
        for line in new.split(separator: "\n") { #expect(text.contains(line)) }
    }
}
