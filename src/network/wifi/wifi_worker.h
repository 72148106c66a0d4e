#pragma once

#include <optional>
#include <random>
#include <vector>

#include "ns3/wifi-mac.h"
#include "src/network/media.h"
#include "src/network/wifi/wifi_server.h"
#include "src/network/wifi/wifi_station.h"

namespace ogsim {

class RadioGate;

/// A worker's radio: sends updates as acknowledged best-effort frames, and takes back what has not left.
///
/// The MAC retries a frame on its own (7 attempts by default); what it gives up is sent again up to `retries` times,
/// after a random pause. Where the options say so, it asks for the pieces of a broadcast that it missed, at most
/// `retries` + 1 times, and passes on what other workers say to the server.
class WifiWorker final : public WifiStation, public WorkerRadio {
 public:
    WifiWorker(int worker, const WifiOptions& options, const WifiServer& server, const ns3::Address& server_address,
               Clock& clock, Sink& sink);

    void attach(ns3::Ptr<ns3::WifiNetDevice> device, const WifiStandardRow& standard) override;

    /// Null: it is on the channel all the time.
    void set_gate(RadioGate* gate) { gate_ = gate; }
    /// It has nothing to send and is expected to send nothing for a while, and nothing is left of what it sent.
    [[nodiscard]] bool may_leave();
    /// A broadcast came in while the radio was off the channel.
    void hear(const FragmentHeader& header, Payload frame) {
        if (is_alive()) {
            heard(header, frame);
        }
    }

    void listen(WorkerRadioListener& listener) override { listener_ = &listener; }
    void send(UpdateId update, Payload message) override;
    void withdraw() override;
    void request(Payload message) override;
    void sleep() override;
    void wake() override { wake_up(); }
    [[nodiscard]] OrderingClock& ordering_clock() override { return idle_clock(); }

 private:
    struct Piece {
        std::vector<std::byte> frame;
        bool is_acknowledged = false;
        bool is_on_air = false;  ///< Sent, its acknowledgement still possible.
        int resent = 0;
        TimerId resend = 0;
    };
    /// A message that has not ended; what a request ends with is told to nobody.
    struct Transfer {
        MessageKind kind;
        UpdateId update;
        std::vector<Piece> pieces;
        std::size_t acknowledged = 0;
        std::optional<SendOutcome> ending;  ///< Given up or withdrawn: how it ends unless the rest gets through.
    };

    void heard(const FragmentHeader& header, Payload frame) override;
    void overheard(const FragmentHeader& header, Payload frame) override;
    bool goes_on_air(const FragmentHeader& header, SimTime start, SimTime end) override;
    void begins_to_send() override;
    void dies() override;
    [[nodiscard]] SimTime time_until_on() const override;

    void on_acknowledged(ns3::Ptr<const ns3::WifiMpdu> frame);
    void on_not_acknowledged(ns3::Ptr<const ns3::WifiMpdu> frame);
    void on_no_acknowledgement(std::uint8_t reason, ns3::Ptr<const ns3::WifiMpdu> frame,
                               const ns3::WifiTxVector& vector);
    void on_no_block_acknowledgement(std::uint8_t reason, ns3::Ptr<const ns3::WifiPsdu> frames,
                                     const ns3::WifiTxVector& vector);
    void on_dropped(ns3::WifiMacDropReason reason, ns3::Ptr<const ns3::WifiMpdu> frame);

    void come_on_the_channel();
    void start(MessageKind kind, UpdateId update, Payload message);
    void end_all(MessageKind kind);
    [[nodiscard]] Transfer* transfer(const FragmentHeader& header);
    [[nodiscard]] Transfer* transfer(MessageKind kind, UpdateId update);
    void after_miss(const FragmentHeader& header, ns3::Ptr<const ns3::WifiMpdu> frame);
    void after_drop(const FragmentHeader& header);
    void resend(MessageKind kind, UpdateId update, std::uint16_t index);
    void end(Transfer& transfer, SendOutcome ending);
    void purge(Transfer& transfer);
    void settle(Transfer& transfer);
    void tell(UpdateId update, SendOutcome outcome);
    void watch_for_gaps(bool was_last_piece);
    void ask_for_missing();
    [[nodiscard]] SimTime pause(int attempt);

    const WifiOptions& options_;
    const WifiServer& server_;
    const ns3::Address server_address_;
    WorkerRadioListener* listener_ = nullptr;
    RadioGate* gate_ = nullptr;
    Reassembly model_;
    TimerId asking_ = 0;
    int asked_ = 0;  // for pieces of this model
    std::int64_t requests_ = 0;
    std::vector<Reassembly> others_;   // by worker; of those heard
    std::vector<Transfer> transfers_;  // one, or more where withdrawn ones wait for their last frame
    std::mt19937_64 pauses_;
};

}  // namespace ogsim
