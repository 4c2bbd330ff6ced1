package import Foundation

/// Held while a command starts, and between making a descriptor and marking it closed on exec: a command that starts in between
/// would inherit it.
package enum Spawning {
    package static let lock = NSLock()
}
