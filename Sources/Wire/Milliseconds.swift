extension Duration {
    /// Whole milliseconds; beyond every measure, a month.
    package var milliseconds: Int {
        let (seconds, attoseconds) = components
        let month: Int64 = 30 * 86_400
        guard -month...month ~= seconds else { return seconds < 0 ? 0 : Int(month * 1000) }
        return Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }
}
