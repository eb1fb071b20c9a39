extension ReportPage {
    /// What takes the bytes of the page, by part; together they are `total`.
    func ledger(total: Int) -> [String: Int] {
        func text(_ parts: [[UInt8]?]) -> Int {
            parts.reduce(0) { $0 + PageBudget.textSize($1?.count ?? 0) }
        }
        let model =
            explorer.map {
                [$0.images, $0.codes ?? [], $0.landmarks?.archive ?? []] + $0.snapshots.map(\.archive)
            } ?? []
        var parts = [
            "model": text(model + [recordedPlane?.archive ?? []]),
            "figures": text(figures.map(\.picture.bytes)),
            "drawings": text([commonLines] + figures.map(\.drawing)),
            "frames": text(
                animations.filter { $0.sheet != nil }.map(\.picture.bytes)
                    + [
                        explorer?.landscape?.picture.bytes ?? [],
                        recordedPlane?.landscape?.picture.bytes ?? [],
                    ]),
            "animations": text(animations.filter { $0.sheet == nil }.map(\.picture.bytes)),
            "files": text(files.map(\.packed)),
        ]
        parts["text"] = total - parts.values.reduce(0, +)
        parts["total"] = total
        return parts
    }
}
