#pragma once

#include <random>
#include <vector>

#include "model/radio/radio_profile.h"
#include "src/network/cell/cell_places.h"
#include "src/network/media.h"
#include "src/network/pair_loss.h"

namespace ogsim {

/// Received powers of one cell, and whether a frame survives them. See ChannelOptions for the formula.
class CellChannel {
 public:
    CellChannel(const CellOptions& options, const RadioProfile& radio);

    /// Mean over fading, from one node to another (kServer or a worker), shadowing included.
    [[nodiscard]] Watts mean_power(int from, int to, SimTime at);
    /// Of a frame that begins to arrive at `at`: the mean times the fading factor of this pair and instant, whatever
    /// else was sent before (pair_loss.h).
    [[nodiscard]] Watts frame_power(int from, int to, SimTime at) {
        return fading_gain(channel_, seed_, from, to, at) * mean_power(from, to, at);
    }
    /// Of the foreign sender, unfaded.
    [[nodiscard]] Watts foreign_power(int to, SimTime at);
    /// Whether the foreign sender's power at the server keeps the channel busy for all.
    [[nodiscard]] bool hears_foreign() { return foreign_power(kServer, SimTime{0}) >= energy_detection_; }

    /// Whether a receiver locks on to a frame of that power.
    [[nodiscard]] bool notices(Watts signal) const { return signal >= sensitivity_; }
    /// Draws whether a receiver decodes a frame. Below the sensitivity: never. Against others: only from the capture
    /// threshold up.
    [[nodiscard]] bool decodes(Watts signal, Watts others, const RadioMode& mode, Bytes frame);
    /// Whether no draw can change what becomes of the server's frame at that worker, which decodes it, while nobody
    /// else is on the air: then decodes() is true, and drops() never.
    [[nodiscard]] bool decodes_surely(int worker, const RadioMode& mode, Bytes frame);
    /// Whether decodes_surely() holds at all times: nobody moves, nothing fades, nothing is dropped.
    [[nodiscard]] bool is_steady() const {
        return places_.is_static() && channel_.fading == Fading::kNone && extra_loss_ == 0;
    }
    /// Draws whether it is dropped all the same: ChannelOptions::extra_loss.
    [[nodiscard]] bool drops() { return extra_loss_ > 0 && uniform(losses_) < extra_loss_; }

 private:
    [[nodiscard]] static double uniform(std::mt19937_64& random);
    [[nodiscard]] Watts computed_power(int from, int to, SimTime at);

    const ChannelOptions channel_;
    const Interference interference_;
    const std::uint64_t seed_;
    const double extra_loss_;
    Dbm tx_power_;
    Decibels reference_loss_;
    Watts noise_, sensitivity_, energy_detection_;
    double capture_;
    CellPlaces places_;
    std::vector<double> to_server_;  // mean watts, where nobody moves
    std::mt19937_64 errors_, losses_;
};

}  // namespace ogsim
