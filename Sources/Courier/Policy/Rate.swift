extension Pacer {
    /// The setting `relay.rate`: one window or several, all of which hold.
    package struct Rate: Hashable, Sendable {
        /// No stretch of `perSeconds` seconds sees more than so many messages.
        package struct Window: Hashable, Sendable {
            package let messages: Int
            package let perSeconds: Int

            /// Values under one count as one.
            package init(messages: Int, perSeconds: Int) {
                self.messages = max(1, messages)
                self.perSeconds = max(1, perSeconds)
            }

            /// What is kept, in milliseconds: longer than it need be by half a percent, so that what the way to the relay adds
            /// or takes does not matter.
            var milliseconds: Int64 {
                let (length, overflow) = Int64(perSeconds).multipliedReportingOverflow(by: 1005)
                return overflow ? Int64.max / 2 : length + 1
            }

            /// From one message to the next where they are spread evenly, in milliseconds.
            var interval: Double { Double(milliseconds) / Double(messages) }
        }

        /// The shortest first; at least one.
        package let windows: [Window]
        /// The one that messages are spread evenly over.
        let shortest: Window

        package init(messages: Int, perSeconds: Int) {
            shortest = Window(messages: messages, perSeconds: perSeconds)
            windows = [shortest]
        }

        /// Nil for no window at all.
        package init?(_ windows: [Window]) {
            // Of two that are equally long, the one that lets less through.
            let ordered = windows.sorted { ($0.perSeconds, $0.messages) < ($1.perSeconds, $1.messages) }
            guard let first = ordered.first else { return nil }
            shortest = first
            self.windows = ordered
        }

        /// The most messages that any window counts.
        var mostMessages: Int { windows.map(\.messages).max() ?? 1 }

        /// How many seconds back the longest window looks, its margin included.
        package var seconds: Double { Double((windows.map(\.milliseconds).max() ?? 0)) / 1000 }
    }
}
