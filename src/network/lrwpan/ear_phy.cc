#include "src/network/lrwpan/ear_phy.h"

#include <cmath>

#include "model/random/stream.h"
#include "ns3/lr-wpan-csmaca.h"
#include "ns3/lr-wpan-net-device.h"
#include "ns3/lr-wpan-spectrum-value-helper.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"
#include "ns3/spectrum-signal-parameters.h"
#include "ns3/spectrum-value.h"
#include "src/network/lrwpan/timing.h"
#include "src/network/ns3_time.h"

namespace ogsim::lrwpan {
namespace {

// ns-3 3.37 (LrWpanPhy::EndCca): 10 dB above its fixed sensitivity of -106.58 dBm.
constexpr double kCcaThresholdDbm = -96.58;

SimTime now() {
    return from_ns3(ns3::Simulator::Now());
}

}  // namespace

/// Asked by ns-3 once for each frame, when its reception ends.
class EarPhy::Losses final : public ns3::ErrorModel {
 public:
    explicit Losses(EarPhy& phy) : phy_(phy) {}

 private:
    bool DoCorrupt(ns3::Ptr<ns3::Packet> psdu) override { return phy_.loses(psdu); }
    void DoReset() override {}

    EarPhy& phy_;
};

void EarPhy::attach(PhyListener& listener, double extra_loss, std::uint64_t seed, int node) {
    listener_ = &listener;
    extra_loss_ = extra_loss;
    stream_ = stream_seed(seed, "extra-loss", static_cast<std::uint64_t>(node + 1));
    SetPostReceptionErrorModel(ns3::CreateObject<Losses>(*this));
    TraceConnectWithoutContext("TrxState", ns3::MakeCallback(&EarPhy::on_state, this));
    TraceConnectWithoutContext("PhyRxBegin", ns3::MakeCallback(&EarPhy::on_reception, this));
    TraceConnectWithoutContext("PhyTxBegin", ns3::MakeCallback(&EarPhy::on_transmission, this));
}

void EarPhy::set_deaf(bool is_deaf) {
    is_deaf_ = is_deaf;
    is_spoilt_ = is_spoilt_ || (is_deaf && state_ == ns3::IEEE_802_15_4_PHY_BUSY_RX);
}

void EarPhy::set_mute(bool is_mute) {
    if (is_mute && !is_mute_) {
        mute_since_ = now();
    }
    is_mute_ = is_mute;
}

void EarPhy::StartRx(ns3::Ptr<ns3::SpectrumSignalParameters> signal) {
    const auto* sender = dynamic_cast<const EarPhy*>(ns3::PeekPointer(signal->txPhy));  // null: a foreign one
    if (sender != nullptr && sender->is_mute_) {
        return;
    }
    free_if_stuck();
    const ns3::LrWpanPhyEnumeration before = state_;
    arriving_ = sender;
    LrWpanPhy::StartRx(signal);
    arriving_ = nullptr;
    const bool is_received = before != state_ && state_ == ns3::IEEE_802_15_4_PHY_BUSY_RX;
    const double watts = ns3::LrWpanSpectrumValueHelper::TotalAvgPower(signal->psd, GetCurrentChannelNum());
    const bool is_strong = watts > 0 && 10 * std::log10(watts) + 30 >= kCcaThresholdDbm;
    if (listener_ != nullptr && (is_received || is_strong)) {
        listener_->on_energy(now() + from_ns3(signal->duration));
    }
}

// A frame that begins at the nanosecond in which the MAC turns round to acknowledge another one is locked on and then
// given up, and 3.37 forgets that when a third one is locked on before its end: after that one the transceiver stays
// BUSY_RX with nothing to receive, deaf, and the next signal would stop the program.
void EarPhy::free_if_stuck() {
    if (state_ == ns3::IEEE_802_15_4_PHY_BUSY_RX && !is_receiving_) {
        ns3::DynamicCast<ns3::LrWpanNetDevice>(GetDevice())->GetCsmaCa()->Cancel();  // it begins again
        PlmeSetTRXStateRequest(ns3::IEEE_802_15_4_PHY_FORCE_TRX_OFF);
        PlmeSetTRXStateRequest(ns3::IEEE_802_15_4_PHY_RX_ON);
    }
}

void EarPhy::on_state(ns3::Time /*when*/, ns3::LrWpanPhyEnumeration /*before*/, ns3::LrWpanPhyEnumeration after) {
    state_ = after;
    if (after != ns3::IEEE_802_15_4_PHY_BUSY_RX) {
        is_spoilt_ = false;
    }
    if (listener_ != nullptr) {
        listener_->on_phy_state();
    }
}

void EarPhy::on_reception(ns3::Ptr<const ns3::Packet> /*psdu*/) {
    is_receiving_ = true;
    received_ = arriving_;
    received_since_ = now();
    is_spoilt_ = is_deaf_;
}

void EarPhy::on_transmission(ns3::Ptr<const ns3::Packet> psdu) {
    if (listener_ != nullptr && !is_mute_) {
        listener_->on_frame_begins(psdu);
    }
}

bool EarPhy::loses(ns3::Ptr<const ns3::Packet> psdu) {
    is_receiving_ = false;
    const bool is_broken_off = received_ != nullptr && received_->mute_since_ >= received_since_;
    if (is_deaf_ || is_spoilt_ || is_broken_off) {
        return true;
    }
    if (psdu->GetSize() <= static_cast<std::uint32_t>(kAckPsdu.count)) {
        return false;
    }
    const std::uint64_t draw = stream_seed(stream_, "draw", static_cast<std::uint64_t>(now().count()));
    return static_cast<double>(draw >> 11U) * 0x1p-53 < extra_loss_;
}

}  // namespace ogsim::lrwpan
