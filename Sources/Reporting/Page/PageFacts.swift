import Figures
import VAE

/// The facts of a run in the form in which the prose uses them.
struct PageFacts {
    let imageNoun: String, imageNouns: String
    let isVariational: Bool, isPlain: Bool
    /// What the number is called by which the model is judged.
    let score: String
    /// "two numbers", "one number", "16 numbers".
    let codeSize: String
    let isFlat: Bool
    /// The pixels of an image; nil where the page does not know them.
    let pixels: String?
    let classCount: String?
    let snapshotCount: String?
    let batches: String?, epochs: String?, duration: String?
    let lastMoment: String?
    let firstELBO: String?, lastELBO: String?, lastKL: String?, lastReconstruction: String?, gain: String?

    init(_ page: ReportPage) {
        imageNoun = page.imageNoun
        imageNouns = page.imageNoun + "s"
        isVariational = page.isVariational
        isPlain = !page.isVariational
        score = page.isVariational ? "ELBO" : "reconstruction"
        codeSize = Self.count(page.latentDimensions, "number")
        isFlat = page.latentDimensions == 2
        pixels = page.explorer.map { Numerals.grouped($0.architecture.pixelCount) }
        classCount = page.classes.count > 1 ? Self.count(page.classes.count, "class", "classes") : nil
        let first = page.metrics.first, last = page.metrics.last
        let isTrained = page.metrics.count > 1
        snapshotCount = isTrained ? "\(page.metrics.count)" : nil
        batches = isTrained ? last.map { Numerals.grouped($0.step) } : nil
        epochs = isTrained ? last.map { Self.count($0.epoch, "epoch") } : nil
        duration = isTrained ? last.map { PageNumbers.duration($0.seconds) } : nil
        lastMoment = last.map { "epoch \($0.epoch), batch \(Numerals.grouped($0.batch))" }
        firstELBO = isTrained ? first.map { Numerals.fixed($0.testELBO, decimals: 1) } : nil
        lastELBO = isTrained ? last.map { Numerals.fixed($0.testELBO, decimals: 1) } : nil
        lastKL = isTrained ? last.map { Numerals.fixed($0.klDivergence, decimals: 1) } : nil
        lastReconstruction = isTrained ? last.map { Numerals.fixed($0.reconstruction, decimals: 1) } : nil
        if let first, let last, isTrained, last.testELBO > first.testELBO {
            gain = Numerals.fixed(last.testELBO - first.testELBO, decimals: 0)
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
