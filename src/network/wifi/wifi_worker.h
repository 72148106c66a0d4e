#pragma once

#include <optional>
#include <random>
#include <stdexcept>
#include <vector>

#include "ns3/wifi-mac.h"
#include "src/network/media.h"
#include "src/network/wifi/wifi_server.h"
#include "src/network/wifi/wifi_station.h"

namespace ogsim {

/// A worker's radio: sends updates as acknowledged best-effort frames, and takes back what has not left.
///
/// The MAC retries a frame on its own (7 attempts by default); what it gives up is sent again up to `retries` times,
/// after a random pause.
class WifiWorker final : public WifiStation, public WorkerRadio {
 public:
    WifiWorker(int worker, const WifiOptions& options, const WifiServer& server, const ns3::Address& server_address,
               Clock& clock, Sink& sink);

    void attach(ns3::Ptr<ns3::WifiNetDevice> device, const WifiStandardRow& standard) override;

    void listen(WorkerRadioListener& listener) override { listener_ = &listener; }
    void send(UpdateId update, Payload message) override;
    void withdraw() override;
    void request(Payload) override { throw std::logic_error("not written yet"); }
    void sleep() override { sleep_when_quiet(); }
    void wake() override { wake_up(); }
    [[nodiscard]] OrderingClock& ordering_clock() override { return idle_clock(); }

 private:
    struct Piece {
        std::vector<std::byte> frame;
        bool is_acknowledged = false;
        int resent = 0;
        TimerId resend = 0;
    };
    /// An update whose outcome has not been told.
    struct Transfer {
        UpdateId update;
        std::vector<Piece> pieces;
        std::size_t acknowledged = 0;
        std::optional<std::uint16_t> on_air;  ///< Sent, its acknowledgement still possible.
        std::optional<SendOutcome> ending;    ///< Given up or withdrawn: how it ends unless the rest gets through.
    };

    void heard(const FragmentHeader& header, Payload frame) override;
    bool goes_on_air(const FragmentHeader& header, SimTime start, SimTime end) override;
    void dies() override;

    void on_acknowledged(ns3::Ptr<const ns3::WifiMpdu> frame);
    void on_no_acknowledgement(std::uint8_t reason, ns3::Ptr<const ns3::WifiMpdu> frame,
                               const ns3::WifiTxVector& vector);
    void on_dropped(ns3::WifiMacDropReason reason, ns3::Ptr<const ns3::WifiMpdu> frame);

    [[nodiscard]] Transfer* transfer(UpdateId update);
    void after_miss(UpdateId update, std::uint16_t index);
    void after_drop(UpdateId update, std::uint16_t index);
    void resend(UpdateId update, std::uint16_t index);
    void end(Transfer& transfer, SendOutcome ending);
    void purge(Transfer& transfer);
    void settle(Transfer& transfer);
    void tell(UpdateId update, SendOutcome outcome);
    [[nodiscard]] SimTime pause(int attempt);

    const WifiOptions& options_;
    const WifiServer& server_;
    const ns3::Address server_address_;
    WorkerRadioListener* listener_ = nullptr;
    Reassembly model_;
    std::vector<Transfer> transfers_;  // one, or more where withdrawn ones wait for their last frame
    std::mt19937_64 pauses_;
};

}  // namespace ogsim
