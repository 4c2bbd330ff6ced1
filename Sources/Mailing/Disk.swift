import Courier

/// Waits for the disk, for whoever has committed something.
///
/// Nobody begins to wait while somebody else does. The system tells of a fault of the disk once: of two who wait at the same
/// time, the other one may be told that all is well, and what was lost with the fault is not looked for any more. After a
/// fault everybody is told of it, whatever the disk says then.
struct Disk: Sendable {
    private let store: any DeliveryStore
    private let fault = Monitor<(any Error)?>(nil)

    init(_ store: any DeliveryStore) { self.store = store }

    /// Returns once all that was committed before is durable.
    func wait() throws {
        try fault.update { fault in
            if let fault { throw fault }
            do { try store.sync() } catch {
                fault = error
                throw error
            }
        }
    }
}
