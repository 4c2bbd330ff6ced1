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
}
