import LatentSpace

/// Its numbers.
extension FeatureLociFigure {
    public var table: DataTable? {
        let kinds = loci.kinds.indices.map { kind in
            [
                loci.kinds[kind], Numerals.grouped(loci.cells.count { $0 == kind }),
                Numerals.fixed(100 * loci.share(of: kind), decimals: 1) + " %",
            ]
        }
        let unnamed = [
            "none of these", Numerals.grouped(loci.cells.count { $0 == nil }),
            Numerals.fixed(100 * loci.unnamedShare, decimals: 1) + " %",
        ]
        return DataTable(columns: ["kind", "cells", "share"], rows: kinds + [unnamed])
    }
}
