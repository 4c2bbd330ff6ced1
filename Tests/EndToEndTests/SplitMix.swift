/// Chance that can be had again: the same seed gives the same numbers, everywhere (SplitMix64).
struct SplitMix: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The numbers of a seed at one place of many, whatever was drawn at the others.
    init(seed: UInt64, place: String) {
        // FNV-1a: the same in every process, which `hashValue` is not.
        let hash = place.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        self.init(seed: hash ^ (seed &* 0x9E37_79B9_7F4A_7C15))
    }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }
}
