import Datasets
import Drawing
import Figures
import Runs

extension FigureKind {
    static let dataset = single(
        "dataset", title: "The training images",
        caption: """
            Training images as the network sees them, the first of each class in the order of the data set, and how \
            many of each class there are.
            """, tellsClasses: false, isDrawing: false
    ) { run, _ in try run.contactSheet() }
}

extension RunViewer {
    /// Some training images of each class.
    func contactSheet() throws -> DatasetFigure {
        let train = data.train
        let form = ImageSet(
            rows: train.rows, columns: train.columns, channels: train.channels, pixels: [], labels: []
        ).form
        return DatasetFigure(
            dataset: record.dataset.title, form: form,
            rows: try DatasetFigure.rows(
                labels: data.trainLabels, isLabelled: record.dataset.preparation?.isLabelled ?? true
            ) { index in
                try DataImage(train, index)
            }, classes: classes)
    }
}
