#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "ns3/mac48-address.h"
#include "ns3/wifi-phy.h"
#include "ns3/wifi-ppdu.h"
#include "ns3/wifi-spectrum-signal-parameters.h"
#include "src/network/air_options.h"
#include "src/network/wifi/hashed_errors.h"
#include "src/trace/events.h"

namespace ogsim {

/// A frame as the sender put it on the air. What only few ask for is in `ppdu`.
struct AirFrame {
    int sender;  ///< A worker, or kServer.
    SimTime start, end;
    SimTime header;  ///< How long preamble and header take.
    double watts;    ///< Sent, within the receivers' band.
    ns3::Ptr<const ns3::WifiPpdu> ppdu;
    bool is_clear = false;    ///< If nothing overlaps it, all detect it and understand its header ...
    bool is_certain = false;  ///< ... and its payload.
};

/// Frames that overlap, in the order of their beginnings; mostly one.
struct Burst {
    std::vector<AirFrame> frames;
    SimTime end;            ///< Of the last one, at its sender.
    SimTime latest_claim;   ///< No frame up to this burst claims the channel for longer.
    bool is_plain = false;  ///< One frame, and all detect it and understand its header.
};

/// What a radio's propagation is, of workers that stand still.
class StaticAir {
 public:
    StaticAir(const AirOptions& options, Decibels reference);
    /// From sender to receiver, as ns-3 rounds it.
    [[nodiscard]] SimTime delay(int sender, int receiver) const;
    /// Received over sent power of a frame that leaves at `at`.
    [[nodiscard]] double gain(int sender, int receiver, SimTime at) const;
    /// Longest between any two nodes, rounded up.
    [[nodiscard]] SimTime longest_delay() const { return longest_delay_; }
    /// No node has a smaller gain from that sender; nothing where chance has a say.
    [[nodiscard]] std::optional<double> least_gain(int sender) const;

 private:
    [[nodiscard]] double distance(int one, int other) const;

    const ChannelOptions channel_;
    const std::uint64_t seed_;
    const double reference_;
    std::vector<double> x_, y_;  // the server, then the workers
    double radius_ = 0.0;        // no worker is farther from the server
    SimTime longest_delay_{0};
};

/// The frames of late, burst by burst. Bursts have numbers that never change.
class AirLog {
 public:
    /// @param margin  after which a frame on the air is not overlapped by anything any more.
    explicit AirLog(SimTime margin) : margin_(margin) {}

    void add(AirFrame frame, SimTime claims_until);
    [[nodiscard]] bool is_quiet(SimTime now) const;
    /// Nothing will be added to that burst any more.
    [[nodiscard]] bool is_over(std::size_t burst, SimTime now) const {
        return burst + 1 < end() || now > at(burst).end + margin_;
    }
    [[nodiscard]] std::size_t end() const { return first_ + bursts_.size(); }
    [[nodiscard]] std::size_t begin() const { return first_; }
    [[nodiscard]] const Burst& at(std::size_t burst) const { return bursts_[burst - first_]; }
    /// Those before it are forgotten.
    void forget_before(std::size_t burst);

 private:
    SimTime margin_;
    std::vector<Burst> bursts_;
    std::size_t first_ = 0;
};

}  // namespace ogsim
