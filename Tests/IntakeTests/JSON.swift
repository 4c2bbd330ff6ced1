import Foundation

/// JSON, for talking with Python.
enum JSON {
    static func bytes(_ value: some Encodable) throws -> [UInt8] { [UInt8](try JSONEncoder().encode(value)) }
    static func strings(_ bytes: [UInt8]) throws -> [String] {
        try JSONDecoder().decode([String].self, from: Data(bytes))
    }
    static func tables(_ bytes: [UInt8]) throws -> [[[String]]] {
        try JSONDecoder().decode([[[String]]].self, from: Data(bytes))
    }
}
