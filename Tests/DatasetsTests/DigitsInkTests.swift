import Testing

@testable import Datasets

/// What MNIST's images have in common, the generated ones have too.
@Suite("Ink of generated digits")
struct DigitsInkTests {
    private let images = Digits.training(count: 2000)

    @Test("No image is blank, and each has nearly full ink somewhere")
    func inked() throws {
        for index in 0..<images.count {
            let image = try images.image(at: index)
            #expect(image.max()! >= 240, "image \(index)")
            #expect(image.count { $0 > 127 } >= 15, "image \(index)")
        }
    }

    @Test("The ink's centre of mass is the middle pixel's, to a pixel")
    func centredByMass() throws {
        for index in 0..<images.count {
            let (mass, row, column) = try centreOfMass(images.image(at: index))
            #expect(mass > 0, "image \(index)")
            #expect(abs(row - 14) <= 1, "image \(index)")
            #expect(abs(column - 14) <= 1, "image \(index)")
        }
    }

    @Test("The ink fits into 20 x 20 pixels and nearly fills one direction")
    func fitted() throws {
        for index in 0..<images.count {
            let image = try images.image(at: index)
            let rows = (0..<28).filter { row in image[row * 28..<row * 28 + 28].contains { $0 > 0 } }
            let columns = (0..<28).filter { column in (0..<28).contains { image[$0 * 28 + column] > 0 } }
            let (height, width) = (rows.last! - rows.first! + 1, columns.last! - columns.first! + 1)
            #expect(max(height, width) <= 20, "image \(index)")
            #expect(max(height, width) >= 18, "image \(index)")
        }
    }

    @Test("Ink and edges are as common as in MNIST")
    func statistics() throws {
        let pixels = try images.pixels
        let total = Double(pixels.count)
        // MNIST's training images: mean 0.1307, 0.1323 of the pixels over 127, 0.1912 over 0.
        #expect(abs(pixels.reduce(0.0) { $0 + Double($1) } / total / 255 - 0.1307) < 0.01)
        #expect(abs(Double(pixels.count { $0 > 127 }) / total - 0.1323) < 0.01)
        #expect(abs(Double(pixels.count { $0 > 0 }) / total - 0.1912) < 0.015)
    }

    @Test("Digits of one class differ in ink and in slant")
    func variety() throws {
        for label in 0..<10 {
            let members = (0..<images.count).filter { images.labels[$0] == UInt8(label) }
            let masses = try members.map { try centreOfMass(images.image(at: $0)).mass }
            #expect(masses.max()! > 1.8 * masses.min()!, "class \(label)")
            let slants = try members.map { try slant(of: images.image(at: $0)) }
            #expect(slants.max()! - slants.min()! > 0.5, "class \(label)")
        }
    }

    private func centreOfMass(_ image: [UInt8]) -> (mass: Double, row: Double, column: Double) {
        var (mass, row, column) = (0.0, 0.0, 0.0)
        for (pixel, value) in image.enumerated() {
            mass += Double(value)
            row += Double(value) * Double(pixel / 28)
            column += Double(value) * Double(pixel % 28)
        }
        return (mass, row / mass, column / mass)
    }

    /// How far the ink leans to the right, from its second moments.
    private func slant(of image: [UInt8]) -> Double {
        let (_, row, column) = centreOfMass(image)
        var (mixed, vertical) = (0.0, 0.0)
        for (pixel, value) in image.enumerated() {
            let (x, y) = (Double(pixel % 28) - column, Double(pixel / 28) - row)
            mixed -= Double(value) * x * y
            vertical += Double(value) * y * y
        }
        return mixed / vertical
    }
}
