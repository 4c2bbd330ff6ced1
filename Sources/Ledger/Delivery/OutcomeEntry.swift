/// What became of a recipient, as the log keeps it.
enum OutcomeEntry {
    /// The record of an outcome, with the evidence that the message rested on.
    static func record(
        recipient: Int64, address: String, state: String, attempts: Int64, reply: String?, evidence: Int64
    ) -> CanonicalJSON {
        CanonicalJSON { json in
            json.object { record in
                record.member("address", address)
                record.member("attempts", attempts)
                record.member("evidence", evidence)
                record.member("recipient", recipient)
                record.member("reply", reply)
                record.member("state", state)
            }
        }
    }

    /// The payload of an outcome.
    static func payload(_ json: inout CanonicalJSON, state: String, commitment: [UInt8]) {
        json.object { payload in
            payload.member("commitment", plain: commitment)
            payload.member("state", state)
        }
    }
}
