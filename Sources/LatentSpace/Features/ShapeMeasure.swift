/// What can be measured of a black-and-white shape without knowing what it is.
///
/// The box is the smallest that holds all ink. Lengths are fractions, so that a shape measures about the same at
/// any number of pixels.
public enum ShapeMeasure: String, Sendable, CaseIterable {
    /// Ink pixels as a fraction of the image's pixels.
    case ink
    /// Connected pieces of ink; pixels that touch by a corner hang together.
    case pieces
    /// Pieces of paper that ink encloses; paper hangs together by sides only.
    case holes
    /// The Euler number: pieces less holes.
    case eulerNumber
    /// Holes of at least a hundredth of the box: loops, not the pinholes that strokes leave where they meet.
    case loops
    /// The length of the largest hole along the shape's long axis, as a fraction of the shape's; 0 without one.
    case loopLength
    /// The area of the largest hole, as a fraction of the box's.
    case loopArea
    /// How far below the top of the box the middle of the largest hole lies, as a fraction of the box's height.
    case loopHeight
    /// The bays that open to the left, to the right, to the top and to the bottom: see `ShapeProfile`.
    case baysLeft, baysRight, baysTop, baysBottom
    /// The bays that open to any side.
    case bays
    /// The depth of the deepest bay open to the top, and to the bottom, as a fraction of the box's height.
    case gapAbove, gapBelow
    /// 1 less the standard deviation across the long axis over that along it: 0 for a disc or a ring, near 1 for a
    /// line.
    case elongation
    /// The degrees by which the shape leans to the right of upright, by its second moments.
    case slant
    /// The thickness of the stroke over the thickness of the whole shape across its long axis: 1 for a straight
    /// bar, less for what bends or branches.
    case straightness
    /// The share of the outline that is straight over at least two fifths of the box's longer side.
    case straightOutline
    /// The width of the box over its height.
    case aspect
    /// Ink as a fraction of the box.
    case fill
    /// The mean width of the rows in the top third of the box and in the bottom third, from their first to their
    /// last ink, as a fraction of the box's width.
    case widthTop, widthBottom
    /// `widthTop` less `widthBottom`: positive for what narrows downwards.
    case taper
    /// How much higher the ink begins in the right third of the box than in the left third, or the other way about,
    /// as a fraction of its height: the shaft of a boot.
    case rise
}
