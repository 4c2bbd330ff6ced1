import Foundation
import Ledger
package import Vocabulary

extension Phrase {
    /// What a fault of the system says, behind whatever it is wrapped in.
    package init(saying error: any Error) {
        self =
            switch error {
            case let failure as Failure: failure.message
            case let fault as LedgerFault: fault.message
            case let fault as PrivateFile.Fault: Phrase(errno: fault.code)
            default:
                Phrase.code(of: error as NSError).map { Phrase(errno: $0) } ?? SystemWords.phrase("\(error)")
            }
    }

    /// The words for an error number of the system.
    package init(errno code: Int32) { self = SystemWords.phrase(String(cString: strerror(code))) }

    /// The number of the system that Foundation wraps.
    private static func code(of error: NSError) -> Int32? {
        if error.domain == NSPOSIXErrorDomain { return Int32(exactly: error.code) }
        return (error.userInfo[NSUnderlyingErrorKey] as? NSError).flatMap { code(of: $0) }
    }
}
