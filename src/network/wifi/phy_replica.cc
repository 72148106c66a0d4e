#include "src/network/wifi/phy_replica.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "ns3/phy-entity.h"
#include "ns3/wifi-psdu.h"
#include "ns3/wifi-utils.h"
#include "src/network/ns3_time.h"
#include "src/network/wifi/fragment_loss.h"

namespace ogsim {
namespace {

constexpr double kLeastRssi = -82.0;  // dBm; of ns-3's ThresholdPreambleDetectionModel
constexpr double kLeastSnr = 4.0;     // dB; of the same
constexpr std::uint16_t kWidth = 20;  // MHz
constexpr std::uint8_t kAntennas = 1;

/// A part of the header, times from the frame's beginning.
struct Section {
    ns3::WifiPpduField field;
    SimTime start, end;
    ns3::WifiMode mode;

    [[nodiscard]] bool is_checked() const {
        return field != ns3::WIFI_PPDU_FIELD_PREAMBLE && field != ns3::WIFI_PPDU_FIELD_TRAINING;
    }
    /// Who does not understand it stops listening; any other it waits to the end of.
    [[nodiscard]] bool ends_reception() const { return field == ns3::WIFI_PPDU_FIELD_NON_HT_HEADER; }
};

std::vector<Section> sections(const ns3::WifiTxVector& vector) {
    const auto entity = ns3::WifiPhy::GetStaticPhyEntity(vector.GetModulationClass());
    std::vector<Section> parts;
    for (const auto& [field, chunk] : entity->GetPhyHeaderSections(vector, ns3::NanoSeconds(0))) {
        parts.push_back({field, from_ns3(chunk.first.first), from_ns3(chunk.first.second), chunk.second});
    }
    std::sort(parts.begin(), parts.end(), [](const Section& a, const Section& b) { return a.start < b.start; });
    return parts;
}

std::uint64_t header_bits(const ns3::WifiMode& mode, const ns3::WifiTxVector& vector, SimTime duration) {
    const auto rate = static_cast<double>(mode.GetDataRate(vector.GetChannelWidth()));
    return static_cast<std::uint64_t>(rate * to_ns3(duration).GetSeconds());
}

std::uint64_t payload_bits(const ns3::WifiTxVector& vector, SimTime duration) {
    const auto rate = static_cast<double>(vector.GetMode().GetDataRate(vector));
    return static_cast<std::uint64_t>(rate * to_ns3(duration).GetSeconds()) / vector.GetNss();
}

/// Of the frame's one MPDU; what rounding leaves of the payload belongs to it.
SimTime mpdu_time(const AirFrame& frame, ns3::WifiPhyBand band) {
    const ns3::WifiTxVector vector = frame.ppdu->GetTxVector();
    const ns3::Ptr<const ns3::WifiPsdu> psdu = frame.ppdu->GetPsdu();
    const auto size = static_cast<std::uint32_t>(psdu->IsSingle() ? psdu->GetAmpduSubframeSize(0) : psdu->GetSize());
    const ns3::MpduType type = psdu->IsSingle() ? ns3::SINGLE_MPDU : ns3::NORMAL_MPDU;
    const SimTime payload = frame.end - frame.start - frame.header;
    const SimTime mpdu = from_ns3(ns3::WifiPhy::GetPayloadDuration(size, vector, band, type));
    const bool is_rounding = payload > mpdu && payload - mpdu < SimTime{vector.GetGuardInterval()};
    return is_rounding ? payload : mpdu;
}

}  // namespace

class PhyReplica::Radio {
 public:
    Radio(const PhyReplica& like, const Burst& burst, int node, Payloads payloads)
        : like_(like), burst_(burst), node_(node), payloads_(payloads) {
        for (const AirFrame& frame : burst.frames) {
            const SimTime delay = like.air_.delay(frame.sender, node);
            arrivals_.push_back({frame.start + delay, frame.end + delay,
                                 frame.watts * like.air_.gain(frame.sender, node, frame.start)});
        }
        heard_.is_decoded.resize(burst.frames.size());
        is_detecting_.resize(burst.frames.size());
        for (std::size_t k = 0; k < arrivals_.size(); ++k) {
            schedule(arrivals_[k].start, Act::kArrive, k);
        }
        told_ = arrivals_.front().start;
        for (const Arrival& each : arrivals_) {
            told_ = std::min(told_, each.start);
        }
    }

