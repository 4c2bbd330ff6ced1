import Testing
import Vocabulary

@Suite struct ProfileURLTests {
    static let ada = "https://www.linkedin.com/in/ada"

    /// All of these are one profile.
    @Test(arguments: [
        "https://www.linkedin.com/in/ada", "http://www.linkedin.com/in/ada", "HTTPS://WWW.LinkedIn.com/IN/Ada",
        "www.linkedin.com/in/ada", "https://www.linkedin.com/in/ada/", "https://www.linkedin.com/in/ada//",
        "https://www.linkedin.com/in/ada?trk=contact", "https://www.linkedin.com/in/ada/?a=b#c",
        "https://linkedin.com/in/ada", "linkedin.com/in/ada", "http://fr.linkedin.com/in/ada",
        "https://m.linkedin.com/in/ada/",
        "https://www.linkedin.com/in/ada/fr", "https://uk.linkedin.com/in/ada/en-us?x=y", "www.linkedin.com//in/ada",
        "https://www.linkedin.com:443/in/ada", "https://www.linkedin.com/in/%61da", "linkedin.com/mwlite/in/ada",
        "https://www.linkedin.com/in/ada/details/experience/", "https://www.linkedin.com/in/ada#about",
        "  https://www.linkedin.com/in/ada\u{A0}",
    ]) func hasOneNormalForm(_ text: String) {
        #expect(ProfileURL(text)?.rawValue == Self.ada)
        #expect(ProfileURL(text) == ProfileURL(Self.ada))
    }

    /// As LinkedIn's export writes them, in lower case.
    @Test(arguments: [
        "https://www.linkedin.com/in/andr%C3%A9", "https://www.linkedin.com/in/andré", "linkedin.com/in/ANDR%c3%89",
        "https://fr.linkedin.com/in/andre\u{301}/fr",
    ]) func lettersBeyondASCIIAreEncoded(_ text: String) {
        #expect(ProfileURL(text)?.rawValue == "https://www.linkedin.com/in/andr%c3%a9")
    }

    @Test func brokenEscapesStayApart() {
        #expect(ProfileURL("https://linkedin.com/in/a%zz") != ProfileURL("https://linkedin.com/in/a"))
        #expect(ProfileURL("https://linkedin.com/in/a%2Fb")?.rawValue == "https://www.linkedin.com/in/a%2fb")
        #expect(ProfileURL("https://linkedin.com/in/")?.rawValue == "https://linkedin.com/in")
    }

    @Test(arguments: [
        Self.ada, "https://www.linkedin.com/in/andr%c3%a9", "https://www.linkedin.com/pub/ada/1/2/3",
        "https://example.org/hélène", "https://example.org/%C3%A9",
    ])
    func normalFormIsItsOwn(_ text: String) throws {
        let url = try #require(ProfileURL(text))
        #expect(ProfileURL(url.rawValue) == url)
    }

    @Test(arguments: [
        "", " ", "https://", "https:///in/ada", "https://www.linkedin.com", "https://www.linkedin.com/", "linkedin",
        "/in/ada", "ftp://example.org/ada", "mailto:ada@example.org", "javascript://example.org/ada",
        "https://ada@example.org/x", "https://localhost/ada", "https://www.linkedin.com/in/ada lovelace",
        "https://www.linkedin.com/in/ada\r\nBcc: eve", "https://www.linkedin.com/in/a\u{2028}b", "?", "#", "://",
        "https://www.linkedin.com?/in/ada",
    ]) func isNoProfile(_ text: String) {
        #expect(ProfileURL(text) == nil)
    }

    @Test(arguments: [
        ("https://www.linkedin.com/in/ada", true), ("https://fr.linkedin.com/in/ada", true),
        ("linkedin.com/in/ada", true), ("https://www.linkedin.com/pub/ada/1/2/3", true),
        ("https://www.linkedin.com/company/analytical", false), ("https://example.org/in/ada", false),
        ("https://linkedin.com.example.org/in/ada", false), ("https://notlinkedin.com/in/ada", false),
    ]) func knowsAPersonsPage(_ text: String, _ expected: Bool) throws {
        #expect(try #require(ProfileURL(text)).isLinkedInProfile == expected)
    }

    @Test func differentPeopleStayApart() {
        #expect(ProfileURL("https://www.linkedin.com/in/ada") != ProfileURL("https://www.linkedin.com/in/ada-2"))
        #expect(ProfileURL("https://www.linkedin.com/in/ada") != ProfileURL("https://linkedin.com.example.org/in/ada"))
        #expect(ProfileURL("https://linkedin.com/company/ada") != ProfileURL("https://linkedin.com/in/ada"))
    }
}
