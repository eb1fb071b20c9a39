public import Drawing

extension ReportPage {
    /// One number of the run.
    public struct Headline: Sendable {
        /// What is measured, for example "test ELBO".
        public var label: String
        /// The number as text.
        public var value: String
        /// The number's unit; nil where it has none.
        public var unit: String?
        /// One sentence that says what the number means.
        public var explanation: String

        /// A number with its words.
        package init(label: String, value: String, unit: String? = nil, explanation: String) {
            self.label = label
            self.value = value
            self.unit = unit
            self.explanation = explanation
        }
    }

    /// A class of the data set.
    public struct Class: Sendable {
        /// The class's name as it is shown.
        public var name: String
        /// Its whole name where that is longer; nil where the name is whole.
        public var whole: String?
        /// The class's colour as `#rrggbb`; anything else is shown as grey.
        public var colour: String
        /// The shape of its dots.
        public var mark: Mark

        /// A named colour.
        package init(name: String, whole: String? = nil, colour: String, mark: Mark = .circle) {
            self.name = name
            self.whole = whole == name ? nil : whole
            self.colour = colour
            self.mark = mark
        }
    }

    /// One line of the configuration.
    public struct Setting: Sendable {
        /// The option's name.
        public var name: String
        /// Its value as text.
        public var value: String
        /// One sentence that says what it does.
        public var meaning: String

        /// A value with its meaning.
        package init(name: String, value: String, meaning: String) {
            self.name = name
            self.value = value
            self.meaning = meaning
        }
    }

    /// The fingerprint of one file of the data set.
    public struct DataHash: Sendable {
        /// The file's name.
        public var file: String
        /// Its SHA-256 in hexadecimal digits.
        public var sha256: String

        /// A file's name with its fingerprint.
        package init(file: String, sha256: String) {
            self.file = file
            self.sha256 = sha256
        }
    }

    /// What was measured at one snapshot: nats per image, means over the images seen.
    public struct Metrics: Sendable {
        /// Batches trained so far, the epoch that they belong to (0 before training), and the batch in it.
        public var step: Int, epoch: Int, batch: Int
        /// The ELBO of the training images since the last snapshot; nil before training.
        public var trainELBO: Double?
        /// The ELBO of the test images, and its two parts: reconstruction log-likelihood minus KL divergence.
        public var testELBO: Double, reconstruction: Double, klDivergence: Double
        /// Seconds of training so far.
        public var seconds: Double

        /// The measurements at one snapshot.
        package init(
            step: Int, epoch: Int, batch: Int, trainELBO: Double?, testELBO: Double, reconstruction: Double,
            klDivergence: Double, seconds: Double
        ) {
            self.step = step
            self.epoch = epoch
            self.batch = batch
            self.trainELBO = trainELBO
            self.testELBO = testELBO
            self.reconstruction = reconstruction
            self.klDivergence = klDivergence
            self.seconds = seconds
        }
    }
}