    Heard run(SimTime now) {
        while (!coming_.empty() && coming_.begin()->at <= now) {
            const Coming next = *coming_.begin();
            coming_.erase(coming_.begin());
            tell_up_to(next.at);
            now_ = next.at;
            act(next);
        }
        tell_up_to(now);
        return std::move(heard_);
    }

 private:
    enum class Act { kArrive, kDetected, kSection, kPayload, kReset };
    struct Coming {
        SimTime at;
        int order;
        Act act;
        std::size_t frame;
        std::size_t section;
        bool operator<(const Coming& other) const { return std::pair(at, order) < std::pair(other.at, other.order); }
    };
    struct Arrival {
        SimTime start, end;
        double watts;
        bool is_here = false;
    };

    void schedule(SimTime at, Act act, std::size_t frame, std::size_t section = 0) {
        coming_.insert({at, order_++, act, frame, section});
    }

    void act(const Coming& event) {
        switch (event.act) {
            case Act::kArrive:
                return arrive(event.frame);
            case Act::kDetected:
                return detect(event.frame);
            case Act::kSection:
                return end_section(event.frame, event.section);
            case Act::kPayload:
                return end_payload(event.frame);
            case Act::kReset:
                return reset();
        }
    }

    void arrive(std::size_t frame) {
        arrivals_[frame].is_here = true;
        if (arrivals_[frame].watts < like_.sensitivity_) {
            maybe_busy(false);
            return;
        }
        preambles_.insert(frame);
        if (is_receiving()) {
            preambles_.erase(frame);
        } else if (current_ && busy_end_ > now_) {
            drop(frame);
        } else {
            is_detecting_[frame] = true;
            schedule(now_ + kDetection, Act::kDetected, frame);
        }
    }

    void detect(std::size_t frame) {
        if (!is_detecting_[frame]) {
            return;
        }
        is_detecting_[frame] = false;
        const std::size_t strongest =
            *std::max_element(preambles_.begin(), preambles_.end(),
                              [this](std::size_t a, std::size_t b) { return arrivals_[a].watts < arrivals_[b].watts; });
        if (strongest != frame) {
            preambles_.erase(frame);
            return;
        }
        const double watts = arrivals_[frame].watts;
        const double snr = watts / (like_.noise() + others(frame, now_ - SimTime{1}));
        if (ns3::WToDbm(watts) < kLeastRssi || ns3::RatioToDb(snr) < kLeastSnr) {
            drop(frame);
            return;
        }
        current_ = frame;
        std::fill(is_detecting_.begin(), is_detecting_.end(), false);
        preambles_ = {frame};
        vector_ = burst_.frames[frame].ppdu->GetTxVector();
        sections_ = sections(vector_);
        const SimTime end = arrivals_[frame].start + sections_.front().end;
        busy_for(end - now_);
        schedule(end, Act::kSection, frame, 0);
    }

    void end_section(std::size_t frame, std::size_t index) {
        const Section& section = sections_[index];
        if (section.is_checked() && !understands(frame, section)) {
            if (section.ends_reception()) {
                std::fill(is_detecting_.begin(), is_detecting_.end(), false);
                current_.reset();
                preambles_.erase(frame);
                if (arrivals_[frame].end > now_ + until_idle()) {
                    maybe_busy(true);
                }
            } else {
                busy_for(arrivals_[frame].end - now_);
                schedule(arrivals_[frame].end, Act::kReset, frame);
            }
            return;
        }
        if (index + 1 < sections_.size()) {
            const SimTime end = arrivals_[frame].start + sections_[index + 1].end;
            busy_for(end - now_);
            schedule(end, Act::kSection, frame, index + 1);
            return;
        }
        reception_end_ = arrivals_[frame].end;
        heard_.notices.push_back({now_, reception_end_});
        schedule(reception_end_, Act::kPayload, frame);
    }

    void end_payload(std::size_t frame) {
        const bool is_right = payloads_ == Payloads::kDecode && understands_payload(frame);
        heard_.is_decoded[frame] = is_right;
        heard_.reception_end = now_;
        heard_.is_right = is_right;
        if (is_right) {
            claim(burst_.frames[frame]);
        }
        reset();
    }

