#pragma once

#include <Eigen/Core>

/// The processor's vectors of doubles, as Eigen sees them. Every entry of an array goes through the same instructions
/// wherever it stands, so that a result does not depend on how samples are grouped: arrays are filled up to whole
/// vectors, and no scalar exp() deals with a remainder.
namespace ogsim::packet {

using Packet = Eigen::internal::packet_traits<double>::type;

/// Doubles in a vector: 2 with SSE2, 8 with AVX-512.
inline constexpr Eigen::Index kLanes = Eigen::internal::packet_traits<double>::size;
inline constexpr bool kHasManyRegisters = EIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS >= 32;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wignored-attributes"  // alignment is no part of a template argument; not needed here
/// A square block of kLanes vectors.
using Block = Eigen::internal::PacketBlock<Packet, kLanes>;
#pragma GCC diagnostic pop

/// The next multiple of kLanes.
[[nodiscard]] constexpr Eigen::Index padded(Eigen::Index count) {
    return (count + kLanes - 1) / kLanes * kLanes;
}

[[nodiscard]] inline Packet load(const double* from) {
    return Eigen::internal::ploadu<Packet>(from);
}

inline void store(double* to, const Packet& packet) {
    Eigen::internal::pstoreu(to, packet);
}

/// `value` in every lane.
[[nodiscard]] inline Packet all(double value) {
    return Eigen::internal::pset1<Packet>(value);
}

/// a b + c; fused where the processor does that.
[[nodiscard]] inline Packet multiply_add(const Packet& a, const Packet& b, const Packet& c) {
    return Eigen::internal::pmadd(a, b, c);
}

/// exp x, x <= 0; 0 where that is below the normal numbers.
[[nodiscard]] inline Packet exp_down(const Packet& x) {
    using namespace Eigen::internal;
    return pselect(pcmp_lt(x, all(-708.0)), all(0.0), pexp(x));
}

/// ln(1 + x), x >= 0.
[[nodiscard]] inline Packet log1p(const Packet& x) {
    return Eigen::internal::generic_plog1p(x);
}

/// tanh x by the exponential that is at most 1: (1 - t) / (1 + t) with t = exp(-2 |x|), and exp(.) - 1 without loss.
[[nodiscard]] inline Packet tanh(const Packet& x) {
    using namespace Eigen::internal;
    const Packet less_one = generic_expm1(pmul(all(-2.0), pabs(x)));
    const Packet size = pdiv(pnegate(less_one), padd(all(2.0), less_one));
    return pselect(pcmp_lt(x, all(0.0)), pnegate(size), size);
}

}  // namespace ogsim::packet
