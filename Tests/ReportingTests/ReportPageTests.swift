import Testing

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
                picture: picture(.gif), still: picture(), frameLabels: ["before training", "epoch 1"])
        }
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
        #expect(document.all("img").filter { $0["src"] == "data:image/png;base64,AQID+g==" }.count == 10)
        #expect(document.all("img").filter { $0["src"] == "data:image/gif;base64,AQID+g==" }.count == 3)
        #expect(document.all("source").allSatisfy { $0["media"]?.contains("prefers-reduced-motion") == true })
        for name in Self.full.figures.map(\.name) { #expect(document.text.contains("Caption of \(name)")) }
    }

    @Test func trainingStandsBesideTheFinalGrid() throws {
        let ids = HTMLDocument(try Self.full.html()).all("figure").compactMap { $0["id"] }
        #expect(
            ids.prefix(4) == [
                "animation-training", "figure-latent-grid", "animation-posterior", "figure-posterior",
            ])
        #expect(ids.last == "figure-something-else")
    }

    @Test func sectionsWithoutContentVanish() throws {
        let all = HTMLDocument(try Self.full.html()).all("section").compactMap { $0["id"] }
        #expect(
            all == [
                "top", "plane", "posterior", "one-image", "path", "curves", "reconstructions", "landscape",
                "autoencoder",
                "network", "more", "configuration", "reproduce",
            ])
        #expect(HTMLDocument(try Self.empty.html()).all("section").compactMap { $0["id"] } == ["top"])
        var page = Self.empty
        page.figures = [Self.figure("posterior")]
        let document = HTMLDocument(try page.html())
        #expect(document.all("section").compactMap { $0["id"] } == ["top", "posterior"])
        #expect(!document.elements.contains { $0["id"] == "chart" })
    }

    @Test func saysWhenTrainingIsNotFinished() throws {
        var page = Self.full
        #expect(HTMLDocument(try page.html()).elements.allSatisfy { $0["role"] != "status" })
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

    @Test func warningsComeFirstAndNumbersAreJudged() throws {
        let html = try Self.full.html()
        let warning = try #require(html.firstRange(of: "Undertrained: train &lt;longer&gt;."))
        let title = try #require(html.firstRange(of: "<h1"))
        #expect(warning.upperBound < title.lowerBound)
        #expect(html.contains("<tr class=\"as-usual\"><th scope=\"row\">active units<small>"))
        let plain = HTMLDocument(try Self.empty.html())
        #expect(!plain.elements.contains { $0["class"] == "warnings" || $0["class"] == "judged scroll" })
    }

    @Test func tableHoldsAllSnapshots() throws {
        let document = HTMLDocument(try Self.full.html())
        #expect(document.text.contains("All 3 snapshots as a table"))
        #expect(document.text.contains("−540.00"))
        #expect(document.text.contains("3 min 8 s"))
    }

    @Test func isTheSameEachTime() throws {
        #expect(try Self.full.html() == Self.full.html())
    }
}
