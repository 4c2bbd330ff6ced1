import Courier
package import Mailing
package import Vocabulary

extension SendSession {
    /// What came of a `send`: how the mailing stands over all its runs, and what this one did.
    package struct Outcome {
        package let tally: MailingTally
        package let result: Run.Result
        /// True where only some were to be written to, so that others are left by intent.
        let isLimited: Bool
        /// Recipients of all runs, whatever became of them.
        let everAdmitted: Int
        /// Where certain addresses were named: true where this run had none of them to write to, as each had the letter
        /// already, or may have had it. Nil where none was named.
        let onlyHadItBefore: Bool?
        /// When the first of the deferred ones may be tried again; nil where nobody is deferred.
        package let firstDue: Instant?

        /// True where addresses were named, and none of them was to be written to in this run.
        package var servedNoneOfTheNamed: Bool { onlyHadItBefore != nil && result.selected == 0 }
        /// True where each of the named addresses has had the letter already.
        package var servedTheNamedBefore: Bool { onlyHadItBefore == true }
        /// True where this run had nothing to do, as far as the relay and the sender let it: the counts are those of others.
        package var foundNothingDue: Bool {
            result.progress.done == 0 && tally.admitted > 0 && tally.left == 0 && result.fault == nil
                && onlyHadItBefore == nil && !result.wasStopped
        }

        /// What the sender should know first.
        package enum Conclusion {
            case done
            /// Done, and the relay refused some for good.
            case someRejected
            /// Some wait: for their time, for the sender's word, or for another run.
            case unfinished
            case nobodyAdmitted
            case fault(Failure.Kind)
        }

        /// A fault of the run comes before what is left for later, and that before what was refused for good.
        package var conclusion: Conclusion {
            if let fault = result.fault { return .fault(fault.failureKind) }
            if result.wasStopped { return .unfinished }
            if everAdmitted == 0 || servedNoneOfTheNamed && !servedTheNamedBefore { return .nobodyAdmitted }
            if result.changed > 0 || result.wasOutrun && !isLimited { return .unfinished }
            if tally.deferred > 0 || tally.uncertain > 0 || tally.left > 0 && !isLimited { return .unfinished }
            return tally.rejected > 0 ? .someRejected : .done
        }

        /// From when on another run has something to do: where only deferred ones are left, or where the relay puts off one
        /// after the other, it is no use before the first of them is due. The minute has begun by then. Nil where it is at once.
        package func resumption(at now: Instant) -> Resumption? {
            guard tally.deferred > 0, tally.left == 0 || result.fault?.kind == .distrustForNow, let firstDue,
                firstDue > now
            else { return nil }
            let minute = Instant(milliseconds: (firstDue.milliseconds + 59_999) / 60_000 * 60_000)
            let day = Workspace.day(of: minute)
            return Resumption(
                time: Workspace.timeOfDay(minute), day: day == Workspace.day(of: now) ? nil : day)
        }

        /// A moment in this machine's zone.
        package struct Resumption {
            /// `14:05`.
            package let time: String
            /// Nil for today.
            package let day: CivilDate?
        }
    }
}
