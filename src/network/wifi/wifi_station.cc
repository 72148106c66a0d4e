#include "src/network/wifi/wifi_station.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/radio/airtime_80211.h"
#include "ns3/block-ack-manager.h"
#include "ns3/frame-exchange-manager.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/qos-txop.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/wifi-mac-header.h"
#include "ns3/wifi-mac-queue.h"
#include "ns3/wifi-phy.h"
#include "ns3/wifi-psdu.h"

namespace ogsim {
namespace {

// IEEE 802.11-2020, table 9-155: best effort traffic (AIFSN 3); without QoS it is two slots, and less.
constexpr std::int64_t kAifsSlots = 3;

constexpr std::uint8_t kBestEffort = 0;  // user priorities of IEEE 802.1D
constexpr std::uint8_t kVoice = 7;
constexpr std::uint16_t kEthertype = 0x88B5;                          // IEEE 802 local experimental
constexpr SimTime kPreambleDetection = std::chrono::microseconds(4);  // of ns-3's WifiPhy

RadioState radio_state(ns3_names::PhyState state) {
    switch (state) {
        case ns3_names::PhyState::TX:
            return RadioState::kTx;
        case ns3_names::PhyState::RX:
            return RadioState::kRx;
        case ns3_names::PhyState::IDLE:
            return RadioState::kIdle;
        case ns3_names::PhyState::SLEEP:
            return RadioState::kSleep;
        case ns3_names::PhyState::OFF:
            return RadioState::kOff;
        default:
            return RadioState::kBusy;
    }
}

}  // namespace

std::optional<FragmentHeader> fragment_header(ns3::Ptr<const ns3::Packet> mac_payload) {
    constexpr auto kLlc = static_cast<std::size_t>(kLlcHeader.count);
    std::array<std::byte, kLlc + FragmentHeader::kSize> bytes{};
    if (mac_payload->CopyData(reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()) < bytes.size() ||
        bytes[kLlc - 2] != std::byte{kEthertype >> 8} || bytes[kLlc - 1] != std::byte{kEthertype & 0xff}) {
        return std::nullopt;
    }
    return fragment_header(Payload(bytes).subspan(kLlc));
}

WifiStation::WifiStation(int node, const AirOptions& air, Clock& clock, Sink& sink)
    : node_(node),
      air_(air),
      clock_(clock),
      sink_(sink),
      meter_(node, sink),
      ordering_(std::in_place, clock),
      ears_(meter_, *ordering_, clock) {}

void WifiStation::attach(ns3::Ptr<ns3::WifiNetDevice> device, const WifiStandardRow& standard) {
    device_ = device;
    standard_ = &standard;
    const ns3::Ptr<ns3::WifiPhy> phy = device->GetPhy();
    const std::int64_t least_window = device->GetMac()->GetQosTxop(ns3::AC_BE)->GetMinCw(0);
    ears_.set_contention(from_ns3(phy->GetSifs() + (kAifsSlots + least_window) * phy->GetSlot()));
    phy->RegisterListener(&ears_);
    phy->GetState()->TraceConnectWithoutContext("State", ns3::MakeCallback(&WifiStation::on_state, this));
    phy->TraceConnectWithoutContext("PhyTxPsduBegin", ns3::MakeCallback(&WifiStation::on_transmission, this));
    phy->SetReceiveOkCallback(ns3::MakeCallback(&WifiStation::on_reception, this));
}

void WifiStation::detach() {
    if (ordering_ && device_) {
        device_->GetPhy()->UnregisterListener(&ears_);
    }
    ordering_.reset();
}

void WifiStation::DoDispose() {
    device_ = nullptr;
    Application::DoDispose();
}

void WifiStation::transmit(const std::vector<std::byte>& frame, const ns3::Address& to, std::uint8_t priority) {
    if (is_asleep()) {
        waiting_.push_back({frame, to, priority});
        return;
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(frame.data());
    const auto packet = ns3::Create<ns3::Packet>(bytes, static_cast<std::uint32_t>(frame.size()));
    ns3::SocketPriorityTag tag;
    tag.SetPriority(priority);
    packet->AddPacketTag(tag);
    device_->Send(packet, to, kEthertype);
}

void WifiStation::take_back(ns3::AcIndex category, const ns3::Address& to,
                            const std::function<bool(const FragmentHeader&)>& is_meant) {
    std::erase_if(waiting_, [&](const Waiting& each) { return is_meant(*fragment_header(Payload(each.frame))); });
    const ns3::Ptr<ns3::WifiMacQueue> queue = device_->GetMac()->GetTxopQueue(category);
    const ns3::Mac48Address address = ns3::Mac48Address::ConvertFrom(to);
    const std::uint8_t tid = category == ns3::AC_VO ? kVoice : kBestEffort;
    const ns3::WifiContainerQueueId where{
        address.IsGroup() ? ns3::WIFI_QOSDATA_BROADCAST_QUEUE : ns3::WIFI_QOSDATA_UNICAST_QUEUE,
        address.IsGroup() ? device_->GetMac()->GetAddress() : address, tid};
    std::vector<ns3::Ptr<const ns3::WifiMpdu>> found;
    for (auto frame = queue->PeekByQueueId(where); frame; frame = queue->PeekByQueueId(where, frame)) {
        const auto header = fragment_header(frame->GetPacket());
        if (header && !frame->IsInFlight() && is_meant(*header)) {
            found.push_back(frame);
        }
    }
    const ns3::Ptr<ns3::QosTxop> access = device_->GetMac()->GetQosTxop(category);
    for (const auto& frame : found) {
        queue->Remove(frame);
        if (frame->GetHeader().IsRetry() && !address.IsGroup() && access->GetBaAgreementEstablished(address, tid)) {
            access->GetBaManager()->NotifyDiscardedMpdu(frame);  // else the window would wait for it
        }
    }
}

void WifiStation::on_state(ns3::Time start, ns3::Time duration, ns3_names::PhyState state) {
    if (ordering_) {
        meter_.logged(radio_state(state), from_ns3(start), from_ns3(start + duration));
    }
}

void WifiStation::on_transmission(ns3::WifiConstPsduMap frames, ns3::WifiTxVector vector, double /*power*/) {
    begins_to_send();
    if (!is_alive()) {
        return;
    }
    const SimTime start = clock_.now();
    const SimTime end =
        start + from_ns3(ns3::WifiPhy::CalculateTxDuration(frames, vector, device_->GetPhy()->GetPhyBand()));
    const ns3::Ptr<const ns3::WifiPsdu> frame = frames.begin()->second;  // single user: one frame
    FrameSent sent{node_, std::nullopt, start, end, Bytes{frame->GetSize()}, frame->GetHeader(0).IsRetry()};
    if (const auto header = frame->GetHeader(0).HasData() ? fragment_header(frame->GetPayload(0)) : std::nullopt) {
        sent.update = header->kind == MessageKind::kUpdate ? std::optional(header->update) : std::nullopt;
        sent.is_request = header->kind == MessageKind::kRequest || header->kind == MessageKind::kMissing;
    }
    for (std::size_t i = 0; i < frame->GetNMpdus(); ++i) {
        if (const auto header = frame->GetHeader(i).HasData() ? fragment_header(frame->GetPayload(i)) : std::nullopt) {
            sent.is_retry = goes_on_air(*header, start, end) || sent.is_retry;
        }
    }
    sink_.on(sent);
}

void WifiStation::on_reception(ns3::Ptr<const ns3::WifiPsdu> frames, ns3::RxSignalInfo signal, ns3::WifiTxVector vector,
                               std::vector<bool> is_right) {
    if (is_dead_) {
        return;
    }
    device_->GetMac()->GetFrameExchangeManager()->Receive(frames, signal, vector, is_right);
    for (std::size_t i = 0; i < frames->GetNMpdus() && is_alive(); ++i) {
        if (frames->GetHeader(i).IsData() && (i >= is_right.size() || is_right[i])) {
            receive(frames, i);
        }
    }
}

void WifiStation::receive(ns3::Ptr<const ns3::WifiPsdu> frames, std::size_t index) {
    const ns3::Ptr<const ns3::Packet> payload = frames->GetPayload(index);
    const auto header = fragment_header(payload);
    if (!header) {
        return;
    }
    std::vector<std::byte> bytes(payload->GetSize());
    payload->CopyData(reinterpret_cast<std::uint8_t*>(bytes.data()), payload->GetSize());
    const Payload frame = Payload(bytes).subspan(static_cast<std::size_t>(kLlcHeader.count));
    const ns3::Mac48Address to = frames->GetHeader(index).GetAddr1();
    if (to.IsGroup() || to == device_->GetMac()->GetAddress()) {
        heard(*header, frame);
    } else {
        overheard(*header, frame);
    }
}

/// At this instant, but after whatever the PHY is telling just now: told from inside the end of a reception, it would
/// leave sleep again with it.
void WifiStation::sleep_soon() {
    if (is_alive()) {
        wants_sleep_ = true;
        later([this] {
            if (wants_sleep_) {
                sleep_when_quiet();
            }
        });
    }
}

void WifiStation::sleep_when_quiet() {
    if (!is_alive()) {
        return;
    }
    if (is_asleep()) {
        if (waking_ != 0) {
            clock_.cancel(std::exchange(waking_, 0));
            meter_.up_to(clock_.now());
            meter_.begun(RadioState::kSleep);
        }
        return;
    }
    // ns-3's PHY must not fall asleep within a frame: what it has scheduled for the frame's later parts would abort.
    wants_sleep_ = true;
    const SimTime wait = time_until_quiet();
    if (wait == SimTime{0}) {
        device_->GetPhy()->SetSleepMode();
        return;
    }
    clock_.cancel(sleep_attempt_);
    // One nanosecond on: at the end itself the next part of the frame has not begun yet.
    sleep_attempt_ = clock_.call_at(clock_.now() + wait + SimTime{1}, [this] {
        if (wants_sleep_) {
            sleep_when_quiet();
        }
    });
}

SimTime WifiStation::time_until_quiet() const {
    if (const SimTime coming = time_until_on(); coming > SimTime{0}) {
        return coming;
    }
    const ns3::Ptr<ns3::WifiPhy> phy = device_->GetPhy();
    if (!phy->IsStateIdle()) {
        // At the end of a frame no delay is left, but the PHY still has to leave its state, which would undo a sleep.
        return std::max(from_ns3(phy->GetDelayUntilIdle()), SimTime{1});
    }
    for (const ns3::WifiModulationClass format : standard_->formats) {
        if (!phy->GetPhyEntity(format)->NoEndPreambleDetectionEvents()) {
            return kPreambleDetection;
        }
    }
    return SimTime{0};
}

namespace {

/// ns-3 keeps the slots left to itself.
struct Backoff : ns3::Txop {
    using Txop::GetBackoffSlots;
    using Txop::GetBackoffStart;
};
constexpr std::uint8_t kOnlyLink = 0;

}  // namespace

bool WifiStation::is_at_rest() const {
    if (is_dead_ || is_asleep() || waking_ != 0 || !waiting_.empty() || time_until_quiet() > SimTime{0}) {
        return false;
    }
    const auto mac = device_->GetMac();
    const ns3::Time idle_since = mac->GetChannelAccessManager()->GetAccessGrantStart();
    const auto is_free = [&](ns3::AcIndex category) {
        const ns3::Ptr<ns3::QosTxop> access = mac->GetQosTxop(category);
        const std::uint32_t slots = (*access.*(&Backoff::GetBackoffSlots))(kOnlyLink);
        const ns3::Time slot = device_->GetPhy()->GetSlot();
        const ns3::Time start = std::max((*access.*(&Backoff::GetBackoffStart))(kOnlyLink),
                                         idle_since + access->GetAifsn(kOnlyLink) * slot);
        return access->GetAccessStatus(kOnlyLink) == ns3::Txop::NOT_REQUESTED &&
               mac->GetTxopQueue(category)->GetNPackets() == 0 && start + slots * slot < ns3::Simulator::Now();
    };
    return is_free(ns3::AC_BE) && is_free(ns3::AC_VO);
}

// ns-3's PHY wakes at once: it is left asleep for the wake time.
void WifiStation::wake_up() {
    wants_sleep_ = false;
    if (!is_alive() || !is_asleep() || waking_ != 0) {
        return;
    }
    if (air_.wake_time == SimTime{0}) {
        woken();
        return;
    }
    meter_.up_to(clock_.now());
    meter_.begun(RadioState::kSwitch);
    waking_ = clock_.call_at(clock_.now() + air_.wake_time, [this] { woken(); });
}

void WifiStation::woken() {
    waking_ = 0;
    if (!is_alive()) {
        return;
    }
    meter_.up_to(clock_.now());
    device_->GetPhy()->ResumeFromSleep();
    for (const Waiting& each : std::exchange(waiting_, {})) {
        transmit(each.frame, each.to, each.priority);
    }
}

void WifiStation::switch_off() {
    clock_.cancel(std::exchange(return_, 0));
    if (!is_alive()) {
        return;
    }
    dies();
    is_dead_ = true;
    wants_sleep_ = false;
    clock_.cancel(std::exchange(waking_, 0));
    waiting_.clear();
    meter_.off(clock_.now());
    ordering_->busy_until(kCentury);
    radio_off();
}

void WifiStation::switch_on() {
    if (!ordering_ || !is_dead_) {
        return;
    }
    const ns3::Ptr<ns3::WifiPhy> phy = device_->GetPhy();
    if (!phy->IsStateOff()) {
        const SimTime wait = time_until_quiet() + SimTime{2};  // just after radio_off()
        return_ = clock_.call_at(clock_.now() + wait, [this] { switch_on(); });
        return;
    }
    dies();  // takes back what the MAC has kept
    is_dead_ = false;
    phy->ResumeFromOff();
    meter_.on(clock_.now());
    ordering_->idle_now();
}

// Not within a frame: ns-3's MAC expects the end of its own, and a PHY that goes off while it receives never detects a
// preamble again after it has come back. Nothing is metered any more, and what still comes in is dropped.
void WifiStation::radio_off() {
    const ns3::Ptr<ns3::WifiPhy> phy = device_->GetPhy();
    if (!is_dead_) {
        return;
    }
    const SimTime wait = is_asleep() ? SimTime{0} : time_until_quiet();
    if (wait > SimTime{0}) {
        clock_.call_at(clock_.now() + wait + SimTime{1}, [this] { radio_off(); });
        return;
    }
    if (is_asleep()) {
        phy->ResumeFromSleep();  // ns-3 has no way from sleep to off
    }
    phy->SetOffMode();
}

}  // namespace ogsim
