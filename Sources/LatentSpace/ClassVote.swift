/// The vote of the nearest codes on a class: one rule for every picture and measurement.
public enum ClassVote {
    /// The class that most of the voters have; of classes with equally many that of the nearest voter; `nil` without
    /// any.
    ///
    /// - Parameter labels: the voters' classes, the nearest first.
    public static func winner(of labels: some Collection<UInt8>) -> UInt8? {
        var votes = [Int](repeating: 0, count: 256)
        for label in labels { votes[Int(label)] += 1 }
        let most = votes.max() ?? 0
        return labels.first { votes[Int($0)] == most }
    }

    /// How many codes vote where nothing else is said: a two-hundredth of all, at least 5.
    public static func usualVoters(of count: Int) -> Int { max(5, count / 200) }
}
