#pragma once

#include "model/units/quantity.h"

/// Probability that a frame is decoded, from its signal to noise (and interference) ratio.
///
/// All take the ratio as a plain number (not in dB), over the radio's channel: 20 MHz for OFDM, 22 MHz for DSSS and
/// CCK, 2 MHz for O-QPSK. Noise is Gaussian, the channel flat within a frame, bits fail independently:
/// success = (1 - bit_error_rate)^bits.
namespace ogsim {

enum class Modulation { kBpsk, kQpsk, kQam16, kQam64, kDbpsk, kDqpsk, kCck5, kCck11, kOqpsk };
enum class CodeRate { kNone, kHalf, kTwoThirds, kThreeQuarters, kFiveSixths };

struct Mode {
    Modulation modulation;
    CodeRate code = CodeRate::kNone;  ///< Of OFDM's convolutional code, K = 7; the others have none.
};

/// Error rate of a bit before decoding: 1/2 erfc sqrt(snr) and its kin (Proakis, Digital Communications, 5.2).
[[nodiscard]] double raw_bit_error_rate(Modulation modulation, double snr);

/// Error rate of a bit after decoding. OFDM: the union bound over the first terms of the code's distance spectrum with
/// Bhattacharyya's D = sqrt(4 p (1 - p)), hard decisions, capped at 1/2:
///
///     rate 1/2: (36 D^10 + 211 D^12 + 1404 D^14 + 11633 D^16) / 2          2/3: (3 D^6 + 70 D^7 + 285 D^8 + ..) / 4
///     rate 3/4: (42 D^5 + 201 D^6 + 1492 D^7 + 10469 D^8) / 6    5/6: (92 D^4 + 528 D^5 + 8694 D^6 + ..) / 10
///
/// Spectra: Haccoun and Begin, IEEE Trans. Commun. 37(11), 1989; the bound as in Pei and Henderson, Validation of OFDM
/// error rate model in ns-3, 2010 (both from memory). It is some dB on the careful side of a soft decoder.
/// DSSS: 1/2 exp(-Eb/N0), and the approximation of DQPSK by Ferrari and Corazza, Electronics Letters 40(20), 2004. CCK:
/// the union bounds of IEEE 802.15.2-2003, 5.3.2. O-QPSK: IEEE 802.15.4-2006, annex E.4.1.8 (all from memory).
[[nodiscard]] double bit_error_rate(Mode mode, double snr);

/// (1 - bit_error_rate)^(8 bytes); 1 where the ratio is infinite, 0 where it is not > 0.
[[nodiscard]] double frame_success(Mode mode, double snr, Bytes frame);

}  // namespace ogsim
