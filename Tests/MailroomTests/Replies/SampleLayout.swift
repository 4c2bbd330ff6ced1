import Foundation
import Vocabulary

/// What a mail program makes of words and the letter that they answer.
struct SampleLayout {
    var text: String
    /// Nil for a program that writes plain text alone.
    var html: String?
    var isHTMLOnly = false

    static let token = "0123456789abcdef0123456789abcdef"

    /// The letter that is answered, with all that must not be taken for its reader's words.
    static let letter = """
        Bonjour Jean,

        Il faut dire stop à ce projet de loi. STOP !
        Si vous êtes absent jusqu'au 12 novembre, écrivez-moi à votre retour. J'ai quitté la société en juin.

        Camille Aubry

        Vous recevez cette lettre parce que vous m'avez remis votre carte le 12 mars 2020 à Lyon.
        Se désabonner : https://example.org/u/\(token)
        Pour ne plus recevoir mes lettres, répondez STOP ou « désabonnez-moi ».
        """

    private static let quoted = letter.components(separatedBy: "\n").map { $0.isEmpty ? ">" : "> \($0)" }
        .joined(separator: "\n")

    init(_ name: String, body: String) {
        let french = "Le lun. 3 nov. 2025 à 10:12, Camille Aubry <camille@example.org> a\nécrit :"
        let english = "On Mon, Nov 3, 2025 at 10:12 AM Camille Aubry <camille@example.org> wrote:"
        switch name {
        case "html": (text, html, isHTMLOnly) = (body, SampleLayout.paragraphs(body), true)
        case "gmail-fr":
            (text, html) = (body + "\n\n" + french + "\n\n" + SampleLayout.quoted, SampleLayout.gmail(body))
        case "gmail-en": text = body + "\n\n" + english + "\n\n" + SampleLayout.quoted
        case "gmail-html": (text, html, isHTMLOnly) = ("", SampleLayout.gmail(body), true)
        case "outlook-html": (text, html, isHTMLOnly) = ("", SampleLayout.outlook(body), true)
        case "below": text = french + "\n" + SampleLayout.quoted + "\n\n" + body
        case "between":
            let halves = SampleLayout.quoted.components(separatedBy: "\n>\n")
            text = ([french + "\n" + halves[0], body] + halves.dropFirst()).joined(separator: "\n\n")
        case "forwarded":
            text =
                body
                + "\n\nDébut du message réexpédié :\n\nDe: Camille Aubry <camille@example.org>\nObjet: Lettre d'automne\n"
                + "Date: 3 novembre 2025 à 10:12:33 UTC+1\nÀ: jean.riviere@example.net\n\n" + SampleLayout.letter
        default: text = body + (SampleLayout.tails[name] ?? "")
        }
        if name.hasPrefix("iphone") || name.hasPrefix("apple") { text = text.replacing("'", with: "’") }
    }

