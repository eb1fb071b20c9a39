import Figures
import Runs

/// What the runs were measured to be, judged as each run's own report judges it.
extension RunComparison {
    private var judges: [Judge?] {
        runs.map { run in run.record.measurements.map { Judge($0, of: run.record) } }
    }

    /// A row for each number that a run has.
    var measures: [ComparisonContext.MeasureView] {
        let numbers = judges.map { $0?.numbers ?? [] }
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
        for (run, judge) in zip(runs, judges) {
            let text =
                judge?.note
                ?? "Not measured yet: vae-viz report \(run.folderName) measures it."
            if let known = notes.firstIndex(where: { $0.text == text }) {
                notes[known].letters.append(run.letter)
            } else {
                notes.append((text, [run.letter]))
            }
        }
        return notes.map { "\(Self.list($0.letters)): \($0.text)" }
    }
}
