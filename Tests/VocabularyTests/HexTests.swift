import Testing
import Vocabulary

@Suite struct HexTests {
    @Test func writesWhatItReads() {
        let all = (0...255).map { UInt8($0) }
        #expect(Hex.octets(all.hex.utf8) == all)
        #expect(Hex.octets(all.hex.uppercased().utf8) == all)
        #expect(
            all.map { [Hex.upperDigit($0 >> 4), Hex.upperDigit($0)] } == all.map { Array([$0].hex.uppercased().utf8) })
    }

    @Test(arguments: ["0", "abc", "+1", "-1", "0x", " 1", "g0", "１１"])
    func readsNothingElse(_ text: String) { #expect(Hex.octets(text.utf8) == nil) }

    @Test(arguments: [
        ("%C3%A9t%c3%a9", "été"), ("a%", "a%"), ("a%4", "a%4"), ("%%41", "%A"), ("%4g%41", "%4gA"),
        ("%+1%-1", "%+1%-1"), ("", ""),
    ])
    func readsEscapes(_ text: String, _ expected: String) {
        #expect(String(decoding: Array(text.utf8).decodingEscapes(after: "%"), as: UTF8.self) == expected)
    }

    @Test func putsSomethingElseInPlaceOfABrokenEscape() {
        let decoded = Array("a%2x%40%".utf8).decodingEscapes(after: "%", broken: "?")
        #expect(String(decoding: decoded, as: UTF8.self) == "a?2x@?")
    }
}
