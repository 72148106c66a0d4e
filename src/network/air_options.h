#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/units/quantity.h"
#include "model/units/sim_time.h"

/// What every real medium is told alike, so that one scenario runs on each by changing one word.
namespace ogsim {

/// In a plane whose origin is the server.
struct Place {
    Metres x, y;
};

enum class Motion { kStatic, kRandomWalk, kWaypoint };

/// How workers move; the server stands still.
struct Mobility {
    Motion motion = Motion::kStatic;
    double speed = 1.0;     ///< m/s, > 0.
    Seconds pause{0.0};     ///< Waypoint: rest at each place reached.
    Seconds turn_after{1};  ///< Random walk: a new direction is drawn after this time.
};

enum class Fading { kNone, kRayleigh, kNakagami };

/// What becomes of power on its way, for every pair of nodes:
///
///     received = sent - reference_loss - 10 exponent log10(distance / 1 m) - shadowing - fading,  in dB
///
/// Shadowing is normal, drawn once a pair and the same both ways; fading is drawn once a frame and receiver.
struct ChannelOptions {
    std::optional<Dbm> tx_power = {};  ///< The radio's own where absent.
    double path_loss_exponent = 3.0;
    std::optional<Decibels> reference_loss = {};  ///< At 1 m; free space at the radio's frequency where absent.
    Decibels shadowing{0.0};                      ///< Standard deviation.
    Fading fading = Fading::kNone;
    double nakagami_m = 1.0;  ///< Of kNakagami; 1 is Rayleigh.
    double extra_loss = 0.0;  ///< Probability that a receiver drops a data frame it decoded; the MAC sees it.
};

/// A foreign sender in the plane: bursts at random, or one that never stops while it is on (a jammer).
struct Interference {
    enum class Kind { kNone, kBursts, kJammer };
    Kind kind = Kind::kNone;
    double bursts_per_second = 1.0;  ///< Of kBursts: the times between two ends and beginnings are exponential.
    Seconds mean_burst{0.01};        ///< Of kBursts: lengths are exponential.
    Dbm power{20.0};                 ///< Sent, over the whole band.
    Place place{};
    Seconds from{0.0};
    std::optional<Seconds> until = {};
};

enum class Overhearing { kOff, kOn };
/// Whether workers ask again for the pieces of a broadcast that they missed.
enum class DownlinkRepair { kNone, kAsk };

struct AirOptions {
    int workers = 1;
    std::uint64_t seed = 1;
    Metres radius{20.0};             ///< Of the disc: the server in its centre, workers uniform over its area.
    std::vector<Place> places = {};  ///< Of the workers, in order; empty: drawn in the disc.
    Mobility mobility = {};
    ChannelOptions channel = {};
    Interference interference = {};
    SimTime wake_time{0};  ///< See WorkerRadio::wake.
    Overhearing overhearing = Overhearing::kOff;
    DownlinkRepair downlink_repair = DownlinkRepair::kNone;
    int retries = 3;               ///< Of a fragment, above the MAC's own.
    std::string pcap_prefix = {};  ///< Packets of ns-3's media are written to PREFIX-NODE-DEVICE.pcap; empty: not.
};

/// The options, where every one is in range.
/// @throws std::invalid_argument naming the first that is not.
[[nodiscard]] const AirOptions& checked(const AirOptions& options);

}  // namespace ogsim
