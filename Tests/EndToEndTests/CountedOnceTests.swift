import Foundation
import Testing

/// The numbers of a preview: people are counted once each, and everything adds up.
@Suite struct CountedOnceTests {
    /// One with two sound addresses, one with a stale card and another address from a list, one who objected, one from a
    /// list, one whose connection shows no address.
    private func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.language = #""fr""# })
        try folder.write(
            "cards.csv",
            """
            email,first_name,last_name,url,met_on,met_at
            ada@example.org,Ada,Lovelace,https://www.linkedin.com/in/ada,\(day(-100)),Expo
            ada@example.com,Ada,Lovelace,https://www.linkedin.com/in/ada,\(day(-90)),Expo
            dan@example.org,Dan,Ancient,https://www.linkedin.com/in/dan,2015-03-01,Expo
            odile@example.org,Odile,Objecte,,\(day(-100)),Expo

            """)
        try folder.write(
            "book.csv",
            """
            email,first_name,last_name,url
            dan@example.net,Dan,Ancient,https://www.linkedin.com/in/dan
            nadia@example.org,Nadia,Nulle-Part,

            """)
        try folder.write(
            "Connections.csv",
            """
            First Name,Last Name,URL,Email Address,Company,Position,Connected On
            Jean,Muet,https://www.linkedin.com/in/jean,,Acme,Comptable,03 May 2021

            """)
        try folder.prepare("import", "csv", "cards.csv", "--as", "cards")
        try folder.prepare("import", "csv", "book.csv", "--as", "contacts")
        try folder.prepare("import", "linkedin", "Connections.csv", "--exported-on", day(-5))
        try folder.prepare("object", "odile@example.org")
        return folder
    }

    @Test func theDocumentAddsUp() throws {
        let preview = try folder().preview()
        #expect((preview.contacts, preview.contactsAdmitted, preview.contactsExcluded) == (5, 1, 4))
        #expect((preview.admitted, preview.excluded) == (1, 6))
        #expect(
            preview.byMainReason == [
                "other-address-chosen": 1, "evidence-stale": 1, "address-not-shared": 1, "objected": 1,
                "no-explicit-share": 1, "linkedin-address-not-shared": 1,
            ])
        for recipient in preview.recipients {
            #expect((recipient.mainReason == nil) == (recipient.verdict == "admitted"))
            if let reason = recipient.mainReason { #expect(recipient.codes.contains(reason)) }
        }
        #expect(preview.byMainReason.values.reduce(0, +) == preview.excluded)
        #expect(preview.recipient("odile@example.org")?.mainReason == "objected")
        // A connection without an address is counted once, however many reasons it has.
        #expect(preview.recipients.first { $0.address == nil }?.mainReason == "linkedin-address-not-shared")
    }

    @Test func aRefusedMailingAddsUpToo() throws {
        let folder = try folder()
        try folder.write("letter.md", WorkingFolder.letter.replacing("newsletter", with: "nothing"))
        let preview = try folder.preview(code: 77)
        #expect((preview.contacts, preview.contactsAdmitted, preview.contactsExcluded) == (5, 0, 5))
        #expect(preview.excluded == 0 && preview.byMainReason.isEmpty && !preview.refused.isEmpty)
    }

    @Test func theScreenCountsPeople() throws {
        let folder = try folder()
        let screen = try folder.prepare("preview", "letter.md").out
        let counts = "5\u{A0}contacts   ✓ 1\u{A0}recevra la lettre   ✗ 4\u{A0}ne la recevront pas"
        #expect(screen.contains(counts), "\(screen)")
        #expect(screen.contains("carte de visite") && screen.contains("Ada Lovelace"))
        // Somebody with a stale card and another address in a list is one person, under the card.
        #expect(screen.components(separatedBy: "Dan Ancient").count == 2, "\(screen)")
        #expect(!screen.contains("address-not-shared  ") && !screen.contains("other-address-chosen"), "\(screen)")
        #expect(screen.contains(#/preuve trop ancienne +█+░* +1  evidence-stale/#), "\(screen)")
        #expect(screen.contains("  empreinte "))
        let english = try folder.prepare("preview", "letter.md", "--lang", "en").out
        #expect(english.contains(#/evidence too old +█+░* +1  evidence-stale/#) && english.contains("  digest "))
    }

    @Test func theReportCountsPeople() throws {
        let folder = try folder()
        try folder.prepare("preview", "letter.md", "--report", "page.html")
        let page = try folder.text("page.html")
        #expect(page.contains("<strong>4</strong> ne la recevront pas"))
        #expect(page.components(separatedBy: "<th><bdi>Dan Ancient</bdi>").count == 2)
        let other = "<bdi>dan@example.net</bdi>\u{A0}: a communiqué une autre adresse <code>address-not-shared</code>"
        #expect(page.contains(other))
        // An admitted person's other address stands beside the one that the letter goes to.
        #expect(page.contains("<code>other-address-chosen</code>") && !page.contains("out-other-address-chosen"))
    }
}
