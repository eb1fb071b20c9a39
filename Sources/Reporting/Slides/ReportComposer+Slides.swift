import Drawing
public import Foundation
import Runs
import Storage

extension ReportComposer {
    /// Moments of the training that the slides show.
    private static let filmFrames = 12

    /// Writes `slides.html`: a few pages of 16 to 9 for a lecture, of the report's words, numbers and pictures.
    ///
    /// - Returns: its place.
    /// - Throws: `FileError` where a picture cannot be read or the file not be written.
    public func writeSlides() throws -> URL {
        let file = folder.url.appendingPathComponent("slides.html")
        try AtomicFile.write(try renderer.slides(try slides()), to: file)
        return file
    }

    /// The content of the slides, but for style and script.
    func slides() throws -> SlidesContext {
        let page = words()
        let exhibits = Exhibit.all(in: folder).filter { $0.kind == .figure }
        /// The first picture of a kind.
        func first(_ kind: String) throws -> SlidesContext.FigureSlide? {
            let exhibit = exhibits.first { ($0.name + "-").hasPrefix(kind + "-") }
            return try exhibit.flatMap { try slide(of: $0) }
        }
        let explorer = try explorerComposer()
        let plane = try first("latent-grid") ?? first("traversals")
        let others = [
            "training-curves", "interpolation", "sampling", "autoencoder-comparison", "curve-lesson",
            "reconstructions", "prior-samples",
        ]
        let pictures = [plane, try first("posterior"), try film(explorer)] + (try others.map(first))
        return SlidesContext(
            page: PageContext.Heading(page), facts: PageFacts(page),
            firstNumbers: Array(page.headlines.prefix(3)),
            landscape: try explorer.landscape().map(PageContext.LandscapeView.init),
            figureSlides: pictures.compactMap(\.self),
            judgedRows: page.judgedNumbers.map(PageContext.JudgedView.init),
            hasJudgedNumbers: !page.judgedNumbers.isEmpty, software: page.software)
    }

    /// A figure as a slide; `nil` where its file is no picture.
    private func slide(of exhibit: Exhibit) throws -> SlidesContext.FigureSlide? {
        let drawing = folder.figures.appendingPathComponent(exhibit.name + ".svg")
        let picture: ReportPage.Picture
        if let bytes = try? AtomicFile.read(drawing) {
            picture = ReportPage.Picture(
                bytes: [UInt8](bytes), mediaType: .svg, width: exhibit.width, height: exhibit.height)
        } else {
            guard let compact = try? CompactPicture(exhibit.picture(in: folder), in: folder),
                let best = try compact.forms([.full]).first
            else { return nil }
            picture = ReportPage.Picture(
                bytes: best, mediaType: .png, width: exhibit.width, height: exhibit.height)
        }
        return SlidesContext.FigureSlide(
            slideID: "slide-"
                + exhibit.name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") },
            slideTitle: exhibit.title, slideText: Self.firstSentence(of: exhibit.caption),
            slideImage: PageNumbers.dataAddress(picture), slideWords: exhibit.alternativeText, frames: [],
            lastFrame: nil)
    }

    /// The training at some moments; `nil` where there are fewer than two.
    private func film(_ explorer: ExplorerComposer) throws -> SlidesContext.FigureSlide? {
        let frames = try explorer.moments(Self.filmFrames).map { frame in
            SlidesContext.FrameView(
                frameAddress: PageNumbers.dataAddress(frame.picture), frameLabel: frame.moment)
        }
        guard frames.count > 1, let first = frames.first, let last = frames.last else { return nil }
        return SlidesContext.FigureSlide(
            slideID: "slide-film", slideTitle: "The landscape forms",
            slideText:
                "What the decoder draws over the plane, from \(first.frameLabel) to \(last.frameLabel).",
            slideImage: nil, slideWords: "The decoded plane \(last.frameLabel)", frames: frames,
            lastFrame: last.frameAddress)
    }

    /// A text up to its first full stop that ends a sentence.
    static func firstSentence(of text: String) -> String {
        text.range(of: ". ").map { String(text[..<$0.lowerBound]) + "." } ?? text
    }
}
