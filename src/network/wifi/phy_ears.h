#pragma once

#include "ns3/wifi-phy-listener.h"
#include "src/network/ns3_time.h"
#include "src/network/ns3_version.h"
#include "src/network/wifi/radio_meter.h"
#include "src/protocol/freezing_clock.h"

namespace ogsim {

/// Passes what the PHY notices about the channel on to a node's meter and ordering clock.
///
/// The clock stands still while the radio sends, receives or senses energy, and for the contention time after that:
/// whoever still has a frame or a fragment queued takes the channel within it, so that time passes only while nobody
/// has anything to send. (After a collision a backoff may be longer.) ns-3 needs 4 us to detect a preamble; a radio
/// that sleeps senses nothing, and its clock runs.
class PhyEars final : public ns3::WifiPhyListener {
 public:
    PhyEars(RadioMeter& meter, FreezingClock& clock, Clock& now) : meter_(meter), clock_(clock), now_(now) {}

    /// How long a station with something to send leaves the channel idle at most: an AIFS and the least contention
    /// window.
    void set_contention(SimTime contention) { contention_ = contention; }

    [[nodiscard]] SimTime contention() const { return contention_; }

    void NotifyRxStart(ns3::Time duration) override {
        meter_.begun(RadioState::kRx);
        busy_for(duration);
    }
    void NotifyRxEndOk() override { rx_end(); }
    void NotifyRxEndError(OGSIM_NS3_RX_END_ERROR_ARGUMENTS) override { rx_end(); }
    void NotifyTxStart(ns3::Time duration, OGSIM_NS3_TX_LEVEL /*level*/) override {
        meter_.ended();  // of a reception that the transmission breaks off
        busy_for(duration);
    }
    void NotifyCcaBusyStart(ns3::Time duration, ns3::WifiChannelListType channel,
                            const std::vector<ns3::Time>& /*per_20_mhz*/) override {
        if (channel == ns3::WIFI_CHANLIST_PRIMARY) {
            energy_end_ = std::max(energy_end_, now_.now() + from_ns3(duration));
            meter_.busy_until(energy_end_);
            clock_.busy_until(energy_end_ + contention_);
        }
    }
    void NotifySwitchingStart(ns3::Time duration) override { busy_for(duration); }
    void NotifySleep() override { meter_.begun(RadioState::kSleep); }
    void NotifyWakeup() override { meter_.ended(); }
    void NotifyOff() override {}
    void NotifyOn() override {}

 private:
    void busy_for(ns3::Time duration) {
        busy_end_ = now_.now() + from_ns3(duration);
        clock_.busy_until(busy_end_ + contention_);
    }
    void rx_end() {
        meter_.ended();
        if (busy_end_ > now_.now()) {  // broken off: only the energy that is left keeps the channel busy
            clock_.idle_now();
            clock_.busy_until(std::max(now_.now(), energy_end_) + contention_);
        }
    }

    RadioMeter& meter_;
    FreezingClock& clock_;
    Clock& now_;
    SimTime contention_{0};
    SimTime busy_end_{0};
    SimTime energy_end_{0};
};

}  // namespace ogsim
