import Foundation

/// What this machine offers to compute with.
public enum Processor {
    /// The physical cores that this process may use, at least 1.
    ///
    /// On Linux: the cores, counted once however many hardware threads each has, among the processors of the
    /// process's affinity mask, at most what a container's quota gives.
    public static let physicalCores: Int = max(1, countPhysicalCores())

    /// The processor's name as its maker gives it; the kind of machine where it has none.
    public static let name: String = brand() ?? machine()

    private static func machine() -> String {
        var system = utsname()
        guard uname(&system) == 0 else { return "unknown" }
        return withUnsafeBytes(of: &system.machine) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    #if os(Linux)
    private static func brand() -> String? {
        let lines = text("/proc/cpuinfo")?.split(separator: "\n") ?? []
        let line = lines.first { $0.hasPrefix("model name") }
        return line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
    }

    private static func countPhysicalCores() -> Int {
        let allowed = allowedProcessors()
        guard !allowed.isEmpty else { return ProcessInfo.processInfo.activeProcessorCount }
        let cores = Set(
            allowed.map { processor in
                text("/sys/devices/system/cpu/cpu\(processor)/topology/thread_siblings_list")
                    ?? "\(processor)"
            })
        return min(cores.count, quota() ?? cores.count)
    }

    /// The numbers of the processors in this process's affinity mask.
    private static func allowedProcessors() -> [Int] {
        guard let status = text("/proc/self/status"),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed_list:") }),
            let list = line.split(separator: ":").last
        else { return [] }
        return processors(inList: String(list))
    }

    /// Whole cores of the container's processor quota; `nil` where there is none.
    private static func quota() -> Int? {
        text("/sys/fs/cgroup/cpu.max").flatMap(cores(inQuota:))
    }

    private static func text(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    #else
    private static func brand() -> String? {
        var size = 0
        guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0, size > 1 else { return nil }
        var bytes = [UInt8](repeating: 0, count: size)
        guard sysctlbyname("machdep.cpu.brand_string", &bytes, &size, nil, 0) == 0 else { return nil }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func countPhysicalCores() -> Int {
        var count: Int32 = 0
        var size = MemoryLayout<Int32>.size
        guard sysctlbyname("hw.physicalcpu", &count, &size, nil, 0) == 0, count > 0 else {
            return ProcessInfo.processInfo.activeProcessorCount
        }
        return Int(count)
    }
    #endif

    /// Reads a list such as "0-3,8": [0, 1, 2, 3, 8].
    static func processors(inList list: String) -> [Int] {
        list.split(separator: ",").flatMap { part -> [Int] in
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map {
                Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
            }
            guard let first = ends.first, let last = ends.last, 0 <= first, first <= last, last < 65_536
            else { return [] }
            return Array(first...last)
        }
    }

    /// Reads a quota such as "150000 100000" (microseconds of each period): 2 cores, rounded up.
    static func cores(inQuota quota: String) -> Int? {
        let numbers = quota.split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 2, numbers[0] > 0, numbers[1] > 0 else { return nil }
        return Int(min(65_536, max(1, (numbers[0] / numbers[1]).rounded(.up))))
    }
}
