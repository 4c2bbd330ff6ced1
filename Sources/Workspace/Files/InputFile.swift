import Foundation
package import Intake
import Vocabulary

/// A file named on the command line, read in pieces.
package struct InputFile {
    /// As it was found, whichever Unicode form its name has on the disk.
    package let path: String
    package let source: ByteSource
    package var name: String { URL(fileURLWithPath: path).lastPathComponent }

    /// Throws a `Failure` where it cannot be read, or is a folder.
    package init(_ named: String) throws {
        let path = FileNames.found(named)
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var information = stat()
        guard descriptor >= 0, fstat(descriptor, &information) == 0, information.st_mode & S_IFMT != S_IFDIR else {
            let why = Phrase(errno: descriptor < 0 ? errno : EISDIR)
            throw Failure(
                .noInput,
                Phrase(fr: "`\(path)` ne peut être lu : \(why.fr)", en: "`\(path)` cannot be read: \(why.en)"))
        }
        let file = OpenFile(descriptor)
        if information.st_mode & S_IFMT == S_IFREG {
            source = ByteSource(size: Int(information.st_size)) { offset, count in try file.read(offset, count) }
        } else {
            // A pipe can be read once only, and is walked over more than once.
            source = ByteSource(bytes: try file.readAll())
        }
    }
}

/// An open file that closes itself.
private final class OpenFile {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }

    func read(_ offset: Int, _ count: Int) throws -> [UInt8] {
        guard offset >= 0, count > 0 else { return [] }
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while true {
                let got = pread(descriptor, buffer.baseAddress, count, off_t(offset))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                filled = max(0, got)
                return
            }
        }
        guard failure == 0 else { throw PrivateFile.Fault(code: failure) }
        return bytes
    }

    func readAll() throws -> [UInt8] {
        try Array(FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd() ?? Data())
    }
}

/// Runs what may throw a fault of the intake, and gives it its kind and the file's name.
package func withIntakeFaults<Value>(_ file: InputFile, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let fault as IntakeFault {
        let kind: Failure.Kind =
            switch fault.code {
            case .input: .inputOutput
            case .badMapping: .usage
            case .empty, .nothingUsable, .noHeader, .noAddressColumn, .notATable, .notCards, .badArchive: .badInput
            }
        throw Failure(
            kind,
            Phrase(fr: "\(file.path) : \(fault.message.fr)", en: "\(file.path): \(fault.message.en)"))
    }
}
