import Testing
import Vocabulary

/// Sizes and estimated times, as each language writes them.
@Suite struct MeasureTests {
    @Test(arguments: [
        (0, "0\u{A0}octet", "0 bytes"), (1, "1\u{A0}octet", "1 byte"), (999, "999\u{A0}octets", "999 bytes"),
        (1000, "1\u{A0}ko", "1 kB"), (1499, "1\u{A0}ko", "1 kB"), (340_000, "340\u{A0}ko", "340 kB"),
        (999_499, "999\u{A0}ko", "999 kB"), (999_500, "1,0\u{A0}Mo", "1.0 MB"), (1_249_999, "1,2\u{A0}Mo", "1.2 MB"),
        (9_949_999, "9,9\u{A0}Mo", "9.9 MB"), (9_950_000, "10\u{A0}Mo", "10 MB"), (-5, "0\u{A0}octet", "0 bytes"),
    ]) func sizes(_ octets: Int, _ french: String, _ english: String) {
        #expect(DataSize.text(octets, .french) == french)
        #expect(DataSize.text(octets, .english) == english)
    }

    @Test(arguments: [
        (0.2, "1\u{A0}s", "1 s"), (59.0, "59\u{A0}s", "59 s"), (61.0, "1\u{A0}min 10\u{A0}s", "1 min 10 s"),
        (600.0, "10\u{A0}min", "10 min"), (601.0, "11\u{A0}min", "11 min"), (3599.0, "1\u{A0}h", "1 h"),
        (12_000.0, "3\u{A0}h 20\u{A0}min", "3 h 20 min"), (12_001.0, "3\u{A0}h 30\u{A0}min", "3 h 30 min"),
        (172_800.0, "2\u{A0}jours", "2 days"), (190_000.0, "2\u{A0}jours 5\u{A0}h", "2 days 5 h"),
        (.infinity, "—", "—"), (-3.0, "0\u{A0}s", "0 s"),
    ]) func estimates(_ seconds: Double, _ french: String, _ english: String) {
        #expect(Elapsed.rough(seconds, .french) == french)
        #expect(Elapsed.rough(seconds, .english) == english)
    }

    @Test(arguments: [
        (-5.0, "à l’instant", "just now"), (59.0, "à l’instant", "just now"),
        (61.0, "il y a 1\u{A0}min", "1 min ago"), (3599.0, "il y a 59\u{A0}min", "59 min ago"),
        (3600.0, "il y a 1\u{A0}h", "1 h ago"), (86_399.0, "il y a 23\u{A0}h", "23 h ago"),
        (86_400.0, "il y a 1\u{A0}jour", "1 day ago"), (259_300.0, "il y a 3\u{A0}jours", "3 days ago"),
        (.nan, "à l’instant", "just now"),
    ]) func howLongAgo(_ seconds: Double, _ french: String, _ english: String) {
        #expect(Elapsed.ago(seconds, .french) == french)
        #expect(Elapsed.ago(seconds, .english) == english)
    }
}
