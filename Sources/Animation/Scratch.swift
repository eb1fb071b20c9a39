/// Memory for the time of a computation, given back with the value.
struct Scratch<Element: BitwiseCopyable>: ~Copyable {
    /// The first element.
    let start: UnsafeMutablePointer<Element>

    /// So many elements, each the given one.
    init(repeating element: Element, count: Int) {
        start = .allocate(capacity: count)
        start.initialize(repeating: element, count: count)
    }

    /// So many elements, to be initialized before they are read.
    init(capacity: Int) {
        start = .allocate(capacity: capacity)
    }

    /// An element; the index is not checked.
    @inline(__always)
    subscript(index: Int) -> Element {
        get { start[index] }
        nonmutating set { start[index] = newValue }
    }

    deinit { start.deallocate() }
}
