extension FixedWidthInteger {
    /// The sum, or the bound that it lies beyond: for numbers that were read, which may be anything.
    package func saturated(adding other: Self) -> Self {
        let (sum, isBeyond) = addingReportingOverflow(other)
        guard isBeyond else { return sum }
        return other < 0 ? .min : .max
    }
}
