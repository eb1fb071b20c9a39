import Figures
import Testing
import VAE

@testable import Reporting

@Suite struct ReportPageTests {
    /// The bytes stand for a picture: the page does not look into them.
    static func picture(_ type: ReportPage.MediaType = .png, width: Int = 100, height: Int = 100)
        -> ReportPage.Picture
    {
        ReportPage.Picture(bytes: [1, 2, 3, 250], mediaType: type, width: width, height: height)
    }

    static func figure(_ name: String) -> ReportPage.Figure {
        ReportPage.Figure(
            name: name, title: "Title of \(name)", alternativeText: "Finding of \(name)",
            caption: "Caption of \(name)", picture: picture())
    }

    static func metrics(_ step: Int, epoch: Int, test: Double) -> ReportPage.Metrics {
        ReportPage.Metrics(
            step: step, epoch: epoch, batch: step, trainELBO: step == 0 ? nil : test - 1, testELBO: test,
            reconstruction: test + 4, klDivergence: 4, seconds: Double(step) / 10)
    }

    private static let architecture: Architecture = {
        do { return try Architecture() } catch { preconditionFailure("\(error)") }
    }()

    static let explorer = ReportPage.Explorer(
        architecture: architecture, horizontal: 0, vertical: 1, origin: [0, 0],
        dimensions: [
            .init(dimension: 1, activity: 2.5, isActive: true),
            .init(dimension: 0, activity: .nan, isActive: false),
        ], window: [-3, 3, -3, 3],
        snapshots: [
            .init(
                step: 75, moment: "epoch 1, batch 75", testELBO: -200, reconstruction: -196, klDivergence: 4,
                archive: [31, 139, 8])
        ], images: [31, 139],
        layers: [
            PlaneLayer(
                name: "loops", title: "Loops", kind: .categorical, rows: 1, columns: 2,
                window: [-1, 1, -1, 1], values: [0, nil],
                legend: [PlaneLayer.Entry(label: "one", colour: "#112233")], step: 75)
        ])

    /// A page with something in every section.
    static var full: ReportPage {
        var page = ReportPage(title: "Digits", dataSet: "MNIST", runName: "mnist-1", state: .finished)
        page.imageNoun = "digit"
        page.headlines = [
            .init(label: "test ELBO", value: "−156.7", unit: "nats", explanation: "Higher is better.")
        ]
        page.warnings = ["Undertrained: train <longer>."]
        page.judgedNumbers = [
            .init(
                name: "active units", value: "2 of 2", usual: "2", verdict: "as usual", standing: .asUsual,
                meaning: "Dimensions in use.")
        ]
        page.figures = [
            "latent-grid", "posterior", "sampling-6", "interpolation-8-6", "training-curves",
            "reconstructions",
            "feature-loci", "autoencoder-comparison", "architecture", "something-else",
        ].map(figure)
        page.animations = ["training", "posterior", "interpolation-8-6"].map { name in
            ReportPage.Animation(
                name: name, title: "Moving \(name)", alternativeText: "Course of \(name)", caption: "Frames.",
                picture: picture(.gif), frameLabels: ["before training", "epoch 1"])
        }
        page.animations[0].picture = picture(width: 200)
        page.animations[0].sheet = .init(width: 100, height: 100, count: 2, columns: 2, greys: 12)
        page.figures[0].drawing = [31, 139]
        page.explorer = explorer
        page.files = [
            .init(name: "metrics.jsonl", meaning: "Numbers.", packed: [31]),
            .init(name: "latents.csv", meaning: "Codes.", packed: nil),
        ]
        page.elsewhere = ["animations/posterior.gif"]
        page.classes = (0..<10).map { .init(name: "\($0)", colour: "#0072b2") }
        page.settings = [.init(name: "epochs", value: "10", meaning: "How often each image is seen.")]
        page.command = "vae-viz train-and-report --epochs 10"
        page.dataHashes = [.init(file: "train-images-idx3-ubyte", sha256: "ba89")]
        page.metrics = [
            metrics(0, epoch: 0, test: -540), metrics(75, epoch: 1, test: -200),
            metrics(1875, epoch: 1, test: -170),
        ]
        return page
    }

    static var empty: ReportPage { ReportPage(title: "T", dataSet: "D", runName: "R", state: .finished) }

