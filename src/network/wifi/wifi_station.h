#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "ns3/application.h"
#include "ns3/wifi-net-device.h"
#include "ns3/wifi-phy-state.h"
#include "ns3/wifi-ppdu.h"
#include "ns3/wifi-tx-vector.h"
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
class WifiStation : public ns3::Application {
 public:
    /// @param node  worker, or kServer.
    WifiStation(int node, Clock& clock, Sink& sink);

    /// Takes over the device; the node must have been given both.
    virtual void attach(ns3::Ptr<ns3::WifiNetDevice> device, const WifiStandardRow& standard);
    /// Nothing of the medium is called or emitted from here on: it is going.
    virtual void detach();
    void meter_up_to_now() { meter_.up_to(clock_.now()); }
    void switch_off();

    [[nodiscard]] FreezingClock& idle_clock() { return *ordering_; }

 protected:
    void transmit(const std::vector<std::byte>& frame, const ns3::Address& to, std::uint8_t priority);
    /// A frame of ours came in, addressed to this node or to all.
    virtual void heard(const FragmentHeader& header, Payload frame) = 0;
    /// A frame of ours goes on the air. Returns whether it has been there before, other than by the MAC's own retries.
    virtual bool goes_on_air(const FragmentHeader& header, SimTime start, SimTime end) = 0;
    virtual void dies() = 0;

    void sleep_when_quiet();
    void wake_up();
    void later(std::function<void()> action) { clock_.call_at(clock_.now(), std::move(action)); }
    /// Not dead, and the medium is still there.
    [[nodiscard]] bool is_alive() const { return ordering_.has_value() && !is_dead_; }

    const int node_;
    Clock& clock_;
    Sink& sink_;
    ns3::Ptr<ns3::WifiNetDevice> device_;

 private:
    void DoDispose() override;
    void on_state(ns3::Time start, ns3::Time duration, ns3::WifiPhyState state);
    void on_transmission(ns3::WifiConstPsduMap frames, ns3::WifiTxVector vector, double power);
    void on_packet(ns3::Ptr<ns3::NetDevice> device, ns3::Ptr<const ns3::Packet> packet, std::uint16_t protocol,
                   const ns3::Address& from, const ns3::Address& to, ns3::NetDevice::PacketType type);
    [[nodiscard]] SimTime time_until_quiet() const;
    void radio_off();

    RadioMeter meter_;
    std::optional<FreezingClock> ordering_;
    PhyEars ears_;
    const WifiStandardRow* standard_ = nullptr;
    bool is_dead_ = false;
    bool wants_sleep_ = false;
    TimerId sleep_attempt_ = 0;
};

/// The header of ours that a MAC payload begins with, behind LLC and SNAP; nothing for other frames.
[[nodiscard]] std::optional<FragmentHeader> fragment_header(ns3::Ptr<const ns3::Packet> mac_payload);

}  // namespace ogsim
