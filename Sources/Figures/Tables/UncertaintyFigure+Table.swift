import LatentSpace

/// Its numbers.
extension UncertaintyFigure {
    public var table: DataTable? {
        DataTable(of: [("bits per pixel", entropy)], on: plane, decimals: 4)
    }
}
