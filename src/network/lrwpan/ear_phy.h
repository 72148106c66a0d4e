#pragma once

#include <cstdint>

#include "model/units/sim_time.h"
#include "ns3/error-model.h"
#include "ns3/lr-wpan-phy.h"

namespace ogsim::lrwpan {

/// What an EarPhy tells its node.
class PhyListener {
 public:
    virtual ~PhyListener() = default;
    /// A signal has begun that lasts until `end` and is strong enough for the CCA, or is being received.
    virtual void on_energy(SimTime end) = 0;
    virtual void on_phy_state() = 0;
    virtual void on_frame_begins(ns3::Ptr<const ns3::Packet> psdu) = 0;
};

/// ns-3's transceiver, with ears for energy, and made deaf or mute from outside.
///
/// ns-3's own transceiver is never switched off: in 3.37 that aborts the program where a damaged frame is being
/// received or the MAC is in the middle of a transaction. A deaf one decodes nothing of what is on the air while it is
/// deaf; nobody receives anything from a mute one, nor the frame within which it became mute.
class EarPhy final : public ns3::LrWpanPhy {
 public:
    /// @param extra_loss  Probability that a data frame that was decoded is dropped before the MAC sees it. The draw is
    ///                    a hash of seed, node and time, so that it depends on no other draw. ACKs pass.
    void attach(PhyListener& listener, double extra_loss, std::uint64_t seed, int node);
    void detach() { listener_ = nullptr; }

    void set_deaf(bool is_deaf);
    void set_mute(bool is_mute);
    [[nodiscard]] ns3::LrWpanPhyEnumeration state() const { return state_; }
    /// Whether the frame that is being received will be decoded, as far as deafness goes.
    [[nodiscard]] bool is_listening() const { return !is_deaf_ && !is_spoilt_; }

    void StartRx(ns3::Ptr<ns3::SpectrumSignalParameters> signal) override;

 private:
    class Losses;
    void on_state(ns3::Time when, ns3::LrWpanPhyEnumeration before, ns3::LrWpanPhyEnumeration after);
    void on_reception(ns3::Ptr<const ns3::Packet> psdu);
    void on_transmission(ns3::Ptr<const ns3::Packet> psdu);
    [[nodiscard]] bool loses(ns3::Ptr<const ns3::Packet> psdu);
    void free_if_stuck();

    PhyListener* listener_ = nullptr;
    double extra_loss_ = 0.0;
    std::uint64_t stream_ = 0;
    ns3::LrWpanPhyEnumeration state_ = ns3::IEEE_802_15_4_PHY_TRX_OFF;
    bool is_deaf_ = false;
    bool is_mute_ = false;
    bool is_spoilt_ = false;            // what is being received was not heard from its beginning to its end
    SimTime mute_since_{-1};            // the last time it became so
    const EarPhy* arriving_ = nullptr;  // sender of the signal that StartRx deals with
    bool is_receiving_ = false;         // a frame, and its end is yet to come
    const EarPhy* received_ = nullptr;  // sender of what is being received
    SimTime received_since_{0};
};

}  // namespace ogsim::lrwpan