    @Test(arguments: [full, empty]) func isWellFormed(page: ReportPage) throws {
        let document = HTMLDocument(try page.html())
        #expect(document.problems == [])
        let ids = document.elements.compactMap { $0["id"] }
        #expect(Set(ids).count == ids.count)
        #expect(
            document.all("img").allSatisfy {
                $0["alt"]?.isEmpty == false && $0["width"] != nil && $0["height"] != nil
            })
        #expect(document.all("button").allSatisfy { $0["type"] != nil })
        for label in document.elements.compactMap({ $0["aria-labelledby"] ?? $0["aria-describedby"] }) {
            #expect(ids.contains(label))
        }
    }

    @Test func asksForNothingOutsideItself() throws {
        let html = try Self.full.html()
        let document = HTMLDocument(html)
        for element in document.elements {
            for attribute in ["src", "href", "srcset", "data", "action", "poster"] {
                guard let address = element[attribute] else { continue }
                #expect(address.hasPrefix("data:") || address.hasPrefix("#"))
            }
        }
        #expect(document.all("script").allSatisfy { $0["src"] == nil })
        #expect(!html.contains("@import"))
        #expect(!html.contains("url(http"))
        #expect(document.all("meta").contains { $0["content"]?.hasPrefix("default-src 'none'") == true })
    }

    @Test func linksLeadSomewhere() throws {
        let document = HTMLDocument(try Self.full.html())
        let ids = Set(document.elements.compactMap { $0["id"] })
        let targets = document.all("a").compactMap { $0["href"] }
        #expect(targets.count > 10)
        #expect(targets.allSatisfy { $0.hasPrefix("#") && ids.contains(String($0.dropFirst())) })
    }

    @Test func holdsEveryPictureOnce() throws {
        let html = try Self.full.html()
        let document = HTMLDocument(html)
        #expect(document.all("figure").count == 13)
        #expect(document.all("img").filter { $0["src"] == "data:image/png;base64,AQID+g==" }.count == 11)
        #expect(document.all("img").filter { $0["src"] == "data:image/gif;base64,AQID+g==" }.count == 2)
        for name in Self.full.figures.map(\.name) { #expect(document.text.contains("Caption of \(name)")) }
    }

    @Test func numbersOfAFigureStandBehindIt() throws {
        var page = ReportPage(title: "Digits", dataSet: "MNIST", runName: "mnist-1", state: .finished)
        page.figures = ["posterior", "latent-grid"].map(Self.figure)
        page.figures[0].table = DataTable(
            columns: ["class", "z1"], rows: [["<six>", "−0.5"], ["one", "1.25"]], note: "All of them.")
        let html = try page.html(), document = HTMLDocument(html)
        #expect(document.problems == [])
        #expect(document.all("details").count { $0["class"] == "data" } == 1)
        #expect(html.contains("&lt;six&gt;") && !html.contains("<six>"))
        for words in ["Data", "class", "z1", "−0.5", "one", "1.25", "All of them."] {
            #expect(document.text.contains(words), "\(words)")
        }
    }

    @Test func picturesFollowTheReadersQuestions() throws {
        let ids = HTMLDocument(try Self.full.html()).all("figure").compactMap { $0["id"] }
        #expect(
            ids == [
                "figure-posterior", "animation-interpolation-8-6", "figure-interpolation-8-6",
                "figure-feature-loci", "figure-latent-grid", "animation-training", "animation-posterior",
                "figure-sampling-6", "figure-training-curves", "figure-reconstructions",
                "figure-architecture", "figure-autoencoder-comparison", "figure-something-else",
            ])
    }

    @Test func whatFollowsTheQuestionsIsFolded() throws {
        let html = try Self.full.html()
        for section in ["more", "configuration", "reproduce", "files"] {
            let start = try #require(html.firstRange(of: "<section class=\"chapter\" id=\"\(section)\""))
            #expect(html[start.upperBound...].firstRange(of: "<details>\n<summary><h3") != nil)
        }
        let document = HTMLDocument(html)
        #expect(document.all("details").filter { $0["class"] == nil }.count == 4)
        #expect(document.all("details").allSatisfy { $0["open"] == nil })
    }

    @Test func theFirstScreenHasThreeNumbersAndThePicture() throws {
        var page = Self.full
        page.headlines = (1...5).map { .init(label: "Number \($0)", value: "\($0)", explanation: "Counts.") }
        page.explorer?.landscape = .init(
            picture: Self.picture(width: 560, height: 560), cells: 20, alternativeText: "The plane")
        page.explorer?.codes = [31, 139]
        let html = try page.html(), document = HTMLDocument(html)
        let still = try #require(document.all("img").first)
        #expect(still["class"] == "still" && still["alt"] == "The plane" && still["data-cells"] == "20")
        let screen = try #require(html.firstRange(of: "id=\"explore\"")).lowerBound
        let numbers = (1...5).map { number in
            html.firstRange(of: "Number \(number)").map { $0.lowerBound < screen }
        }
        #expect(numbers == [true, true, true, false, false])
        #expect(document.all("script").contains { $0["id"] == "archive-codes" })
        #expect(document.problems == [])
    }

    @Test func nothingMovesWithoutTheScript() throws {
        let figures = HTMLDocument(try Self.full.html()).all("figure")
        for figure in figures {
            let isMoving = figure["data-file"]?.hasSuffix(".gif") == true
            #expect((figure["hidden"] != nil) == isMoving)
        }
        #expect(figures.contains { $0["data-sheet"] == "100 100 2 2 12" })
    }

    @Test func holdsTheModelWhereThereIsOne() throws {
        let html = try Self.full.html()
        let ids = HTMLDocument(html).all("script").compactMap { $0["id"] }
        #expect(
            ids.starts(with: ["explorer-data", "archive-images", "archive-75"]) || ids.contains("archive-75"))
        #expect(html.contains(#""title":"Loops""#))
        var page = Self.full
        page.explorer = nil
        let without = HTMLDocument(try page.html())
        #expect(!without.elements.contains { $0["id"] == "explore" || $0["id"] == "explorer-data" })
    }

    @Test func filesAreOfferedOrNamed() throws {
        let document = HTMLDocument(try Self.full.html())
        #expect(document.all("button").contains { $0["data-held"] == "file-0" })
        #expect(!document.all("button").contains { $0["data-held"] == "file-1" })
        for name in ["metrics.jsonl", "latents.csv", "animations/posterior.gif"] {
            #expect(document.text.contains(name))
        }
    }

    @Test func theLedgerAddsUp() throws {
        let html = try Self.full.html()
        var ledger = Self.full.ledger(total: html.utf8.count)
        let total = ledger.removeValue(forKey: "total")
        #expect(total == html.utf8.count)
        #expect(ledger.values.reduce(0, +) == total)
        #expect(ledger["model"] == 8)
    }

    @Test func sectionsWithoutContentVanish() throws {
        let all = HTMLDocument(try Self.full.html()).all("section").compactMap { $0["id"] }
        #expect(
            all == [
                "top", "explore", "learned", "posterior", "path", "landscape", "learning", "plane",
                "one-image", "curves", "quality", "numbers", "draws", "reasons", "network", "autoencoder",
                "lab", "rest", "more", "configuration", "reproduce", "files",
            ])
        #expect(HTMLDocument(try Self.empty.html()).all("section").compactMap { $0["id"] } == ["top"])
        var page = Self.empty
        page.figures = [Self.figure("posterior")]
        let document = HTMLDocument(try page.html())
        #expect(document.all("section").compactMap { $0["id"] } == ["top", "learned", "posterior"])
        #expect(!document.elements.contains { $0["id"] == "chart" })
    }

    @Test func saysWhenTrainingIsNotFinished() throws {
        var page = Self.full
        #expect(try !page.html().contains("Training was "))
        page.state = .interrupted
        #expect(try page.html().contains("Training was interrupted."))
        page.state = .running
        #expect(try page.html().contains("Training was still running"))
    }

    @Test func proseUsesTheFactsOfTheRun() throws {
        let text = HTMLDocument(try Self.full.html()).text
        #expect(text.contains("squeezes each digit into two numbers"))
        #expect(text.contains("over 1,875 batches"))
        #expect(text.contains("has risen by 370 nats, from −540.0 to −170.0"))
        var plain = Self.full
        plain.isVariational = false
        plain.latentDimensions = 1
        let plainText = HTMLDocument(try plain.html()).text
        #expect(plainText.contains("into one number and"))
        #expect(!plainText.contains("KL divergence holds"))
    }

    @Test func warningsAreNamedFirstAndNumbersAreJudged() throws {
        let html = try Self.full.html()
        let link = try #require(html.firstRange(of: "<a href=\"#warnings\">"))
        let title = try #require(html.firstRange(of: "<h1"))
        #expect(link.upperBound < title.lowerBound)
        #expect(html.contains("one warning about this run"))
        #expect(html.contains("Undertrained: train &lt;longer&gt;."))
        #expect(html.contains("<tr class=\"as-usual\"><th scope=\"row\">active units<small>"))
        let plain = HTMLDocument(try Self.empty.html())
        #expect(!plain.elements.contains { $0["class"] == "warnings" || $0["class"] == "judged scroll" })
    }

    @Test func tableHoldsAllSnapshots() throws {
        let document = HTMLDocument(try Self.full.html())
        #expect(document.text.contains("All 3 snapshots as a table"))
        #expect(document.text.contains("−540.00"))
        #expect(document.text.contains("3\u{A0}min\u{A0}8\u{A0}s"))
    }

    @Test func isTheSameEachTime() throws {
        #expect(try Self.full.html() == Self.full.html())
    }
}
