extension ReportPage {
    /// A number of the trained model beside what is usual, and what to make of it.
    public struct JudgedNumber: Sendable, Equatable {
        /// How a number compares with what is usual.
        public enum Standing: String, Sendable {
            case asUsual = "as-usual"
            case better, worse
            /// Higher or lower than usual where neither is better.
            case different
            /// There is nothing to compare it with.
            case unjudged
        }

        /// What is measured, for example "test ELBO".
        public var name: String
        /// The number as text.
        public var value: String
        /// The number's unit; nil where it has none.
        public var unit: String?
        /// What is usual for this data set and size; nil where nothing is known.
        public var usual: String?
        /// The verdict in words, for example "as usual" or "worse than usual by 4.1: train longer".
        public var verdict: String
        /// The verdict as a kind, for its mark.
        public var standing: Standing
        /// One sentence that says what the number means and how it was taken.
        public var meaning: String

        /// A number with its verdict.
        package init(
            name: String, value: String, unit: String? = nil, usual: String?, verdict: String,
            standing: Standing, meaning: String
        ) {
            self.name = name
            self.value = value
            self.unit = unit
            self.usual = usual
            self.verdict = verdict
            self.standing = standing
            self.meaning = meaning
        }
    }
}

extension PageContext.JudgedView {
    init(_ number: ReportPage.JudgedNumber) {
        self.init(
            judgedName: number.name, judgedValue: number.value, judgedUnit: number.unit,
            usual: number.usual ?? "–", verdict: number.verdict, standing: number.standing.rawValue,
            judgedMeaning: number.meaning)
    }
}
