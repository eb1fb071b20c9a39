import Figures
import VAE

/// The facts of a run in the form in which the prose uses them.
struct PageFacts {
    let imageNoun: String, imageNouns: String
    /// The noun with its article: "a digit", "an image".
    let oneImage: String
    let isVariational: Bool, isPlain: Bool
    /// What the number is called by which the model is judged.
    let score: String
    /// "two numbers", "one number", "16 numbers".
    let codeSize: String
    let isFlat: Bool
    /// The pixels of an image; nil where the page does not know them.
    let pixels: String?
    /// How many classes the labels tell apart; nil for one, and where there are none.
    let classCount: String?
    /// How the classes were found where the images have no labels.
    let clusterNote: String?
    let snapshotCount: String?
    let batches: String?, epochs: String?, duration: String?
    let lastMoment: String?
    let firstELBO: String?, lastELBO: String?, lastKL: String?, lastReconstruction: String?, gain: String?

    init(_ page: ReportPage) {
        imageNoun = page.imageNoun
        imageNouns = page.imageNoun + "s"
        oneImage = ("aeiou".contains(page.imageNoun.prefix(1)) ? "an " : "a ") + page.imageNoun
        isVariational = page.isVariational
        isPlain = !page.isVariational
        score = page.isVariational ? "ELBO" : "reconstruction"
        codeSize = Self.count(page.latentDimensions, "number")
        isFlat = page.latentDimensions == 2
        pixels = page.explorer.map { Numerals.grouped($0.architecture.pixelCount) }
        clusterNote = page.clusterNote
        classCount =
            page.classes.count > 1 && clusterNote == nil
            ? Self.count(page.classes.count, "class", "classes") : nil
        let first = page.metrics.first, last = page.metrics.last
        let isTrained = page.metrics.count > 1
        snapshotCount = isTrained ? "\(page.metrics.count)" : nil
        batches = isTrained ? last.map { Numerals.grouped($0.step) } : nil
        epochs = isTrained ? last?.epoch.map { Self.count($0, "epoch") } : nil
        duration = isTrained ? last?.seconds.map { PageNumbers.duration($0) } : nil
        lastMoment = last.map { row in
            guard let epoch = row.epoch, let batch = row.batch else {
                return "step \(Numerals.grouped(row.step))"
            }
            return "epoch \(epoch), batch \(Numerals.grouped(batch))"
        }
        func nats(_ value: Double?) -> String? {
            isTrained ? value.map { Numerals.fixed($0, decimals: 1) } : nil
        }
        firstELBO = nats(first?.testELBO)
        lastELBO = nats(last?.testELBO)
        lastKL = nats(last?.klDivergence)
        // The three are told together, or not at all.
        lastReconstruction = lastKL == nil || lastELBO == nil ? nil : nats(last?.reconstruction)
        if let start = first?.testELBO, let end = last?.testELBO, isTrained, end > start {
            gain = Numerals.fixed(end - start, decimals: 0)
        } else {
            gain = nil
        }
    }

    /// A count in words up to twelve, with the noun in the number that it wants.
    static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        let words = [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve",
        ]
        let text = words.indices.contains(number) ? words[number] : Numerals.grouped(number)
        return text + " " + (number == 1 ? noun : plural ?? noun + "s")
    }
}
