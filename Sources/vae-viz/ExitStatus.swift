import Animation
import Drawing
import Foundation
import Reporting
import Storage
import VAE

/// How the program ends, as `sysexits.h` numbers it.
enum ExitStatus: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case cannotCreate = 73
    case inputOutput = 74
    case interrupted = 130

    /// The status for an error of the program's own modules; `nil` for others.
    init?(of error: any Error) {
        switch error {
        case let error as FileError: self.init(of: error.kind)
        case let error as VAEError: self.init(of: error)
        case is PathEndError, is GalleryError, is NotRecorded: self = .usage
        case is ReportPageError, is UndrawnPictures, is Refusal: self = .badData
        case is DrawingError, is GIFError: self = .inputOutput
        case let error as FilmError: self = error == .noProgram ? .unavailable : .inputOutput
        // What Foundation says of a file, and numbers that no file can hold.
        case is CocoaError: self = .inputOutput
        case is EncodingError: self = .badData
        default: return nil
        }
    }

    private init(of kind: FileError.Kind) {
        self =
            switch kind {
            case .missing: .noInput
            case .damaged: .badData
            case .cannotCreate: .cannotCreate
            case .inputOutput: .inputOutput
            case .unavailable: .unavailable
            }
    }

    private init(of error: VAEError) {
        self =
            switch error {
            // Settings that the user chose, also a learning rate at which training ran away.
            case .unusableArchitecture, .unusableConfiguration, .diverged: .usage
            case .unusableParameters, .unusableInput, .unusableState: .badData
            case .library, .noMemory: .unavailable
            }
    }
}
