/// What the template of the slides sees: every stored property is a name in it.
struct SlidesContext {
    let page: PageContext.Heading
    /// Filled in by the renderer.
    var style = "", script = ""
    let facts: PageFacts
    let firstNumbers: [ReportPage.Headline]
    /// The last snapshot's decoded plane; nil without one.
    let landscape: PageContext.LandscapeView?
    let figureSlides: [FigureSlide]
    let judgedRows: [PageContext.JudgedView]
    let hasJudgedNumbers: Bool
    let software: String

    /// A picture that fills a page.
    struct FigureSlide {
        let slideID: String, slideTitle: String
        /// One sentence that says how to read it.
        let slideText: String
        /// The picture; nil where there are frames.
        let slideImage: String?
        let slideWords: String
        /// The moments of a film, of which the last one stands large.
        let frames: [FrameView]
        let lastFrame: String?
    }

    /// One moment of a film.
    struct FrameView {
        let frameAddress: String, frameLabel: String
    }
}
