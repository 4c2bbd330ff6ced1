internal import Foundation

/// 32 random bytes that keep a commitment from being guessed back.
enum Salt {
    static let length = 32

    /// From the system's random source, in one call.
    static func bytes() -> [UInt8] {
        var salt = [UInt8](repeating: 0, count: length)
        if getentropy(&salt, length) == 0 { return salt }
        var generator = SystemRandomNumberGenerator()
        for index in salt.indices { salt[index] = UInt8.random(in: .min ... .max, using: &generator) }
        return salt
    }

    /// Salts for many records: as many as the system gives in one call are asked for at once, and each is given out once.
    struct Pool {
        private static let perCall = 256 / length
        private var octets: [UInt8] = []
        private var next = 0

        mutating func salt() -> [UInt8] {
            if next == octets.count {
                octets = [UInt8](repeating: 0, count: Pool.perCall * length)
                if getentropy(&octets, octets.count) != 0 { octets = (0..<Pool.perCall).flatMap { _ in Salt.bytes() } }
                next = 0
            }
            defer { next += length }
            return Array(octets[next..<next + length])
        }
    }
}
