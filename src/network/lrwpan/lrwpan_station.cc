#include "src/network/lrwpan/lrwpan_station.h"

#include <algorithm>

#include "model/random/stream.h"
#include "ns3/lr-wpan-csmaca.h"
#include "ns3/lr-wpan-mac.h"
#include "ns3/packet.h"
#include "src/network/lrwpan/timing.h"

namespace ogsim::lrwpan {
namespace {

constexpr std::uint16_t kPan = 0x6f67;  // any; broadcasts of others are 0xffff
constexpr int kFirstAddress = 2;        // of worker 0; the server has 1, and ns-3 takes 0 for none
constexpr int kLastAddress = 0x7fff;    // ns-3 takes higher ones for groups

}  // namespace

ns3::Mac16Address address_of(int node) {
    const int number = node + kFirstAddress;
    const std::uint8_t bytes[2] = {static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number & 0xff)};
    ns3::Mac16Address address;
    address.CopyFrom(bytes);
    return address;
}

std::optional<int> node_of(ns3::Mac16Address address) {
    std::uint8_t bytes[2];
    address.CopyTo(bytes);
    const int number = (bytes[0] << 8) | bytes[1];
    return number >= 1 && number <= kLastAddress ? std::optional(number - kFirstAddress) : std::nullopt;
}

// From the end of a frame that is not acknowledged; after one that is, the MAC waits for less.
SimTime contention(const LrwpanOptions& options) {
    return kAckWait + longest_access(options.max_be);
}

Station::Station(int node, const LrwpanOptions& options, Clock& clock, Sink& sink)
    : node_(node),
      options_(options),
      clock_(clock),
      sink_(sink),
      meter_(node, sink),
      ordering_(std::in_place, clock),
      random_(random_stream(options.air.seed, "lrwpan-pause", static_cast<std::uint64_t>(node + 1))) {}

void Station::attach(ns3::Ptr<ns3::LrWpanNetDevice> device, ns3::Ptr<EarPhy> phy) {
    device_ = device;
    phy_ = phy;
    phy->attach(*this, options_.air.channel.extra_loss, options_.air.seed, node_);
    const ns3::Ptr<ns3::LrWpanMac> mac = device->GetMac();
    mac->SetPanId(kPan);
    mac->SetShortAddress(address_of(node_));
    mac->SetMacMaxFrameRetries(static_cast<std::uint8_t>(options_.max_frame_retries));
    // ns-3 draws the first number from a stream that nobody can assign.
    mac->m_macDsn = ns3::SequenceNumber8(static_cast<std::uint8_t>(random_()));
    mac->SetMcpsDataConfirmCallback(ns3::MakeCallback(&Station::on_confirm, this));
    mac->SetMcpsDataIndicationCallback(ns3::MakeCallback(&Station::on_indication, this));
    mac->TraceConnectWithoutContext("MacState", ns3::MakeCallback(&Station::on_mac_state, this));
    const ns3::Ptr<ns3::LrWpanCsmaCa> csma = device->GetCsmaCa();
    csma->SetMacMinBE(static_cast<std::uint8_t>(node_ == kServer ? options_.server_min_be : options_.min_be));
    csma->SetMacMaxBE(static_cast<std::uint8_t>(options_.max_be));
    csma->SetMacMaxCSMABackoffs(static_cast<std::uint8_t>(options_.max_backoffs));
}

void Station::detach() {
    if (phy_) {
        phy_->detach();
    }
    ordering_.reset();
}

void Station::DoDispose() {
    device_ = nullptr;
    phy_ = nullptr;
    Application::DoDispose();
}

void Station::later(std::function<void()> action) {
    clock_.call_at(clock_.now(), std::move(action));
}

void Station::submit(Job job, Place place) {
    const bool is_first_busy = mac_has_ || pause_ != 0 || (!jobs_.empty() && jobs_.front().next > 0);
    const auto next = jobs_.begin() + (is_first_busy && !jobs_.empty() ? 1 : 0);
    jobs_.insert(place == Place::kLast ? jobs_.end() : next, std::move(job));
    serve();
}

void Station::serve() {
    if (!is_awake() || mac_has_ || pause_ != 0 || jobs_.empty()) {
        return;
    }
    const Job& job = jobs_.front();
    hand_to_mac(job.frames[job.next], job.kind == PieceKind::kModel);
}

