import Foundation

/// Numbers as figures write them: a true minus sign, a comma between thousands, never a locale.
public enum Numerals {
    /// A number with a fixed count of digits after the point, such as "−154.32"; "–" for what is not finite.
    public static func fixed(_ value: Double, decimals: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "–" }
        let places = min(max(0, decimals), 9)
        let power = (0..<places).reduce(1.0) { result, _ in result * 10 }
        let scaled = (abs(value) * power).rounded()
        guard scaled < 9e18 else { return grouped(Int(value)) }
        let digits = Int(scaled)
        let (whole, fraction) = digits.quotientAndRemainder(dividingBy: Int(power))
        let sign = value < 0 && digits > 0 ? "−" : ""
        guard places > 0 else { return sign + grouped(whole) }
        let tail = String(fraction)
        return sign + grouped(whole) + "." + String(repeating: "0", count: places - tail.count) + tail
    }

    /// A whole number with a comma between thousands, such as "18,750".
    public static func grouped(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A fraction as a percentage, such as "12 %".
    public static func percent(_ fraction: Double) -> String {
        fixed(fraction * 100, decimals: 0) + " %"
    }
}

extension Numerals {
    /// A number with at least `digits` significant digits, never in scientific notation, such as "0.0123" or "1,234".
    static func significant(_ value: Double, digits: Int = 2) -> String {
        guard value.isFinite, value != 0 else { return fixed(value, decimals: 0) }
        let magnitude = Int(log10(abs(value)).rounded(.down))
        return fixed(value, decimals: max(0, digits - 1 - magnitude))
    }
}
