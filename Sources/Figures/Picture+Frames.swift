import Drawing

extension Picture {
    /// Pictures of one size that share what does not move: that is drawn now and once, the rest when a picture is
    /// rendered, so that no more frames need be held than are looked at.
    ///
    /// - Parameters:
    ///   - scale: the scale at which the pictures are to be rendered; whole, so that images stay sharp.
    ///   - drawMoving: draws what only the frame of a number has.
    /// - Throws: ``DrawingError`` where `still` cannot be drawn.
    static func frames(
        _ count: Int, over still: Picture, scale: Int,
        drawMoving: @escaping @Sendable (_ frame: Int, borrowing Canvas) -> Void
    ) throws(DrawingError) -> [Picture] {
        let scale = Double(max(1, scale))
        let background = try still.backdrop(scale: scale)
        return (0..<count).map { frame in
            Picture(width: still.width, height: still.height) { canvas in
                canvas.draw(background, at: Point(0, 0), pixelSize: 1 / scale)
                drawMoving(frame, canvas)
            }
        }
    }
}