void Station::hand_to_mac(const std::vector<std::byte>& frame, bool is_broadcast) {
    mac_has_ = true;
    ns3::McpsDataRequestParams request;
    request.m_dstPanId = kPan;
    request.m_dstAddr = is_broadcast ? ns3::Mac16Address::GetBroadcast() : address_of(kServer);
    request.m_txOptions = is_broadcast ? ns3::TX_OPTION_NONE : ns3::TX_OPTION_ACK;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(frame.data());
    const auto packet = ns3::Create<ns3::Packet>(bytes, static_cast<std::uint32_t>(frame.size()));
    device_->GetMac()->McpsDataRequest(request, packet);
}

// Called from inside the MAC, which then goes on with the frame: act when it has finished.
void Station::on_confirm(ns3::McpsDataConfirmParams confirm) {
    if (ordering_) {
        later([this, status = confirm.m_status] { confirmed(status); });
    }
}

void Station::confirmed(ns3::LrWpanMcpsDataConfirmStatus status) {
    if (!ordering_) {
        return;
    }
    mac_has_ = false;
    wants_back_ = false;
    if (std::exchange(is_orphaned_, false)) {
        if (!is_dead_) {
            phy_->set_mute(false);
            refresh_meter();
        }
        serve();
        return;
    }
    Job& job = jobs_.front();
    const bool is_through = status == ns3::IEEE_802_15_4_SUCCESS && is_received(job);
    if (is_through) {
        ++job.next;
        job.times_on_air = job.resent = job.deferred = 0;
    }
    const bool is_done = job.next == job.frames.size();
    if (is_done || job.is_withdrawn) {
        finish(is_done);
    } else if (!is_through) {
        again(job, status != ns3::IEEE_802_15_4_CHANNEL_ACCESS_FAILURE);
    }
    serve();
}

void Station::again(Job& job, bool was_on_air) {
    if (was_on_air && job.resent == options_.air.retries) {
        finish(false);
        return;
    }
    const SimTime wait = pause(job.resent + job.deferred);
    ++(was_on_air ? job.resent : job.deferred);
    pause_ = clock_.call_at(clock_.now() + wait, [this] {
        pause_ = 0;
        serve();
    });
}

SimTime Station::pause(int attempt) {
    const int min_be = node_ == kServer ? options_.server_min_be : options_.min_be;
    const std::int64_t most = (std::int64_t{1} << options_.max_be) - (std::int64_t{1} << min_be);
    const std::int64_t periods = std::min(std::int64_t{1} << std::min(min_be + attempt, 16), most);
    return SimTime{static_cast<std::int64_t>(uniform() * static_cast<double>((periods * kUnitBackoff).count()))};
}

void Station::finish(bool is_through) {
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    ended(job, is_through);
    fall_asleep_if_free();
}

