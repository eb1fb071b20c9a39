public import Datasets
public import Storage

extension RunRecord.DatasetRecord {
    /// Loads the images that the run is trained and tested on, prepared as they were when it began.
    ///
    /// - Parameters:
    ///   - library: where the data set is looked for.
    ///   - run: the run's name, for errors.
    ///   - values: the number that is modelled for each of the 256 intensities.
    ///   - activity: told of what takes long.
    /// - Throws: `FileError`, of kind `damaged` where the data are not those that the run was trained on.
    public func load(
        from library: DatasetLibrary, run: String, values: [Float],
        activity: @escaping @Sendable (DatasetLibrary.Activity) -> Void = { _ in }
    ) throws(FileError) -> ModelledDataset {
        // A run of before there was any preparation had its files as they were.
        let dataset = try library.load(source, preparation: preparation ?? .untouched, activity: activity)
        guard dataset.sha256 == sha256, dataset.train.count >= trainCount, dataset.test.count >= testCount
        else {
            throw FileError(.damaged, at: source, "not the data that the run \(run) was trained on")
        }
        return try ModelledDataset(
            dataset.shortened(trainCount: trainCount, testCount: testCount), values: values)
    }
}
