#pragma once

#include <vector>

#include "src/network/media.h"
#include "src/network/wifi/wifi_station.h"

namespace ogsim {

/// The server's radio: broadcasts at the priority of voice, and puts the workers' updates together. Pieces of
/// the newest broadcast that workers say they missed are broadcast again.
class WifiServer final : public WifiStation, public ServerRadio {
 public:
    WifiServer(const WifiOptions& options, Clock& clock, Sink& sink);

    void listen(ServerRadioListener& listener) override { listener_ = &listener; }
    void broadcast(std::int64_t round, Payload message) override;
    [[nodiscard]] OrderingClock& ordering_clock() override { return idle_clock(); }

    /// Whether all pieces of it have arrived.
    [[nodiscard]] bool has(UpdateId update) const;
    /// Whether its MAC has something for that radio that is not an acknowledgement: about block acknowledgements.
    [[nodiscard]] bool owes(ns3::Mac48Address radio) const;

 private:
    void heard(const FragmentHeader& header, Payload frame) override;
    bool goes_on_air(const FragmentHeader& header, SimTime start, SimTime end) override;
    void dies() override;
    void repair(const FragmentHeader& header, Payload missing);

    const WifiOptions& options_;
    ServerRadioListener* listener_ = nullptr;
    std::vector<Reassembly> from_;
    std::vector<Reassembly> requests_;
    SimTime broadcast_start_{0};
    std::int64_t round_ = -1;  // of the newest broadcast
    std::vector<std::vector<std::byte>> pieces_;
    std::vector<bool> is_queued_;  // by piece
    bool has_left_ = true;         // every piece of it has been sent once
};

}  // namespace ogsim
