import Letter
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes each message into a Maildir: the embedded default, and the way to see everything without a relay.
///
/// The file holds the message byte for byte, CRLF kept, as `preview --eml` writes it. It is written to `tmp`, forced to
/// the disk, and linked into `new` under a name that nothing bears yet, so that it is there whole or not at all.
///
/// As many are in hand at once as a relay would have connections, so that they wait together for the ledger and for the folder.
///
/// Whatever cannot be written is a fault of the run and of no recipient: those in hand go back to the queue.
package final class MaildirCarrier: Carrier {
    private let folder: String
    /// How many messages are in hand at once: after a crash, so many may be in doubt.
    private let width: Int
    private var names: MaildirNames
    /// The folders' descriptors; -1 while the Maildir is not open.
    private var tmp: Int32 = -1
    private var new: Int32 = -1
    /// Writes a portion: how many octets were taken, or a negative number and `errno`. Tests put a full disk here.
    var writePortion: (Int32, UnsafeRawBufferPointer) -> Int = { writeFile($0, $1) }

    /// The Maildir is made, where it is missing, with the first message.
    package init(folder: String, names: MaildirNames, width: Int = 1) {
        self.folder = folder
        self.width = max(1, width)
        self.names = names
    }

    deinit { close() }

    package func carry(_ queue: DeliveryQueue) {
        // What became of some messages is said together with the question about the next ones: one commit for both.
        var events: [DeliveryQueue.Event] = []
        while true {
            var inHand = take(from: queue)
            if inHand.isEmpty {
                queue.report(events)
                events = []
                guard let queued = queue.nextWaiting() else { return }
                inHand = [queued] + take(from: queue, upTo: width - 1)
            }
            let asking = inHand.filter { !$0.isClaimed }.map(\.label)
            if !asking.isEmpty {
                events += asking.map { .readyForBody($0) }
                let granted = queue.waitForPermission(of: asking.count, reporting: events)
                events = []
                inHand.removeAll { !$0.isClaimed && !granted.contains($0.label.recipient) }
            }
            let (outcomes, failure) = write(inHand.map(\.message))
            for (queued, outcome) in zip(inHand, outcomes) {
                events.append(.finished(queued.label, outcome, wasClaimed: true))
            }
            if let failure {
                queue.report(events + [.returned(inHand[outcomes.count...].map(\.label), because: failure.detail)])
                return queue.stop(.fault(failure))
            }
        }
    }

    /// Those that wait to be taken up, without waiting for one.
    private func take(from queue: DeliveryQueue, upTo limit: Int? = nil) -> [QueuedMessage] {
        var taken: [QueuedMessage] = []
        while taken.count < limit ?? width, let queued = queue.next() { taken.append(queued) }
        return taken
    }

    /// Writes some messages, each whole on the disk before it bears its name, and waits once for all names to be there.
    ///
    /// Gives what became of them, in their order; where one cannot be written, of those before it, and the fault.
    private func write(_ messages: [ClearedMessage]) -> (outcomes: [Outcome], failure: RunFault?) {
        var names: [String] = []
        var failure: RunFault?
        do throws(RunFault) {
            try open()
            for message in messages { names.append(try publish(message)) }
        } catch {
            failure = error
        }
        if !names.isEmpty, fsync(new) != 0 {
            failure = fault("new")
            // Nobody can say which of the names are there to stay.
            for name in names { unlinkat(new, name, 0) }
            names = []
        }
        return (names.map { .accepted(reply: MaildirReply.text($0)) }, failure)
    }

    /// Writes a message under a name that nothing bears yet, and gives the name, which is not forced to the disk.
    private func publish(_ message: ClearedMessage) throws(RunFault) -> String {
        for _ in 0..<1000 {
            let name = names.next()
            let file = openat(tmp, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if file < 0, errno == EEXIST { continue }
            guard file >= 0 else { throw fault("tmp/\(name)") }
            guard write(message.bytes, to: file) else {
                let failure = fault("tmp/\(name)")
                unlinkat(tmp, name, 0)
                throw failure
            }
            switch publish(name) {
            case .done: return name
            case .nameTaken: unlinkat(tmp, name, 0)
            case .failed(let failure):
                unlinkat(tmp, name, 0)
                throw failure
            }
        }
        throw RunFault(.maildir, relay: folder, detail: "no free name")
    }

    package func close() {
        for descriptor in [tmp, new] where descriptor >= 0 { _ = closeFile(descriptor) }
        tmp = -1
        new = -1
    }

    private func open() throws(RunFault) {
        guard tmp < 0 else { return }
        try makeFolders()
        tmp = openFolder(folder + "/tmp")
        guard tmp >= 0 else { throw fault("tmp") }
        new = openFolder(folder + "/new")
        guard new >= 0 else {
            let failure = fault("new")
            close()
            throw failure
        }
    }

    /// The folder, what it lies in, and `cur`, `new`, `tmp`: 0700, as they hold people's addresses.
    private func makeFolders() throws(RunFault) {
        var path = ""
        for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
            path += part
            if !part.isEmpty, mkdir(path, 0o700) != 0, errno != EEXIST, errno != EISDIR, errno != EROFS {
                throw fault(path)
            }
            path += "/"
        }
        for part in ["cur", "new", "tmp"] where mkdir(folder + "/" + part, 0o700) != 0 && errno != EEXIST {
            throw fault(part)
        }
    }

    /// Writes all, forces it to the disk, closes. Where it fails, `errno` says why.
    private func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var offset = 0
        var isWritten = true
        bytes.withUnsafeBytes { buffer in
            while offset < buffer.count {
                let count = writePortion(file, UnsafeRawBufferPointer(rebasing: buffer[offset...]))
                if count > 0 {
                    offset += count
                } else if count == 0 || errno != EINTR {
                    isWritten = false
                    return
                }
            }
        }
        isWritten = isWritten && fsync(file) == 0
        let reason = errno
        let isClosed = closeFile(file) == 0
        if !isWritten { errno = reason }
        return isWritten && isClosed
    }

    private enum Publication { case done, nameTaken, failed(RunFault) }

    private func publish(_ name: String) -> Publication {
        if linkat(tmp, name, new, name, 0) == 0 {
            unlinkat(tmp, name, 0)
        } else {
            if errno == EEXIST { return .nameTaken }
            // Some file systems know no links: then look first, and rename.
            guard errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS else { return .failed(fault("new/\(name)")) }
            if faccessat(new, name, F_OK, 0) == 0 { return .nameTaken }
            guard renameat(tmp, name, new, name) == 0 else { return .failed(fault("new/\(name)")) }
        }
        return .done
    }

    private func fault(_ what: String) -> RunFault {
        RunFault(.maildir, relay: folder, detail: "\(what): \(String(cString: strerror(errno)))")
    }
}

