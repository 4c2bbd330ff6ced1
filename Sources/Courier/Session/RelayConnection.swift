import Wire

/// One connection to a relay that is ready for MAIL, with what it announced.
final class RelayConnection {
    private let connection: Connection
    let capabilities: Capabilities
    /// What to poll.
    var socket: Int32 { connection.socket }

    /// Opens the connection; returns when the relay is ready for MAIL.
    init(_ settings: RelaySettings) throws(RunFault) {
        let transcript = Transcript()
        func diagnosis(_ failure: OpeningFailure?) -> RunFault? {
            OpeningFault.diagnose(
                failure, replies: transcript.replies, garbage: transcript.fault, settings: settings)
        }
        do throws(OpeningFailure) {
            connection = try Connection(settings.connection, transcript)
        } catch {
            throw diagnosis(error) ?? RunFault(.dropped, relay: settings.name, detail: error.words)
        }
        if let fault = diagnosis(nil) { throw fault }
        capabilities = transcript.capabilities
    }

    func close() { connection.close() }

    func send(_ bytes: [UInt8], from offset: Int) -> Connection.Moved { connection.send(bytes, from: offset) }

    func receive(into buffer: inout [UInt8]) -> Connection.Moved { connection.receive(into: &buffer) }

    func acknowledgeAtOnce() { connection.acknowledgeAtOnce() }
}
