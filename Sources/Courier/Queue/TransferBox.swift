/// Carries a value that is not `Sendable` from one thread to another, which alone uses it from then on.
package struct TransferBox<Value>: @unchecked Sendable {
    // There is no lock: what orders the two threads is the start of the second one, or the `Monitor` that the box passes
    // through. That the first thread does not touch the value any more is up to whoever makes the box.
    package let value: Value
    package init(_ value: Value) { self.value = value }
}
