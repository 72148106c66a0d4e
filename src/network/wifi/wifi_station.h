#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "ns3/application.h"
#include "ns3/channel-access-manager.h"
#include "ns3/phy-entity.h"
#include "ns3/qos-utils.h"
#include "ns3/wifi-mac.h"
#include "ns3/wifi-net-device.h"
#include "ns3/wifi-phy.h"
#include "ns3/wifi-ppdu.h"
#include "ns3/wifi-tx-vector.h"
#include "src/network/air_options.h"
#include "src/network/wifi/fragment.h"
#include "src/network/wifi/phy_ears.h"
#include "src/network/wifi/radio_meter.h"
#include "src/network/wifi/standards.h"
#include "src/protocol/freezing_clock.h"
#include "src/protocol/ports.h"

namespace ogsim {

/// What server and worker have in common: an ns-3 application over one Wi-Fi device, its meter and its ordering clock.
///
/// Frames are raw: ethertype 0x88B5 (IEEE 802 local experimental), our fragment header, the bytes of the message.
///
/// They are taken from the PHY as it decodes them, beside the MAC and not behind it: under 802.11ac and ax, and
/// wherever frames are aggregated, ns-3's MAC acknowledges a frame and then may hold it in its reorder buffer behind
/// one that was withdrawn and never comes. Pieces may come in any order here (see Reassembly), so nothing needs that
/// buffer.
class WifiStation : public ns3::Application {
 public:
    /// @param node  worker, or kServer.
    WifiStation(int node, const AirOptions& air, Clock& clock, Sink& sink);

    /// Takes over the device; the node must have been given both.
    virtual void attach(ns3::Ptr<ns3::WifiNetDevice> device, const WifiStandardRow& standard);
    /// Nothing of the medium is called or emitted from here on: it is going.
    virtual void detach();
    void meter_up_to_now() { meter_.up_to(clock_.now()); }
    void switch_off();
    /// Where a frame that was on the air when it went off still is, the radio comes back when that has ended.
    void switch_on();

    [[nodiscard]] FreezingClock& idle_clock() { return *ordering_; }
    [[nodiscard]] SimTime contention() const { return ears_.contention(); }
    [[nodiscard]] ns3::Ptr<ns3::ChannelAccessManager> access_manager() const {
        return device_->GetMac()->GetChannelAccessManager();
    }
    /// Of the time up to now somebody else has told.
    void skip_meter() { meter_.skip_to(clock_.now()); }

 protected:
    void transmit(const std::vector<std::byte>& frame, const ns3::Address& to, std::uint8_t priority);
    /// A frame of ours came in, addressed to this node or to all; perhaps again, and not in the order of sending.
    virtual void heard(const FragmentHeader& header, Payload frame) = 0;
    /// A frame of ours that is for another node came in.
    virtual void overheard(const FragmentHeader& /*header*/, Payload /*frame*/) {}
    /// A frame of ours goes on the air. Returns whether it has been there before, other than by the MAC's own retries.
    virtual bool goes_on_air(const FragmentHeader& header, SimTime start, SimTime end) = 0;
    /// Its PHY is about to send anything at all.
    virtual void begins_to_send() {}
    virtual void dies() = 0;
    /// Takes frames to `to` out of the MAC's queue, and out of what waits for the radio to wake, unless they are in
    /// flight: those the MAC still needs.
    void take_back(ns3::AcIndex category, const ns3::Address& to,
                   const std::function<bool(const FragmentHeader&)>& is_meant);
    [[nodiscard]] bool is_asleep() const { return device_->GetPhy()->IsStateSleep(); }

    /// Nothing is on the air for this radio, no access is under way, and no backoff is left to be counted down.
    [[nodiscard]] bool is_at_rest() const;
    /// Until the radio is on the channel, where it is on its way.
    [[nodiscard]] virtual SimTime time_until_on() const { return SimTime{0}; }

    void sleep_soon();
    void sleep_when_quiet();
    void wake_up();
    void later(std::function<void()> action) { clock_.call_at(clock_.now(), std::move(action)); }
    /// Not dead, and the medium is still there.
    [[nodiscard]] bool is_alive() const { return ordering_.has_value() && !is_dead_; }

    const int node_;
    const AirOptions& air_;
    Clock& clock_;
    Sink& sink_;
    ns3::Ptr<ns3::WifiNetDevice> device_;

 private:
    void DoDispose() override;
    void on_state(ns3::Time start, ns3::Time duration, ns3_names::PhyState state);
    void on_transmission(ns3::WifiConstPsduMap frames, ns3::WifiTxVector vector, double power);
    void on_reception(ns3::Ptr<const ns3::WifiPsdu> frames, ns3::RxSignalInfo signal, ns3::WifiTxVector vector,
                      std::vector<bool> is_right);
    void receive(ns3::Ptr<const ns3::WifiPsdu> frames, std::size_t index);
    void woken();
    [[nodiscard]] SimTime time_until_quiet() const;
    void radio_off();

    RadioMeter meter_;
    std::optional<FreezingClock> ordering_;
    PhyEars ears_;
    const WifiStandardRow* standard_ = nullptr;
    bool is_dead_ = false;
    bool wants_sleep_ = false;
    TimerId sleep_attempt_ = 0;
    TimerId waking_ = 0;  // 0: not waking
    TimerId return_ = 0;
    struct Waiting {
        std::vector<std::byte> frame;
        ns3::Address to;
        std::uint8_t priority;
    };
    std::vector<Waiting> waiting_;  // until the radio is awake
};

/// The header of ours that a MAC payload begins with, behind LLC and SNAP; nothing for other frames.
[[nodiscard]] std::optional<FragmentHeader> fragment_header(ns3::Ptr<const ns3::Packet> mac_payload);

}  // namespace ogsim
