/// Standard output in large pieces.
struct BufferedOutput {
    private var bytes: [UInt8] = []

    mutating func write(_ text: String) throws {
        bytes += Array(text.utf8)
        if bytes.count >= 1 << 16 { try flush() }
    }

    mutating func flush() throws {
        guard !bytes.isEmpty else { return }
        let pending = bytes
        bytes = []
        try Console.write(pending)
    }
}