    void claim(const AirFrame& frame) {
        const ns3::WifiMacHeader& header = frame.ppdu->GetPsdu()->GetHeader(0);
        constexpr std::uint16_t kLargestDuration = 32767;
        if (header.GetRawDuration() <= kLargestDuration) {
            const SimTime end = now_ + from_ns3(frame.ppdu->GetPsdu()->GetDuration());
            heard_.claim_end = std::max(heard_.claim_end.value_or(end), end);
        }
        if (header.IsCfEnd()) {
            heard_.claim_end = now_;
            heard_.is_claim_reset = true;
        }
    }

    void reset() {
        current_.reset();
        preambles_.clear();
        maybe_busy(true);
    }

    void drop(std::size_t frame) {
        preambles_.erase(frame);
        if (arrivals_[frame].end > now_ + until_idle()) {
            maybe_busy(true);
        }
    }

    [[nodiscard]] bool is_receiving() const { return reception_end_ > now_; }
    [[nodiscard]] SimTime until_idle() const {
        return is_receiving() ? reception_end_ - now_ : std::max(SimTime{0}, busy_end_ - now_);
    }

    void maybe_busy(bool by_frame) {
        SimTime left = by_frame ? energy_left(like_.busy_frame_) : SimTime{0};
        if (left == SimTime{0}) {
            left = energy_left(like_.busy_energy_);
        }
        if (left > SimTime{0}) {
            busy_for(left);
        }
    }

    void busy_for(SimTime duration) {
        if (is_receiving()) {
            return;
        }
        busy_end_ = std::max(busy_end_, now_ + duration);
        heard_.notices.push_back({now_, busy_end_});
        heard_.energy_end = now_ + duration;
    }

    [[nodiscard]] double others(std::size_t frame, SimTime at) const {
        double sum = 0.0;
        for (std::size_t k = 0; k < arrivals_.size(); ++k) {
            if (k != frame && arrivals_[k].is_here && arrivals_[k].start <= at && at < arrivals_[k].end) {
                sum += arrivals_[k].watts;
            }
        }
        return sum;
    }

    /// Ends and beginnings of frames in (after, up_to].
    [[nodiscard]] std::set<SimTime> changes(SimTime after, SimTime up_to) const {
        std::set<SimTime> times;
        for (const Arrival& each : arrivals_) {
            for (const SimTime time : {each.start, each.end}) {
                if (each.is_here && time > after && time <= up_to) {
                    times.insert(time);
                }
            }
        }
        return times;
    }

    [[nodiscard]] SimTime energy_left(double least) const {
        constexpr std::size_t kNone = ~std::size_t{0};
        if (others(kNone, now_) < least) {
            return SimTime{0};
        }
        SimTime end = now_;
        for (const SimTime time : changes(now_, kCentury)) {
            end = time;
            if (others(kNone, time) < least) {
                break;
            }
        }
        return end - now_;
    }

    /// Whether all stretches of [start, end] of the frame come through, each with its own power of the others.
    template <class Success>
    bool survives(std::size_t frame, SimTime start, SimTime end, const Success& success) {
        const Arrival& arrival = arrivals_[frame];
        const std::uint64_t stream = HashedErrors::stream(like_.seed_, node_);
        std::uint64_t call = 0;
        bool is_whole = true;
        SimTime from = arrival.start;
        for (const SimTime until : changes(arrival.start, arrival.end)) {
            const SimTime first = std::max(from, start);
            const SimTime last = std::min(until, end);
            if (last > first) {
                const double snr = arrival.watts / (like_.noise() + others(frame, from));
                is_whole = HashedErrors::survives(stream, end, call++, success(snr, last - first)) && is_whole;
            }
            from = until;
            if (from > end) {
                break;
            }
        }
        return is_whole;
    }

    bool understands(std::size_t frame, const Section& section) {
        const SimTime start = arrivals_[frame].start;
        return survives(frame, start + section.start, start + section.end, [&](double snr, SimTime duration) {
            return like_.rates_->success(section.mode, vector_, snr, header_bits(section.mode, vector_, duration),
                                         kAntennas, section.field, SU_STA_ID);
        });
    }