private func writeFile(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
private func openFolder(_ path: String) -> Int32 { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
private func closeFile(_ descriptor: Int32) -> Int32 { close(descriptor) }

/// Names of messages in a Maildir: seconds, then microseconds, process and a count, then the host.
package struct MaildirNames: Sendable {
    private let seconds: Int64
    private let microseconds: Int
    private let process: Int32
    private let host: String
    private var count = 0

    /// The same arguments give the same names.
    package init(seconds: Int64, microseconds: Int, process: Int32, host: String) {
        self.seconds = seconds
        self.microseconds = microseconds
        self.process = process
        let plain = host.utf8.filter {
            0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x2D || $0 == 0x2E
        }
        self.host = plain.isEmpty ? "localhost" : String(decoding: plain.prefix(64), as: UTF8.self)
    }

    /// From the clock, this process and this machine.
    package static func ofThisProcess() -> MaildirNames {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var buffer = [CChar](repeating: 0, count: 256)
        let isNamed = gethostname(&buffer, buffer.count - 1) == 0
        let host = isNamed ? buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) } : []
        return MaildirNames(
            seconds: Int64(now.tv_sec), microseconds: Int(now.tv_nsec) / 1000, process: getpid(),
            host: String(decoding: host, as: UTF8.self))
    }

    mutating func next() -> String {
        count += 1
        return "\(seconds).M\(microseconds)P\(process)Q\(count).\(host)"
    }
}
