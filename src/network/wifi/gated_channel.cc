#include "src/network/wifi/gated_channel.h"

#include <cmath>
#include <iterator>

#include "ns3/angles.h"
#include "ns3/antenna-model.h"
#include "ns3/mobility-model.h"
#include "ns3/node.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/propagation-loss-model.h"
#include "ns3/simulator.h"
#include "ns3/wifi-spectrum-signal-parameters.h"

namespace ogsim {
namespace {

std::uint32_t node_of(const ns3::Ptr<ns3::SpectrumPhy>& radio) {
    return radio->GetDevice()->GetNode()->GetId();
}

bool is_wifi(const ns3::SpectrumSignalParameters& signal) {
    return dynamic_cast<const ns3::WifiSpectrumSignalParameters*>(&signal) != nullptr;
}

}  // namespace

void GatedChannel::put_on(std::uint32_t node) {
    on_.emplace(node, all_.at(node));
}

void GatedChannel::take_off(std::uint32_t node) {
    on_.erase(node);
}

void GatedChannel::AddRx(ns3::Ptr<ns3::SpectrumPhy> radio) {
    all_[node_of(radio)] = radio;
    on_[node_of(radio)] = radio;
}

void GatedChannel::RemoveRx(ns3::Ptr<ns3::SpectrumPhy> radio) {
    on_.erase(node_of(radio));
    all_.erase(node_of(radio));
}

ns3::Ptr<ns3::NetDevice> GatedChannel::GetDevice(std::size_t i) const {
    return std::next(all_.begin(), static_cast<std::ptrdiff_t>(i))->second->GetDevice();
}

void GatedChannel::DoDispose() {
    watch_ = nullptr;
    all_.clear();
    on_.clear();
    MultiModelSpectrumChannel::DoDispose();
}

void GatedChannel::StartTx(ns3::Ptr<ns3::SpectrumSignalParameters> signal) {
    const bool is_ours = watch_ != nullptr && is_wifi(*signal);
    if (is_ours) {
        watch_->before(*signal);
    }
    const std::uint32_t sender = node_of(signal->txPhy);
    for (const auto& [node, radio] : on_) {
        if (node != sender) {
            send(*signal, node, radio);
        }
    }
    if (is_ours) {
        watch_->after(*signal);
    }
}

ns3::Ptr<ns3::SpectrumValue> GatedChannel::power_within(const ns3::SpectrumSignalParameters& signal,
                                                        const ns3::Ptr<ns3::SpectrumPhy>& to) {
    const auto sent = signal.psd->GetSpectrumModel();
    const auto received = to->GetRxSpectrumModel();
    const std::pair uids(sent->GetUid(), received->GetUid());
    if (uids.first == uids.second) {
        return signal.psd->Copy();
    }
    if (sent->IsOrthogonal(*received)) {
        return nullptr;
    }
    const auto found = converters_.try_emplace(uids, sent, received).first;
    return found->second.Convert(signal.psd);
}

void GatedChannel::send(const ns3::SpectrumSignalParameters& signal, std::uint32_t node,
                        const ns3::Ptr<ns3::SpectrumPhy>& to) {
    const ns3::Ptr<ns3::SpectrumValue> power = power_within(signal, to);
    if (!power) {
        return;
    }
    const ns3::Ptr<ns3::MobilityModel> from_place = signal.txPhy->GetMobility();
    const ns3::Ptr<ns3::MobilityModel> to_place = to->GetMobility();
    double loss_db = 0.0;
    if (signal.txAntenna) {
        loss_db -= signal.txAntenna->GetGainDb(ns3::Angles(to_place->GetPosition(), from_place->GetPosition()));
    }
    if (const auto antenna = ns3::DynamicCast<ns3::AntennaModel>(to->GetAntenna())) {
        loss_db -= antenna->GetGainDb(ns3::Angles(from_place->GetPosition(), to_place->GetPosition()));
    }
    loss_db -= m_propagationLoss->CalcRxPower(0, from_place, to_place);
    *power *= std::pow(10.0, (-loss_db) / 10.0);
    const ns3::Ptr<ns3::SpectrumSignalParameters> arriving = signal.Copy();
    arriving->psd = power;
    ns3::Simulator::ScheduleWithContext(node, m_propagationDelay->GetDelay(from_place, to_place), &GatedChannel::arrive,
                                        this, arriving, to);
}

}  // namespace ogsim