    bool understands_payload(std::size_t frame) {
        const SimTime start = arrivals_[frame].start + burst_.frames[frame].header;
        const SimTime mpdu = mpdu_time(burst_.frames[frame], like_.band_);
        const bool is_right = survives(frame, start, start + mpdu, [&](double snr, SimTime duration) {
            return like_.rates_->success(vector_.GetMode(), vector_, snr, payload_bits(vector_, duration), kAntennas,
                                         ns3::WIFI_PPDU_FIELD_DATA, SU_STA_ID);
        });
        if (!is_right || like_.extra_loss_ == 0.0) {
            return is_right;
        }
        const auto size = burst_.frames[frame].ppdu->GetPsdu()->GetPacket()->GetSize();
        return !FragmentLoss(like_.extra_loss_, like_.seed_, node_).drops(size, start + mpdu);
    }

    void tell(RadioState state, SimTime until) {
        if (until > told_) {
            heard_.spans.push_back({state, told_, until});
            told_ = until;
        }
    }

    /// The PHY's state from the last event to `until`.
    void tell_up_to(SimTime until) {
        if (reception_end_ > told_) {
            tell(RadioState::kRx, std::min(until, reception_end_));
        }
        tell(RadioState::kBusy, std::min(until, busy_end_));
        told_ = std::max(told_, until);
    }

    const PhyReplica& like_;
    const Burst& burst_;
    const int node_;
    const Payloads payloads_;
    std::vector<Arrival> arrivals_;
    std::set<Coming> coming_;
    int order_ = 0;
    SimTime now_{0};
    SimTime told_{0};
    SimTime reception_end_{0};
    SimTime busy_end_{0};
    std::optional<std::size_t> current_;
    std::set<std::size_t> preambles_;
    std::vector<bool> is_detecting_;
    ns3::WifiTxVector vector_;  // of the current frame
    std::vector<Section> sections_;
    Heard heard_;
};

PhyReplica::PhyReplica(const StaticAir& air, std::shared_ptr<ErrorRates> rates, const AirOptions& options,
                       ns3::Ptr<ns3::WifiPhy> like)
    : air_(air),
      rates_(std::move(rates)),
      seed_(options.seed),
      extra_loss_(options.channel.extra_loss),
      band_(like->GetPhyBand()),
      sensitivity_(ns3::DbmToW(like->GetRxSensitivity())),
      busy_frame_(ns3::DbmToW(like->GetCcaSensitivityThreshold())),
      busy_energy_(ns3::DbmToW(like->GetCcaEdThreshold())) {
    constexpr double kBoltzmann = 1.3803e-23;  // J/K, as ns-3 has it
    constexpr double kNoiseFigure = 7.0;       // dB, ns-3's default
    noise_ = ns3::DbToRatio(kNoiseFigure) * (kBoltzmann * 290 * kWidth * 1e6);
}

Heard PhyReplica::listen(const Burst& burst, int node, SimTime now, Payloads payloads) const {
    return Radio(*this, burst, node, payloads).run(now);
}

void PhyReplica::judge(AirFrame& frame, double least_gain) const {
    const double watts = frame.watts * least_gain;
    const double snr = watts / noise_;
    if (ns3::WToDbm(watts) < kLeastRssi + 0.1 || ns3::RatioToDb(snr) < kLeastSnr + 0.1) {
        return;
    }
    const ns3::WifiTxVector vector = frame.ppdu->GetTxVector();
    for (const Section& section : sections(vector)) {
        const std::uint64_t bits = header_bits(section.mode, vector, section.end - section.start);
        if (section.is_checked() &&
            rates_->success(section.mode, vector, snr, bits, kAntennas, section.field, SU_STA_ID) < 1.0) {
            return;
        }
    }
    frame.is_clear = true;
    const std::uint64_t bits = payload_bits(vector, mpdu_time(frame, band_));
    frame.is_certain = extra_loss_ == 0.0 && rates_->success(vector.GetMode(), vector, snr, bits, kAntennas,
                                                             ns3::WIFI_PPDU_FIELD_DATA, SU_STA_ID) >= 1.0;
}

bool PhyReplica::is_noticed(const AirFrame& frame, int node) const {
    const double watts = frame.watts * air_.gain(frame.sender, node, frame.start);
    return ns3::WToDbm(watts) >= kLeastRssi && ns3::RatioToDb(watts / noise_) >= kLeastSnr;
}

}  // namespace ogsim
