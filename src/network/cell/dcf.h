#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "src/network/cell/channel_access.h"

namespace ogsim {

/// IEEE 802.11's distributed coordination (2020, 10.3 and 10.23): workers in best effort (AIFSN 3), the server in voice
/// (AIFSN 2). A slotted backoff is counted down while the channel is idle and frozen while it is busy.
///
/// One virtual time, counted in idle slots, serves all: a backoff of c drawn at virtual slot v ends at v + c, whatever
/// freezes it meanwhile. So a heap of ends is all there is, and a frame costs O(log N). A node whose slots do not fall
/// on the others' (it arrived on an idle channel, or waited for an acknowledgement) has times of its own until the
/// channel is busy again, and then joins the others with the slots it has left.
/// Another's beginning is noticed after `cca`: who begins within it collides.
class Dcf final : public ChannelAccess {
 public:
    struct Timing {
        SimTime sifs, slot, cca;
        SimTime error_gap;  ///< EIFS - DIFS.
        int window_min, window_max, voice_window;
    };
    Dcf(int workers, const Timing& timing, std::uint64_t seed);

    void ask(int node, SimTime now, bool is_fresh) override;
    void retry(int node, SimTime from) override;
    void done(int node, SimTime now, Bytes size) override;
    void leave(int node) override;
    [[nodiscard]] std::optional<SimTime> next() override;
    void take_due(SimTime now, std::vector<Turn>& turns) override;
    void energy_on(SimTime now) override;
    void energy_off(SimTime /*now*/) override {}
    void exchange_over(SimTime now, SimTime idle, bool after_error) override;

    /// SIFS and the node's AIFSN slots.
    [[nodiscard]] SimTime aifs(int node) const { return timing_.sifs + (node == kServer ? 2 : 3) * timing_.slot; }

 private:
    struct Node {
        std::uint32_t ticket = 0;  // entries with another are void
        std::int32_t stage = 0;
        std::int64_t backoff_end = 0;  // virtual slot; of the server: slots left
    };
    struct Slotted {
        std::int64_t end;  // virtual slot
        int node;
        std::uint32_t ticket;
        bool operator>(const Slotted& other) const { return end != other.end ? end > other.end : node > other.node; }
    };
    struct Own {
        SimTime at;  // from + left * slot
        int node;
        std::uint32_t ticket;
        SimTime from;
        std::int64_t left;
        bool operator>(const Own& other) const { return at != other.at ? at > other.at : node > other.node; }
    };

    [[nodiscard]] Node& state(int node) { return nodes_[static_cast<std::size_t>(node + 1)]; }
    [[nodiscard]] std::int64_t draw(int node);
    [[nodiscard]] bool is_frozen(SimTime now) const { return is_busy_ && now >= busy_since_ + timing_.cca; }
    [[nodiscard]] SimTime access_from(int node) const { return resume_ + aifs(node) - aifs(0); }
    [[nodiscard]] SimTime time_of(std::int64_t slot) const { return resume_ + (slot - slot_) * timing_.slot; }
    [[nodiscard]] std::int64_t slots_left(int node, SimTime now) const;
    void wait_slotted(int node, std::int64_t left);
    void wait_alone(int node, SimTime from, std::int64_t left);
    void wait_for_idle(int node, SimTime from, std::int64_t left);
    void drop_void();
    void join_the_slotted();
    [[nodiscard]] std::optional<SimTime> first();

    const Timing timing_;
    std::mt19937_64 random_;
    std::vector<Node> nodes_;
    std::vector<Slotted> slotted_;  // heaps, least first
    std::vector<Own> own_;
    std::vector<Own> held_;  // begin when the channel is idle
    std::int64_t slot_ = 0;  // virtual time at resume_
    SimTime resume_{0};
    SimTime busy_since_{0};
    bool is_busy_ = false;
};

}  // namespace ogsim
