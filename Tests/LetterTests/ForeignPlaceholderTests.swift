import Testing
import Vocabulary

@testable import Letter

/// What other tools write between double braces is named with its place and with Portillon's own form of it.
@Suite struct ForeignPlaceholderTests {
    @Test(arguments: [
        // Filters and quotes behind a bar.
        (#"{{ first_name | default("there") }}"#, "write `{{first_name|there}}`"),
        (#"{{ first_name | "there" }}"#, "write `{{first_name|there}}`"),
        ("{{first_name|'there'}}", "write `{{first_name|there}}`"),
        ("{{first_name|“there”}}", "write `{{first_name|there}}`"),
        (#"{{ first_name | default: "there" }}"#, "write `{{first_name|there}}`"),
        (#"{{ first_name|default:"cher ami" }}"#, "write `{{first_name|cher ami}}`"),
        ("{{ first_name | default(there) }}", "write `{{first_name|there}}`"),
        (#"{{ first_name | default("l'ami") | capitalize }}"#, "write `{{first_name|l'ami}}`"),
        ("{{ first_name | capitalize }}", "write `{{first_name}}`"), ("{{first_name|title}}", "write `{{first_name}}`"),
        (#"{{ first_name || "there" }}"#, "write `{{first_name|there}}`"),
        (#"{{ first_name | default "there" }}"#, "write `{{first_name|there}}`"),
        (#"{{ contact.FIRSTNAME | default : "there" }}"#, "write `{{first_name|there}}`"),
        (#"{{ person.first_name|default:'' }}"#, "write `{{first_name|}}`"),
        (#"{{ fname | fancy("x") }}"#, "write `{{first_name|x}}`"),
        ("{{first_name|full_name}}", "write `{{first_name}}`"),
        (#"{{{ company | "your company" }}}"#, "write `{{company|your company}}`"),
        // Names.
        ("{{contact.FIRSTNAME}}", "did you mean `{{first_name}}`?"),
        ("{{FirstName}}", "did you mean `{{first_name}}`?"),
        ("{{ fname }}", "did you mean `{{first_name}}`?"), ("{{FNAME}}", "did you mean `{{first_name}}`?"),
        ("{{ subscriber.first_name }}", "did you mean `{{first_name}}`?"),
        ("{{.FirstName}}", "did you mean `{{first_name}}`?"),
        ("{{First Name}}", "did you mean `{{first_name}}`?"), ("{{contact.prénom}}", "did you mean `{{first_name}}`?"),
        ("{{prénon}}", "did you mean `{{first_name}}`?"), ("{{entrprise}}", "did you mean `{{company}}`?"),
        ("{{ contact.EMAIL }}", "did you mean `{{address}}`?"),
        ("{{unsubscribe_url}}", "did you mean `{{unsubscribe}}`?"),
        ("{{UNSUBSCRIBE}}", "did you mean `{{unsubscribe}}`?"), ("{{sender_name}}", "did you mean `{{sender.name}}`?"),
        (#"{{ first_name or "there" }}"#, "did you mean `{{first_name|there}}`?"),
        (#"{{var:firstname:"there"}}"#, "did you mean `{{first_name|there}}`?"),
        (#"{{insert first_name "default=there"}}"#, "did you mean `{{first_name|there}}`?"),
        ("{{ personalization_token('contact.firstname', 'there') }}", "did you mean `{{first_name|there}}`?"),
        // Blocks.
        ("{{#if company}}x{{/if}}", "write `{{#company}}…{{/company}}`"),
        ("{{#unless company}}x{{/unless}}", "write `{{^company}}…{{/company}}`"),
        ("{{#company}}x{{else}}y{{/company}}", "write `{{/company}}{{^company}}…{{/company}}`"),
        ("{{if .Company}}x", "write `{{#company}}…{{/company}}`"), ("{{#each items}}x{{/each}}", "another tool's"),
    ])
    func isNamedWithTheRightForm(_ tag: String, _ expected: String) throws {
        for (body, start) in [
            ("Hi \(tag), x", "letter.md:6:"), ("a\n\n[x](https://example.org/\(tag))", "letter.md:8:"),
        ] {
            let found = try faults(letter(body + " {{unsubscribe}}")).filter { !$0.contains("(https://…)") }
            #expect(found.count == 1, "\(tag): \(found)")
            #expect(
                found.first?.hasPrefix(start) == true && found.first?.contains(expected) == true, "\(tag): \(found)")
        }
    }

    /// Words that filters are named after are words all the same.
    @Test(arguments: ["d’accord", "d'accord, 'copain'", "safe(r)", "date(s)", "replace(ment)", "ami(e)", "l'ami d'Ada"])
    func wordsAreDefaults(_ fallback: String) throws {
        #expect(try faults(letter("Hi {{first_name|\(fallback)}} {{unsubscribe}}")).isEmpty)
    }

    @Test func bothPartsOfABlockAreNamed() throws {
        let found = try faults(letter("{{#if company}}x{{else}}y{{/if}} {{unsubscribe}}"))
        #expect(found.count == 2, "\(found)")
        #expect(found.last?.contains("write `{{/company}}{{^company}}…{{/company}}`") == true)
    }

    @Test func isNamedInTheSubjectAndInFrench() throws {
        let compiled = try compile(letter("{{unsubscribe}}", subject: #"{{ first_name | "ami" }}, bonjour"#))
        #expect(
            compiled.faults.map(\.message.fr) == [
                "letter.md:3:10 : `{{first_name|\"ami\"}}` : ce qui suit `|` part tel quel, sans guillemets, filtre ni autre "
                    + "champ ; écrivez `{{first_name|ami}}`"
            ])
    }

    /// A text of the author's own stays one, whatever it holds.
    @Test(arguments: [
        "cher ami (e)", "ami(e)", "cher(e) collègue", "l'ami", "toi, l'ami d'hier", "a|b", "« votre maison »", "O'Hara",
        "Madame, Monsieur", "à vous : bonjour", "the \"new\" one", "Title", "default text", "upper case",
        "your company",
        "there", "company", "x.y", "", "cher·e·s ami·e·s", "vous (et les vôtres)", "10 % : \"oui\" ou \"non\"",
    ])
    func leavesTextAlone(_ text: String) throws {
        let compiled = try compile(letter("{{position|\(text)}}|{{unsubscribe}}", more: "Layout: bare"))
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        #expect(render(compiled).text.hasPrefix(text + "|"))
    }

    /// A column of that name is a field like any other.
    @Test func leavesColumnsAlone() throws {
        let bytes = Array(letter("{{prenom|x}} {{if}} {{unsubscribe}}").utf8)
        let context = LetterContext(
            sender: sender(), purpose: newsletter, language: .french, extraFields: ["prenom", "if"],
            template: { name in bare[name].map { Array($0.utf8) } })
        #expect(
            CompiledLetter(try LetterFile.parse(bytes, fileName: "letter.md"), source: bytes, context: context).faults
                .isEmpty)
    }
}