    /// What stands below the words, by mail program.
    private static let tails: [String: String] = [
        "bare": "", "calendar": "", "mdn": "", "base64": "", "latin-1": "",
        "outlook-fr":
            "\n\nDe : Camille Aubry <camille@example.org>\nEnvoyé : lundi 3 novembre 2025 10:12\nÀ : Jean Rivière"
            + " <jean.riviere@example.net>\nObjet : Lettre d'automne\n\n" + letter,
        "outlook-en":
            "\n\nFrom: Camille Aubry <camille@example.org>\nSent: Monday, November 3, 2025 10:12 AM\nTo: Jean"
            + " <jean.riviere@example.net>\nSubject: Autumn letter\n\n" + letter,
        "outlook-mobile-fr":
            "\n\nTélécharger Outlook pour Android<https://aka.ms/AAb9ysg>\n________________________________\n"
            + "De : Camille Aubry <camille@example.org>\nEnvoyé : Monday, November 3, 2025 10:12:33 AM\nÀ : jean\n"
            + "Objet : Lettre d'automne\n\n" + letter,
        "iphone-fr":
            "\n\nEnvoyé de mon iPhone\n\n> Le 3 nov. 2025 à 10:12, Camille Aubry <camille@example.org> a écrit :\n> \n"
            + quoted,
        "iphone-en":
            "\n\nSent from my iPhone\n\n> On 3 Nov 2025, at 10:12, Camille Aubry <camille@example.org> wrote:\n> \n"
            + quoted,
        "apple-fr": "\n\n> Le 3 nov. 2025 à 10:12, Camille Aubry <camille@example.org> a écrit :\n> \n" + quoted,
        "thunderbird-fr":
            "\n\nLe 03/11/2025 à 10:12, Camille Aubry a écrit :\n" + quoted
            + "\n\n-- \nJean Rivière\nPrésident, Atelier du Stop\n",
        "proton-fr":
            "\n\nEnvoyé avec la messagerie sécurisée Proton Mail.\n\nLe lundi 3 novembre 2025 à 10:12, Camille Aubry"
            + " <camille@example.org> a écrit :\n\n" + quoted,
        "proton-en":
            "\n\nSent with Proton Mail secure email.\n\nOn Monday, November 3rd, 2025 at 10:12 AM, Camille Aubry"
            + " <camille@example.org> wrote:\n\n" + quoted,
        "orange":
            "\n\n\n> Message du 03/11/25 10:12\n> De : \"Camille Aubry\" <camille@example.org>\n> A : \"Jean\""
            + " <jean.riviere@example.net>\n> Copie à : \n> Objet : Lettre d'automne\n> \n> " + letter,
        "orange-ox":
            "\n\nLe 03/11/2025 10:12 CET, Camille Aubry <camille@example.org> a écrit :\n \n \n" + letter,
        "laposte":
            "\n\n> Message du 03/11/25 10:12\n> De : \"Camille Aubry\"\n> A : jean\n> Objet : Lettre d'automne\n>\n"
            + quoted,
        "free-zimbra":
            "\n\n----- Mail original -----\nDe: \"Camille Aubry\" <camille@example.org>\nÀ: \"Jean\""
            + " <jean.riviere@example.net>\nEnvoyé: Lundi 3 Novembre 2025 10:12:33\nObjet: Lettre d'automne\n\n"
            + letter,
        "sfr":
            "\n\nDe: \"Camille Aubry\" camille@example.org\nEnvoyé: 03/11/2025 10:12\nA: jean.riviere@example.net\n"
            + "Objet: Lettre d'automne\n\n" + letter,
        "samsung":
            "\n\n\nEnvoyé depuis mon appareil Galaxy\n\n\n-------- Message d’origine --------\nDe : Camille Aubry"
            + " <camille@example.org>\nDate : 03/11/2025 10:12 (GMT+01:00)\nÀ : jean\nObjet : Lettre d'automne\n\n"
            + letter,
        "yahoo-fr":
            "\n\n    Le lundi 3 novembre 2025 à 10:12:33 UTC+1, Camille Aubry <camille@example.org> a écrit :  \n \n "
            + letter.replacing("\n", with: "\n "),
        "roundcube-fr": "\n\nLe 2025-11-03 10:12, Camille Aubry a écrit :\n" + quoted,
        "gmail-old": "\n\n2025-11-03 10:12 GMT+01:00 Camille Aubry <camille@example.org>:\n\n" + quoted,
        "notes-fr": "\n\n\nCamille Aubry ---03/11/2025 10:12:33---Bonjour Jean,\n\n" + letter,
        "thunderbird-de": "\n\nAm 03.11.2025 um 10:12 schrieb Camille Aubry:\n" + quoted,
        "outlook-de":
            "\n\nVon: Camille Aubry <camille@example.org>\nGesendet: Montag, 3. November 2025 10:12\nAn: Jean\n"
            + "Betreff: Lettre d'automne\n\n" + letter,
        "gmail-es":
            "\n\nEl lun, 3 nov 2025 a las 10:12, Camille Aubry (<camille@example.org>)\nescribió:\n\n" + quoted,
        "outlook-es":
            "\n\n________________________________\nDe: Camille Aubry <camille@example.org>\nEnviado: lunes, 3 de noviembre"
            + " de 2025 10:12\nPara: jean\nAsunto: Lettre d'automne\n\n" + letter,
        "gmail-it":
            "\n\nIl giorno lun 3 nov 2025 alle ore 10:12 Camille Aubry <camille@example.org> ha scritto:\n\n" + quoted,
        "apple-nl": "\n\nOp 3 nov. 2025 om 10:12 schreef Camille Aubry <camille@example.org>:\n\n" + quoted,
        "hotmail-line":
            "\n\nDe : Camille Aubry <camille@example.org> Envoyé : lundi 3 novembre 2025 10:12 À : Jean Objet : Lettre\n\n"
            + letter,
        "gmail-late-fr":
            "\n\nCamille Aubry <camille@example.org> a écrit le lun. 3 nov. 2025 à 10:12 :\n\n" + quoted,
        "signed-fr":
            "\n\nCordialement,\n\nJean Rivière\nResponsable des abonnements\nTél. 04 00 00 00 00\n\nCe message et toutes les"
            + " pièces jointes sont confidentiels. Si vous l'avez reçu par erreur, merci de le supprimer.\n\n"
            + "Le lun. 3 nov. 2025 à 10:12, Camille Aubry <camille@example.org> a écrit :\n\n" + quoted,
        "avast-fr":
            "\n\nGaranti sans virus. www.avast.com\n\nLe lun. 3 nov. 2025 à 10:12, Camille Aubry <camille@example.org> a\n"
            + "écrit :\n\n" + quoted,
        "yahoo-en":
            "\n\n    On Monday, November 3, 2025 at 10:12:33 AM GMT+1, Camille Aubry <camille@example.org> wrote:  \n \n "
            + letter.replacing("\n", with: "\n "),
    ]

    static var names: [String] {
        tails.keys.sorted() + [
            "gmail-fr", "gmail-en", "gmail-html", "outlook-html", "below", "between", "forwarded", "html",
        ]
    }

    private static func paragraphs(_ text: String) -> String {
        text.components(separatedBy: "\n\n")
            .map { "<p>" + $0.htmlEscaped.replacing("\n", with: "<br>\n") + "</p>" }.joined(separator: "\n")
    }

    private static func gmail(_ body: String) -> String {
        "<div dir=\"ltr\">\(paragraphs(body))</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">"
            + "Le&nbsp;lun. 3 nov. 2025 à&nbsp;10:12, Camille Aubry &lt;<a href=\"mailto:camille@example.org\">"
            + "camille@example.org</a>&gt; a écrit&nbsp;:<br></div><blockquote class=\"gmail_quote\">\(paragraphs(letter))"
            + "<p><a href=\"https://example.org/u/\(token)\">Se désabonner</a></p></blockquote></div>"
    }

    private static func outlook(_ body: String) -> String {
        "<html><head><style>p.MsoNormal {margin:0cm}</style></head><body lang=FR><div class=WordSection1>"
            + paragraphs(body).replacing("<p>", with: "<p class=MsoNormal>")
            + "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>De&nbsp;:</b> Camille Aubry"
            + " &lt;camille@example.org&gt; <br><b>Envoyé&nbsp;:</b> lundi 3 novembre 2025 10:12<br><b>À&nbsp;:</b> Jean<br>"
            + "<b>Objet&nbsp;:</b> Lettre d'automne</p></div>\(paragraphs(letter))</div></body></html>"
    }
}
