#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "src/network/cell/channel_access.h"

namespace ogsim {

/// IEEE 802.15.4's unslotted CSMA/CA (2011, 5.1.1.4): a random delay of 0 .. 2^BE - 1 unit backoffs, one clear channel
/// assessment at its end, and after the turnaround the frame. Nothing is frozen: on a busy channel BE grows by one up
/// to its maximum and the delay is drawn anew, 4 times at most. Who was found clear within another's turnaround
/// collides with it.
///
/// Assessments that find energy are made up for when one could find none again: until then they change nothing, and
/// cost no call of the Clock.
class Csma802154 final : public ChannelAccess {
 public:
    /// @param server_exponent  the server's least.
    Csma802154(int workers, int least_exponent, int most_exponent, int server_exponent, std::uint64_t seed);

    void ask(int node, SimTime now, bool is_fresh) override;
    void retry(int node, SimTime from) override { begin(node, from); }
    void done(int node, SimTime now, Bytes size) override;
    void leave(int node) override { ++state(node).ticket; }
    [[nodiscard]] std::optional<SimTime> next() override;
    void take_due(SimTime now, std::vector<Turn>& turns) override;
    void energy_on(SimTime now) override;
    void energy_off(SimTime now) override;
    void exchange_over(SimTime /*now*/, SimTime /*idle*/, bool /*after_error*/) override {}

 private:
    struct Node {
        std::uint32_t ticket = 0;  // entries with another are void
        std::int8_t backoffs = 0;  // NB
        std::int8_t exponent = 0;  // BE
        SimTime gap_end{0};        // of the interframe space after its last frame
    };
    struct Entry {
        SimTime at;
        int node;
        std::uint32_t ticket;
        bool operator>(const Entry& other) const { return at != other.at ? at > other.at : node > other.node; }
    };

    [[nodiscard]] Node& state(int node) { return nodes_[static_cast<std::size_t>(node + 1)]; }
    void begin(int node, SimTime from);
    void assess_after_delay(int node, SimTime from);
    void push(std::vector<Entry>& heap, Entry entry);
    Entry pop(std::vector<Entry>& heap);
    void drop_void(std::vector<Entry>& heap);
    void assess(const Entry& entry, std::vector<Turn>& turns);
    [[nodiscard]] bool is_busy(SimTime assessed) const;

    const int least_, most_, server_least_;
    std::mt19937_64 random_;
    std::vector<Node> nodes_;
    std::vector<Entry> assessing_;  // heaps, least first: whose assessment ends at `at`
    std::vector<Entry> turning_;    // whose turnaround ends at `at`
    bool has_energy_ = false;
    std::optional<SimTime> energy_end_;
};

}  // namespace ogsim
