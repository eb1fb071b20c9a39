import Datasets
import Figures
import Foundation
import Runs
import Testing

@testable import Reporting

/// Images without labels: clusters of their codes take the place of classes, and are called so.
@Suite(.serialized) struct ClusterTests {
    @Test func clustersTakeThePlaceOfClasses() throws {
        let run = try TinyRun(isLabelled: false)
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer()
        let clusters = try #require(viewer.shownClasses.clusters)
        #expect(clusters.step == viewer.lastStep && (2...10).contains(clusters.count))
        #expect(viewer.classes.names == clusters.names && clusters.names[1] == "cluster B")
        #expect(viewer.presentLabels == Array(0..<clusters.count))
        // The greatest first.
        let sizes = (0..<clusters.count).map { label in viewer.data.testLabels.count { $0 == label } }
        #expect(sizes == sizes.sorted(by: >) && sizes.reduce(0, +) == 160)
        // A letter means its cluster, and a number none by another's name.
        #expect(viewer.lookup.index(of: "B") == 1 && viewer.lookup.index(of: "cluster-a") == 0)
        #expect(viewer.defaultPathLabels == [clusters.count - 1, 0])
        let typical = try viewer.typicalMember(of: 1, in: try viewer.lastView())
        #expect(typical.map { viewer.data.testLabels[$0] } == 1)
        // Opened again it has the same.
        let again = try run.viewer()
        #expect(again.shownClasses.clusters == clusters && again.data.testLabels == viewer.data.testLabels)
    }

    @Test func picturesAndPageSaySoAndNumbersDoNotRestOnThem() throws {
        let run = try TinyRun(isLabelled: false)
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer()
        let selection = PictureSelection(
            figures: .named(["posterior", "latent-grid", "interpolation", "architecture", "dataset"]),
            animations: .named(["posterior"]))
        #expect(try Gallery(viewer, selection: selection).drawAll { _ in }.isEmpty)
        let note = "clusters of their codes, found by k-means"
        for exhibit in Exhibit.all(in: run.folder) {
            #expect(
                exhibit.caption.contains(note) != ["architecture", "dataset"].contains(exhibit.name),
                "\(exhibit.name)")
        }
        #expect(
            Exhibit.all(in: run.folder).contains { $0.name.hasPrefix("interpolation-cluster-") })
        _ = try viewer.writeMeasurements()
        try viewer.writeLatents()
        let record = try RunRecord(contentsOf: run.folder.record)
        #expect(record.clusters == viewer.shownClasses.clusters && record.clusters != nil)
        #expect(record.shownClassNames == viewer.classes.names && record.dataset.classNames == ["image"])
        #expect(record.measurements != nil && record.measurements?.neighbourAccuracy == nil)
        let latents = try String(contentsOf: run.folder.latents, encoding: .utf8)
        #expect(latents.contains(",0,image,") && !latents.contains("cluster"))
        let page = try ReportComposer(run.folder).page()
        #expect(page.classes.map(\.name) == viewer.classes.names)
        #expect(page.clusterNote?.contains("Nothing that is measured rests on them.") == true)
        #expect(!page.judgedNumbers.contains { $0.name.contains("neighbour") })
        let html = try page.html()
        #expect(html.contains("pixels of an image") && !html.contains(" a image"))
        #expect(html.contains(note) && !html.contains("true class") && !html.contains("The rows are"))
    }

    @Test func onlyWhereThereAreNoLabelsAndNothingMovesAnyMore() throws {
        let labelled = try TinyRun()
        #expect(try labelled.viewer().shownClasses.clusters == nil)
        #expect(try labelled.viewer().noting(ExhibitWords(title: "a", caption: "b")).caption == "b")
        let run = try TinyRun(isLabelled: false)
        defer { withExtendedLifetime((labelled, run)) {} }
        var record = run.record
        record.state = .running
        let training = RunViewer(
            try RecordedRun(run.folder, record: record, data: run.data), threads: 2)
        #expect(training.classes.names == ["image"])
        let compared = RunViewer(
            try RecordedRun(run.folder, record: run.record, data: run.data), threads: 2, findsClusters: false)
        #expect(compared.classes.names == ["image"])
    }
}
