/// Turns seconds into the format's hundredths, carrying the rounding over to the next frame.
struct FrameDelays {
    /// Browsers replace delays of 0 and 1 by 10 hundredths.
    static let shortest = 2
    /// The field has 16 bits.
    static let longest = 65_535

    /// The time that frames so far should have been shown, and the time that they are, in hundredths.
    private var wanted = 0.0, given = 0

    /// The delay of the next frame in hundredths of a second, `seconds` being its share of the whole.
    ///
    /// - Precondition: `seconds` is from 0 to 655.35.
    mutating func next(_ seconds: Double) -> Int {
        wanted += seconds * 100
        let delay = min(max(Int(wanted.rounded()) - given, Self.shortest), Self.longest)
        given += delay
        return delay
    }
}
