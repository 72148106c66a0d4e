#include "src/network/wifi/radio_gate.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "model/radio/airtime_80211.h"
#include "ns3/channel-access-manager.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/wifi-mac.h"
#include "ns3/wifi-psdu.h"
#include "ns3/wifi-spectrum-value-helper.h"
#include "src/network/ns3_time.h"
#include "src/network/wifi/standards.h"

namespace ogsim {
namespace {

constexpr std::uint16_t kWidth = 20;  // MHz
constexpr std::size_t kKept = 64;     // bursts that are remembered for a MAC that comes back
// Three radios in turn may each drown the one before within its detection before anybody notices.
constexpr SimTime kUnnoticed = 3 * PhyReplica::kDetection;

std::uint32_t ns3_node(int node) {
    return static_cast<std::uint32_t>(node - kServer);
}

SimTime margin(const StaticAir& air) {
    return 2 * air.longest_delay() + SimTime{2};
}

}  // namespace

RadioGate::RadioGate(const WifiOptions& options, ns3::Ptr<GatedChannel> channel, std::shared_ptr<ErrorRates> rates,
                     ns3::Ptr<ns3::WifiNetDevice> server, const std::vector<ns3::Ptr<WifiWorker>>& workers,
                     Clock& clock, Sink& sink)
    : options_(options),
      channel_(std::move(channel)),
      clock_(clock),
      sink_(sink),
      like_(server->GetPhy()),
      air_(options.air, wifi_standard(options.standard).reference_loss),
      ears_(air_, std::move(rates), options.air, like_),
      log_(margin(air_)),
      fastest_(clock),
      eifs_(from_ns3(like_->GetSifs() + like_->GetAckTxTime())),
      contention_(workers.front()->contention()),
      near_first_(workers.size()) {
    std::iota(near_first_.begin(), near_first_.end(), 0);
    std::stable_sort(near_first_.begin(), near_first_.end(),
                     [this](int one, int other) { return air_.delay(kServer, one) < air_.delay(kServer, other); });
    for (std::size_t i = 0; i < workers.size(); ++i) {
        workers_.push_back(std::make_unique<Ear>());
        workers_.back()->gate = this;
        workers_.back()->worker = ns3::PeekPointer(workers[i]);
        workers_.back()->index = static_cast<int>(i);
        workers_.back()->delay = air_.delay(kServer, static_cast<int>(i));
        on_.insert(static_cast<int>(i));
        workers[i]->set_gate(this);  // and leaves as soon as its first backoff is over
    }
    channel_->set_watch(this);
}

RadioGate::~RadioGate() {
    clock_.cancel(armed_);
    channel_->set_watch(nullptr);
    for (const auto& ear : workers_) {
        ear->worker->set_gate(nullptr);
    }
}

AirFrame RadioGate::frame_of(const ns3::SpectrumSignalParameters& signal) const {
    const auto& wifi = dynamic_cast<const ns3::WifiSpectrumSignalParameters&>(signal);
    const SimTime now = clock_.now();
    const ns3::Ptr<ns3::SpectrumValue> power = channel_->power_within(signal, ns3_node(kServer));
    AirFrame frame{static_cast<int>(signal.txPhy->GetDevice()->GetNode()->GetId()) - 1,
                   now,
                   now + from_ns3(signal.duration),
                   from_ns3(ns3::WifiPhy::CalculatePhyPreambleAndHeaderDuration(wifi.ppdu->GetTxVector())),
                   ns3::WifiSpectrumValueHelper::GetBandPowerW(power, like_->GetBand(kWidth)),
                   wifi.ppdu};
    if (const std::optional<double> gain = air_.least_gain(frame.sender)) {
        ears_.judge(frame, *gain);
    }
    return frame;
}

void RadioGate::before(const ns3::SpectrumSignalParameters& signal) {
    AirFrame frame = frame_of(signal);
    longest_frame_ = std::max(longest_frame_, frame.end - frame.start);
    if (log_.is_quiet(frame.start)) {
        prepare(frame);
    }
    if (frame.is_clear) {
        fastest_stands(frame.start + kUnnoticed + air_.longest_delay(), frame.end + contention_);
    }
    const SimTime claim = frame.end + from_ns3(frame.ppdu->GetPsdu()->GetDuration()) + air_.longest_delay();
    log_.add(std::move(frame), claim);
}

void RadioGate::prepare(const AirFrame& frame) {
    const std::set<int> on = on_;
    for (const int worker : on) {
        Ear& ear = *workers_[static_cast<std::size_t>(worker)];
        if (worker != frame.sender && ear.worker->may_leave()) {
            take_off(ear);
        }
    }
    const SimTime noticed = frame.start + kUnnoticed + air_.longest_delay();
    put_on_who_is_due(who_may_be_due(noticed), noticed);
    if (!frame.is_clear) {  // the clocks of those who miss it run on
        const SimTime over = noticed + std::max(longest_frame_, frame.end - frame.start);
        std::vector<int> workers = who_may_be_due(over);
        std::erase_if(workers, [&](int worker) { return ears_.is_noticed(frame, worker); });
        put_on_who_is_due(workers, over);
    }
    arm();
}

SimTime RadioGate::fastest() {
    if (stands_from_ <= clock_.now()) {
        fastest_.was_busy(stands_from_, stands_until_);
    }
    return fastest_.idle_time();
}

void RadioGate::fastest_stands(SimTime from, SimTime until) {
    static_cast<void>(fastest());
    stands_from_ = stands_from_ > clock_.now() ? stands_from_ : from;
    stands_until_ = std::max(stands_until_, until);
}

std::vector<int> RadioGate::who_may_be_due(SimTime limit) {
    const SimTime last = fastest() + (limit - clock_.now());
    std::vector<int> workers;
    for (auto each = plans_.begin(); each != plans_.end() && each->first <= last; ++each) {
        workers.push_back(each->second);
    }
    return workers;
}

void RadioGate::put_on_who_is_due(const std::vector<int>& workers, SimTime limit) {
    for (const int worker : workers) {
        Ear& ear = *workers_[static_cast<std::size_t>(worker)];
        const std::optional<SimTime> at = due(ear);
        if (at && *at <= limit) {
            put_on(ear);
        } else {
            plan(ear);
        }
    }
}

void RadioGate::after(const ns3::SpectrumSignalParameters& /*signal*/) {
    const Burst& burst = log_.at(log_.end() - 1);
    const AirFrame& frame = burst.frames.back();
    const ns3::Ptr<const ns3::WifiPsdu> psdu = frame.ppdu->GetPsdu();
    if (frame.sender != kServer || !psdu->GetHeader(0).IsData() || !psdu->GetAddr1().IsGroup()) {
        return;
    }
    const ns3::Ptr<const ns3::Packet> payload = psdu->GetPayload(0);
    const auto header = fragment_header(payload);
    if (!header || header->kind != MessageKind::kModel) {
        return;
    }
    auto listeners =
        std::make_shared<Listeners>(Listeners{log_.end() - 1, burst.frames.size() - 1, 0, *header, {}, {}});
    std::vector<std::byte> bytes(payload->GetSize());
    payload->CopyData(reinterpret_cast<std::uint8_t*>(bytes.data()), payload->GetSize());
    listeners->bytes.assign(bytes.begin() + static_cast<std::ptrdiff_t>(kLlcHeader.count), bytes.end());
    listeners->end = frame.end;
    clock_.call_at(frame.end + air_.delay(kServer, near_first_.front()),
                   [this, listeners] { tell_listeners(listeners); });
}

void RadioGate::tell_listeners(std::shared_ptr<Listeners> listeners) {
    for (; listeners->next < near_first_.size(); ++listeners->next) {
        const int worker = near_first_[listeners->next];
        const SimTime at = listeners->end + air_.delay(kServer, worker);
        if (at > clock_.now()) {
            clock_.call_at(at, [this, listeners] { tell_listeners(listeners); });
            return;
        }
        Ear& ear = *workers_[static_cast<std::size_t>(worker)];
        const bool was_off = ear.since <= listeners->burst && (ear.is_off || listeners->burst < ear.back);
        if (was_off && is_heard(ear, *listeners)) {
            ear.worker->hear(listeners->header, listeners->bytes);
        }
    }
}

bool RadioGate::is_heard(const Ear& ear, const Listeners& listeners) const {
    const Burst& burst = log_.at(listeners.burst);
    const bool is_alone = burst.frames.size() == 1;
    return (is_alone && burst.frames.front().is_certain) ||
           ears_.listen(burst, ear.index, clock_.now(), PhyReplica::Payloads::kDecode).is_decoded[listeners.frame];
}

void RadioGate::take_off(Ear& ear) {
    const SimTime now = clock_.now();
    ear.worker->meter_up_to_now();
    ear.is_off = true;
    ear.since = ear.next = log_.end();
    ear.metered = ear.counted = now;
    ear.times = {};
    channel_->take_off(ns3_node(ear.index));
    on_.erase(ear.index);
    ear.worker->idle_clock().set_keeper(&ear);
    plan(ear);
}

void RadioGate::put_on(int worker) {
    put_on(*workers_.at(static_cast<std::size_t>(worker)));
}

void RadioGate::put_on_at_once(int worker) {
    Ear& ear = *workers_[static_cast<std::size_t>(worker)];
    if (ear.is_off) {
        put_on_now(ear);
    }
}

void RadioGate::put_on(Ear& ear) {
    if (!ear.is_off || ear.joining != 0) {
        return;
    }
    if (log_.is_quiet(clock_.now())) {
        put_on_now(ear);
    } else {
        join(ear);
    }
}

/// Exact unless another frame begins before the present one is over.
void RadioGate::join(Ear& ear) {
    ear.joining = 0;
    const SimTime now = clock_.now();
    const Burst& burst = log_.at(log_.end() - 1);
    const SimTime over = end_of_burst(ear);
    if (over <= now) {
        put_on_now(ear);
        return;
    }
    tell_the_mac(ear);
    SimTime begins = over;
    SimTime ends{0};
    for (const Heard::Notice& notice : ears_.listen(burst, ear.index, over, PhyReplica::Payloads::kSkip).notices) {
        begins = std::min(begins, notice.at);
        ends = std::max(ends, notice.until);
    }
    if (begins <= now && ends > now) {
        ear.worker->access_manager()->NotifyCcaBusyStartNow(to_ns3(ends - now), ns3::WIFI_CHANLIST_PRIMARY, {});
    }
    ear.joining = clock_.call_at(begins > now ? begins : over, [this, &ear] { join(ear); });
}

SimTime RadioGate::end_of_burst(const Ear& ear) const {
    SimTime end{0};
    for (const AirFrame& frame : log_.at(log_.end() - 1).frames) {
        end = std::max(end, frame.end + air_.delay(frame.sender, ear.index));
    }
    return end;
}

SimTime RadioGate::time_until_on(int worker) const {
    const Ear& ear = *workers_[static_cast<std::size_t>(worker)];
    return ear.joining == 0 ? SimTime{0} : std::max(SimTime{1}, end_of_burst(ear) - clock_.now());
}

void RadioGate::hand_over_meter(int worker) {
    Ear& ear = *workers_[static_cast<std::size_t>(worker)];
    if (ear.is_off && !ear.meters_itself) {
        bring_up_to_date(ear);
        flush(ear);
        ear.worker->skip_meter();
        ear.meters_itself = true;
    }
}

void RadioGate::put_on_now(Ear& ear) {
    clock_.cancel(std::exchange(ear.joining, 0));
    hand_over_meter(ear.index);
    ear.meters_itself = false;
    unplan(ear);
    ear.is_off = false;
    ear.back = log_.end();
    on_.insert(ear.index);
    tell_the_mac(ear);
    channel_->put_on(ns3_node(ear.index));
    ear.worker->idle_clock().set_keeper(nullptr);
}

/// Of what came while the radio was off, only what would end last counts.
void RadioGate::tell_the_mac(Ear& ear) {
    std::vector<Heard> heard;
    SimTime noticed{0};
    for (std::size_t burst = log_.end(); burst > std::max(ear.since, log_.begin()); --burst) {
        if (burst < log_.end() && noticed > log_.at(burst - 1).latest_claim + eifs_) {
            break;
        }
        heard.push_back(ears_.listen(log_.at(burst - 1), ear.index, clock_.now(), PhyReplica::Payloads::kDecode));
        noticed = std::max(
            {noticed, heard.back().reception_end.value_or(SimTime{0}), heard.back().energy_end.value_or(SimTime{0})});
    }
    Heard all;
    for (auto each = heard.rbegin(); each != heard.rend(); ++each) {
        if (each->reception_end) {
            all.reception_end = each->reception_end;
            all.is_right = each->is_right;
        }
        all.energy_end = each->energy_end ? each->energy_end : all.energy_end;
        if (each->claim_end) {
            all.claim_end = each->is_claim_reset ? *each->claim_end
                                                 : std::max(all.claim_end.value_or(*each->claim_end), *each->claim_end);
        }
    }
    const auto access = ear.worker->access_manager();
    const ns3::Time now = ns3::Simulator::Now();
    if (all.reception_end) {
        access->NotifyRxStartNow(to_ns3(*all.reception_end) - now);  // and it ended right then
    }
    SimTime held = std::max(all.energy_end.value_or(SimTime{0}), all.claim_end.value_or(SimTime{0}));
    if (all.reception_end && !all.is_right) {
        held = std::max(held, *all.reception_end + eifs_);
    }
    if (held > SimTime{0}) {
        access->NotifyNavStartNow(to_ns3(held) - now);
    }
}

void RadioGate::bring_up_to_date(Ear& ear) {
    const SimTime now = clock_.now();
    while (ear.is_off && ear.next < log_.end()) {
        hear_all_plain(ear);
        if (ear.next == log_.end()) {
            return;
        }
        hear(ear, log_.at(ear.next), now);
        if (!log_.is_over(ear.next, now)) {
            return;
        }
        ++ear.next;
    }
}

/// Most of what is on the air: the same as hear(), of plain bursts that are over.
void RadioGate::hear_all_plain(Ear& ear) {
    if (options_.tells_intervals || ear.meters_itself) {
        return;
    }
    FreezingClock& clock = ear.worker->idle_clock();
    SimTime& idle = ear.times[static_cast<std::size_t>(RadioState::kIdle)];
    SimTime& busy = ear.times[static_cast<std::size_t>(RadioState::kBusy)];
    SimTime& rx = ear.times[static_cast<std::size_t>(RadioState::kRx)];
    for (; ear.next + 1 < log_.end() && log_.at(ear.next).is_plain; ++ear.next) {
        const AirFrame& frame = log_.at(ear.next).frames.front();
        const SimTime delay = frame.sender == kServer ? ear.delay : air_.delay(frame.sender, ear.index);
        const SimTime detected = frame.start + delay + PhyReplica::kDetection;
        const SimTime end = frame.end + delay;
        if (detected < ear.counted) {
            return;
        }
        clock.was_busy(detected, end + contention_);
        idle += detected - ear.counted;
        busy += frame.header - PhyReplica::kDetection;
        rx += frame.end - frame.start - frame.header;
        ear.counted = end;
    }
}

void RadioGate::hear(Ear& ear, const Burst& burst, SimTime now) {
    FreezingClock& clock = ear.worker->idle_clock();
    if (!burst.is_plain) {
        const Heard heard = ears_.listen(burst, ear.index, now, PhyReplica::Payloads::kSkip);
        for (const Heard::Notice& notice : heard.notices) {
            clock.was_busy(notice.at, notice.until + contention_);
        }
        for (const Heard::Span& span : heard.spans) {
            count(ear, span.state, span.from, span.until);
        }
        return;
    }
    const AirFrame& frame = burst.frames.front();
    const SimTime delay = air_.delay(frame.sender, ear.index);
    const SimTime detected = frame.start + delay + PhyReplica::kDetection;
    if (detected > now) {
        return;
    }
    const SimTime payload = frame.start + delay + frame.header;
    const SimTime end = frame.end + delay;
    clock.was_busy(detected, end + contention_);
    count(ear, RadioState::kBusy, detected, std::min(payload, now));
    count(ear, RadioState::kRx, payload, std::min(end, now));
}

void RadioGate::count(Ear& ear, RadioState state, SimTime from, SimTime until) {
    from = std::max(from, ear.counted);
    if (until <= from || ear.meters_itself) {
        return;
    }
    if (options_.tells_intervals) {
        if (from > ear.counted) {
            sink_.on(RadioInterval{ear.index, RadioState::kIdle, ear.counted, from});
        }
        sink_.on(RadioInterval{ear.index, state, from, until});
    } else {
        ear.times[static_cast<std::size_t>(RadioState::kIdle)] += from - ear.counted;
        ear.times[static_cast<std::size_t>(state)] += until - from;
    }
    ear.counted = until;
}

void RadioGate::flush(Ear& ear) {
    const SimTime now = clock_.now();
    count(ear, RadioState::kIdle, ear.counted, now);
    if (!options_.tells_intervals && now > ear.metered) {
        sink_.on(RadioTimes{ear.index, ear.metered, now, ear.times});
    }
    ear.metered = now;
    ear.times = {};
}

void RadioGate::meter_up_to_now(int worker) {
    Ear& ear = *workers_[static_cast<std::size_t>(worker)];
    if (ear.is_off && !ear.meters_itself) {
        bring_up_to_date(ear);
        flush(ear);
    } else {
        ear.worker->meter_up_to_now();
    }
}

void RadioGate::forget_the_past() {
    std::size_t told = log_.end() - std::min(log_.end() - log_.begin(), kKept);
    for (const auto& ear : workers_) {
        told = ear->is_off ? std::min(told, ear->next) : told;
    }
    log_.forget_before(told);
}

std::optional<SimTime> RadioGate::due(Ear& ear) {
    bring_up_to_date(ear);
    return ear.worker->idle_clock().next_act();
}

void RadioGate::unplan(Ear& ear) {
    if (ear.planned) {
        plans_.erase({*ear.planned, ear.index});
        ear.planned.reset();
    }
}

void RadioGate::plan(Ear& ear) {
    unplan(ear);
    if (const std::optional<SimTime> missing = ear.worker->idle_clock().idle_until_act()) {
        ear.planned = fastest() + *missing;
        plans_.emplace(*ear.planned, ear.index);
    }
    arm();
}

/// For the first of the plans, on a clock that may stand still meanwhile: it then comes too early.
void RadioGate::arm() {
    if (is_acting_) {
        return;
    }
    const std::optional<SimTime> first = plans_.empty() ? std::nullopt : std::optional(plans_.begin()->first);
    if (first == armed_for_) {
        return;
    }
    clock_.cancel(std::exchange(armed_, 0));
    armed_for_ = first;
    if (first) {
        const SimTime missing = std::max(SimTime{0}, *first - fastest());
        const SimTime from = missing > SimTime{0} ? fastest_.runs_from() : clock_.now();
        armed_ = clock_.call_at(from + missing, [this] { act(); });
    }
}

void RadioGate::act() {
    armed_ = 0;
    armed_for_.reset();
    is_acting_ = true;
    while (!plans_.empty() && plans_.begin()->first <= fastest()) {
        Ear& ear = *workers_[static_cast<std::size_t>(plans_.begin()->second)];
        const std::optional<SimTime> at = due(ear);
        if (at && *at <= clock_.now()) {
            put_on(ear);
            ear.worker->idle_clock().act();
        }
        if (ear.is_off) {
            plan(ear);
        }
    }
    is_acting_ = false;
    arm();
}

}  // namespace ogsim
