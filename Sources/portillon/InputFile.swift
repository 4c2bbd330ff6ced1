import Foundation
import Intake
import Vocabulary

/// A file named on the command line, read in pieces.
struct InputFile {
    let path: String
    let source: ByteSource
    var name: String { URL(fileURLWithPath: path).lastPathComponent }

    init(_ named: String) throws {
        let path = FileNames.found(named)
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var information = stat()
        guard descriptor >= 0, fstat(descriptor, &information) == 0, information.st_mode & S_IFMT != S_IFDIR else {
            let why = descriptor < 0 ? String(cString: strerror(errno)) : "is a directory"
            throw Failure(
                .noInput, Phrase(fr: "`\(path)` ne peut être lu : \(why)", en: "`\(path)` cannot be read: \(why)"))
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
