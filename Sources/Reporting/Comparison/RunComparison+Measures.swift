import Figures
import Runs

/// What the runs were measured to be, judged as each run's own report judges it.
extension RunComparison {
    private var judges: [Judge?] {
        runs.map { run in run.record.measurements.map { Judge($0, of: run.record) } }
    }

    /// Each run's numbers, those of a recorded run as they were recorded with its last snapshot.
    private var numbers: [[ReportPage.JudgedNumber]] {
        zip(runs, judges).map { run, judge in
            guard run.record.isRecorded else { return judge?.numbers ?? [] }
            guard let row = try? run.viewer.run.row(atStep: run.viewer.lastStep) else { return [] }
            return (run.record.recordedNumbers(row, nats: "nats") + RunRecord.recordedExtras(row)).map {
                ReportPage.JudgedNumber(
                    name: $0.label, value: $0.value, unit: $0.unit, usual: nil, verdict: "",
                    standing: .unjudged, meaning: $0.explanation)
            }
        }
    }

    /// A row for each number that a run has.
    var measures: [ComparisonContext.MeasureView] {
        let numbers = numbers
        var names: [String] = []
        for number in numbers.joined() where !names.contains(number.name) { names.append(number.name) }
        return names.map { name in
            let own = numbers.map { numbers in numbers.first { $0.name == name } }
            return ComparisonContext.MeasureView(
                measure: name, measureMeaning: Self.meaning(own.compactMap(\.self)),
                measured: own.map { number in
                    guard let number else {
                        return ComparisonContext.CellView(
                            number: "–", numberUnit: nil, usualRange: nil, judgement: nil, standing: "none")
                    }
                    return ComparisonContext.CellView(
                        number: number.value, numberUnit: number.unit, usualRange: number.usual,
                        judgement: number.usual == nil ? nil : number.verdict,
                        standing: number.standing.rawValue)
                })
        }
    }

    /// What a number means, where all runs say the same of it; its numbers are the runs' own.
    private static func meaning(_ numbers: [ReportPage.JudgedNumber]) -> String {
        let texts = Set(numbers.map(\.meaning))
        return texts.count == 1 ? texts.first ?? "" : ""
    }

    /// What is usual, and which runs were not measured.
    var notes: [String] {
        var notes: [(text: String, letters: [String])] = []
        for ((run, judge), numbers) in zip(zip(runs, judges), numbers) {
            let recorded =
                numbers.isEmpty
                ? "Only recorded, and no number with the last snapshot."
                : "Only recorded: the numbers are those with the last snapshot, and nothing is said of what is usual."
            let text =
                judge?.note
                ?? (run.record.isRecorded
                    ? recorded : "Not measured yet: vae-viz report \(run.folderName) measures it.")
            if let known = notes.firstIndex(where: { $0.text == text }) {
                notes[known].letters.append(run.letter)
            } else {
                notes.append((text, [run.letter]))
            }
        }
        return notes.map { "\(Self.list($0.letters)): \($0.text)" }
    }
}