void Station::withdraw_jobs(const std::function<bool(const Job&)>& which) {
    std::vector<Job> out;
    for (std::size_t i = 0; i < jobs_.size();) {
        if (!which(jobs_[i])) {
            ++i;
            continue;
        }
        jobs_[i].is_withdrawn = true;
        if (is_at_mac(jobs_[i])) {
            ++i;
            wants_back_ = true;
        } else {
            if (i == 0) {
                clock_.cancel(std::exchange(pause_, 0));
            }
            out.push_back(std::move(jobs_[i]));
            jobs_.erase(jobs_.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    later([this] {
        abort_when_possible();
        if (ordering_) {
            serve();
        }
    });
    for (const Job& job : out) {
        ended(job, false);
    }
}

// ns-3's way to give a frame up: as if the channel had been busy too often. Only while the MAC is in its backoff or CCA
// for it; in the middle of a transmission or while it waits for an acknowledgement, that ends first.
void Station::abort_when_possible() {
    if (ordering_ && mac_has_ && wants_back_ && mac_state_ == ns3::MAC_CSMA) {
        device_->GetCsmaCa()->Cancel();
        device_->GetMac()->SetLrWpanMacState(ns3::CHANNEL_ACCESS_FAILURE);
    }
}

void Station::on_mac_state(ns3::LrWpanMacState /*before*/, ns3::LrWpanMacState after) {
    mac_state_ = after;
    if (ordering_ && wants_back_ && after == ns3::MAC_CSMA) {
        later([this] { abort_when_possible(); });
    }
}

void Station::on_frame_begins(ns3::Ptr<const ns3::Packet> psdu) {
    const SimTime start = clock_.now();
    const Bytes size{psdu->GetSize()};
    const SimTime end = start + airtime(size);
    ordering_->busy_until(end + contention(options_));
    FrameSent sent{.node = node_, .update = {}, .start = start, .end = end, .size = size};
    if (size <= kAckPsdu || !mac_has_ || is_orphaned_) {
        sink_.on(sent);
        return;
    }
    Job& job = jobs_.front();
    sent.update = job.update;
    sent.is_retry = ++job.times_on_air > 1;
    sent.is_request = job.kind == PieceKind::kRequest || job.kind == PieceKind::kAsk;
    sink_.on(sent);
    goes_on_air(job, start, end);
}

void Station::on_indication(ns3::McpsDataIndicationParams from, ns3::Ptr<ns3::Packet> packet) {
    std::vector<std::byte> frame(packet->GetSize());
    packet->CopyData(reinterpret_cast<std::uint8_t*>(frame.data()), packet->GetSize());
    const auto header = piece_header(frame);
    const auto node = node_of(from.m_srcAddr);
    if (is_awake() && header && node) {
        heard(*node, *header, frame);
    }
}

void Station::on_energy(SimTime end) {
    energy_end_ = std::max(energy_end_, end);
    meter_.energy(clock_.now(), end);
    if (is_awake()) {
        ordering_->busy_until(energy_end_ + contention(options_));
    }
}

void Station::refresh_meter() {
    meter_.enter(radio_state(), clock_.now());
}

RadioState Station::radio_state() const {
    if (is_dead_) {
        return RadioState::kOff;
    }
    if (rest_ != Rest::kAwake) {
        return rest_ == Rest::kAsleep ? RadioState::kSleep : RadioState::kSwitch;
    }
    if (phy_->state() == ns3::IEEE_802_15_4_PHY_BUSY_TX && !is_orphaned_) {
        return RadioState::kTx;
    }
    const bool is_receiving = phy_->state() == ns3::IEEE_802_15_4_PHY_BUSY_RX && phy_->is_listening();
    return is_receiving ? RadioState::kRx : RadioState::kIdle;
}

void Station::sleep_when_free() {
    if (is_alive() && rest_ != Rest::kAsleep) {
        wants_sleep_ = true;
        fall_asleep_if_free();
    }
}

void Station::fall_asleep_if_free() {
    if (!wants_sleep_ || !jobs_.empty() || mac_has_) {
        return;
    }
    wants_sleep_ = false;
    clock_.cancel(std::exchange(waking_, 0));
    rest_ = Rest::kAsleep;
    phy_->set_deaf(true);
    refresh_meter();
}

void Station::wake_up() {
    wants_sleep_ = false;
    if (!is_alive() || rest_ != Rest::kAsleep) {
        return;
    }
    rest_ = Rest::kWaking;
    refresh_meter();
    if (options_.air.wake_time == SimTime{0}) {
        awake();
    } else {
        waking_ = clock_.call_at(clock_.now() + options_.air.wake_time, [this] { awake(); });
    }
}

void Station::awake() {
    waking_ = 0;
    if (!is_alive()) {
        return;
    }
    rest_ = Rest::kAwake;
    phy_->set_deaf(false);
    refresh_meter();
    if (energy_end_ > clock_.now()) {
        ordering_->busy_until(energy_end_ + contention(options_));
    }
    serve();
}

void Station::switch_off() {
    if (!is_alive()) {
        return;
    }
    is_dead_ = true;
    wants_sleep_ = false;
    rest_ = Rest::kAwake;
    clock_.cancel(std::exchange(waking_, 0));
    clock_.cancel(std::exchange(pause_, 0));
    phy_->set_deaf(true);
    phy_->set_mute(true);
    refresh_meter();
    ordering_->busy_until(kCentury);
    is_orphaned_ = is_orphaned_ || mac_has_;
    wants_back_ = mac_has_;
    later([this] { abort_when_possible(); });
    const std::deque<Job> jobs = std::exchange(jobs_, {});
    dies();
    for (const Job& job : jobs) {
        ended(job, false);
    }
}

void Station::switch_on() {
    if (!ordering_ || !is_dead_) {
        return;
    }
    is_dead_ = false;
    phy_->set_deaf(false);
    phy_->set_mute(is_orphaned_);
    refresh_meter();
    ordering_->idle_now();
    if (energy_end_ > clock_.now()) {
        ordering_->busy_until(energy_end_ + contention(options_));
    }
    serve();
}

}  // namespace ogsim::lrwpan
