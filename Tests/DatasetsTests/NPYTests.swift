import Foundation
import Storage
import TestSupport
import Testing

@testable import Datasets

/// Single arrays: their headers, types and orders.
@Suite struct NPYTests {
    private func array(_ bytes: [UInt8]) throws -> NPYArray {
        let folder = try TemporaryFolder()
        var stream = try GzipReader(try folder.write(bytes, to: "a.npy"))
        return try NPYArray(&stream, at: "a.npy")
    }

    private func numbers(_ bytes: [UInt8]) throws -> [Double] {
        var numbers: [Double] = []
        try array(bytes).forEachNumber { numbers.append($0) }
        return numbers
    }

    @Test(arguments: [1, 2, 3] as [UInt8])
    func versionsAreRead(_ version: UInt8) throws {
        let array = try array(ArrayFiles.npy("|u1", [2, 3], [1, 2, 3, 4, 5, 6], version: version))
        #expect(array.header.shape == [2, 3] && array.header.form == "(2, 3)" && !array.header.isFortran)
        #expect(try array.content.read(0..<6) == [1, 2, 3, 4, 5, 6])
        #expect(array.header.strides == [3, 1])
        let turned = try self.array(ArrayFiles.npy("|u1", [2, 3], [1, 2, 3, 4, 5, 6], isFortran: true))
        #expect(turned.header.isFortran && turned.header.strides == [1, 2])
    }

    @Test(arguments: [
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}",
        "{\"shape\":(2,),\"fortran_order\":False,\"descr\":\"u1\"}",
        "  { 'fortran_order' : False , 'shape' : ( 2L , ) , 'descr' : '=u1' , }  ",
    ])
    func headersAreReadAsPythonWritesThem(_ header: String) throws {
        #expect(try numbers(ArrayFiles.npy(header: header, [7, 8])) == [7, 8])
    }

    @Test(arguments: [
        "", "{}", "[]", "{'descr': '|u1', 'fortran_order': False}",
        "{'descr': '|u1', 'fortran_order': 0, 'shape': (2,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': 2}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-2,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2)}; x",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), 'more': True}",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '|u\\x31', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': str('|u1'), 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    ])
    func otherHeadersAreRefused(_ header: String) throws {
        let error = #expect(throws: FileError.self) { try array(ArrayFiles.npy(header: header, [7, 8])) }
        #expect(error?.kind == .damaged && error?.reason.contains("is no dictionary") == true)
    }

    private func expectDamage(_ bytes: [UInt8], _ words: String) {
        let error = #expect(throws: FileError.self) { try array(bytes) }
        #expect(
            error?.kind == .damaged && error?.reason.contains(words) == true,
            "\(words): \(String(describing: error))")
    }

    @Test func otherTypesAreRefused() {
        expectDamage(ArrayFiles.npy("|O", [2], [1, 2]), "Python objects (pickled)")
        let record = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }"
        expectDamage(ArrayFiles.npy(header: record, [1, 2]), "records with several fields")
        expectDamage(ArrayFiles.npy("<c16", [1], [UInt8](repeating: 0, count: 16)), "elements of type <c16")
        expectDamage(ArrayFiles.npy("<u3", [1], [1, 2, 3]), "elements of type <u3")
        expectDamage(ArrayFiles.npy("<M8[ns]", [1], [1]), "describes no type")
    }

    @Test func otherSizesAreRefused() {
        expectDamage(ArrayFiles.npy("<u2", [40], [1, 2, 3]), "cut short: 3 bytes of data instead of 80")
        expectDamage(ArrayFiles.npy("|u1", [2], [1, 2, 3]), "data after the 2 bytes")
        expectDamage(ArrayFiles.npy("|u1", [1 << 20, 2], [1]), "its header claims (1048576, 2), more than")
        let large = "{'descr': '<f8', 'fortran_order': False, 'shape': "
        expectDamage(
            ArrayFiles.npy(header: large + "(1000000, 1000000, 1000000, 1000000)}", [1]), "claims (1000000")
        expectDamage(ArrayFiles.npy(header: large + "(4294967296,)}", [1]), "claims (4294967296,)")
        expectDamage(Array(ArrayFiles.npy("|u1", [2], []).prefix(40)), "header is cut short")
        expectDamage(ArrayFiles.npy("|u1", [2], [1, 2], version: 4), "version 4.0")
        let long: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 2, 0, 255, 255, 255, 255]
        expectDamage(long, "claims 4294967295 bytes")
        expectDamage([1, 2, 3], "does not begin with")
    }

    @Test func wholeNumbersOfAllWidths() throws {
        for isBig in [false, true] {
            let order = isBig ? ">" : "<"
            func read(_ type: String, _ numbers: [some FixedWidthInteger]) throws -> [Double] {
                try self.numbers(
                    ArrayFiles.npy(
                        order + type, [numbers.count], ArrayFiles.bytes(numbers, isBigEndian: isBig)))
            }
            #expect(try read("u1", [0, 200] as [UInt8]) == [0, 200])
            #expect(try read("i1", [-3, 100] as [Int8]) == [-3, 100])
            #expect(try read("u2", [1, 65535] as [UInt16]) == [1, 65535])
            #expect(try read("i2", [-2, 300] as [Int16]) == [-2, 300])
            #expect(try read("u4", [1, 4_000_000_000] as [UInt32]) == [1, 4_000_000_000])
            #expect(try read("i4", [-2, 70000] as [Int32]) == [-2, 70000])
            #expect(try read("u8", [1, 1 << 40] as [UInt64]) == [1, 1_099_511_627_776])
            #expect(try read("i8", [-1, 1 << 40] as [Int64]) == [-1, 1_099_511_627_776])
            let values = [0, -1.5, 0.25, .infinity]
            #expect(try read("f2", values.map { Float16($0).bitPattern }) == values)
            #expect(try read("f4", values.map { Float($0).bitPattern }) == values)
            #expect(try read("f8", values.map(\.bitPattern)) == values)
        }
        #expect(try numbers(ArrayFiles.npy("|b1", [3], [0, 1, 1])) == [0, 1, 1])
    }

    @Test func textsEndBeforeTheZeros() throws {
        let words = ["cat", "", "Füße", "猫"]
        #expect(try array(ArrayFiles.npy("<U4", [4], ArrayFiles.texts(words, width: 4))).texts() == words)
        let bytes: [UInt8] = [0x61, 0x62, 0, 0x63, 0, 0]
        #expect(try array(ArrayFiles.npy("|S3", [2], bytes)).texts() == ["ab", "c"])
        let surrogate = ArrayFiles.npy("<U1", [1], [0, 0xD8, 0, 0])
        #expect(throws: FileError.self) { try array(surrogate).texts() }
    }
}
