import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct SendLockTests {
    @Test func oneSenderAtATime() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("ledger.sqlite")
        #expect(!SendLock.isHeld(beside: path))
        let lock = try SendLock.take(beside: path, holder: "4711 autumn 2026-11-23")
        #expect(SendLock.isHeld(beside: path))
        let held = #expect(throws: SendLock.Held.self) { _ = try SendLock.take(beside: path, holder: "other") }
        #expect(held?.holder == "4711 autumn 2026-11-23")
        lock.release()
        #expect(!SendLock.isHeld(beside: path))
        let next = try SendLock.take(beside: path, holder: "x")
        #expect(throws: SendLock.Held.self) { _ = try SendLock.take(beside: path, holder: "other") }
        next.release()
    }

    /// Another process holds it, and is killed: the kernel gives it back.
    @Test func aHolderThatDiesLeavesItFree() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("ledger.sqlite")
        let child = Process()
        let output = Pipe()
        child.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        child.arguments = [
            "python3", "-c",
            "import fcntl,sys,time; f=open(sys.argv[1],'w'); fcntl.flock(f,2); f.write('99 autumn'); f.flush();"
                + "print('held',flush=True); time.sleep(600)", path + ".sending",
        ]
        child.standardOutput = output
        try child.run()
        var said = Data()
        while said.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            said += more
        }
        #expect(String(decoding: said, as: UTF8.self) == "held\n")
        #expect(SendLock.isHeld(beside: path))
        let held = #expect(throws: SendLock.Held.self) { _ = try SendLock.take(beside: path, holder: "1 winter") }
        #expect(held?.holder == "99 autumn")
        kill(child.processIdentifier, SIGKILL)
        child.waitUntilExit()
        #expect(!SendLock.isHeld(beside: path))
        try SendLock.take(beside: path, holder: "1 winter").release()
    }
}
