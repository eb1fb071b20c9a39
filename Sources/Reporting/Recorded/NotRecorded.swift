/// A question that a recorded run does not answer; the description says what would have to be recorded.
public struct NotRecorded: Error, CustomStringConvertible, Equatable {
    public let description: String

    /// - Parameter description: one line.
    init(_ description: String) { self.description = description }

    /// A question that takes the model itself.
    static func needsModel(to question: String) -> NotRecorded {
        NotRecorded("the run is only recorded: to \(question) takes a model that answers")
    }
}
