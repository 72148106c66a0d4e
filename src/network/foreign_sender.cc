#include "src/network/foreign_sender.h"

#include <algorithm>
#include <cmath>

#include "ns3/constant-position-mobility-model.h"
#include "ns3/spectrum-signal-parameters.h"
#include "ns3/spectrum-value.h"
#include "src/network/ns3_time.h"

namespace ogsim {
namespace {

constexpr SimTime kSlice = std::chrono::milliseconds(10);

/// In W/Hz, one band wide.
ns3::Ptr<ns3::SpectrumValue> flat(Dbm power, double low_hz, double high_hz) {
    const ns3::Bands band{{low_hz, (low_hz + high_hz) / 2, high_hz}};
    const auto density = ns3::Create<ns3::SpectrumValue>(ns3::Create<ns3::SpectrumModel>(band));
    *density = std::pow(10.0, power.si / 10.0) * 1e-3 / (high_hz - low_hz);
    return density;
}

}  // namespace

ForeignSender::ForeignSender(const AirOptions& options, double low_hz, double high_hz, Clock& clock, Sink& sink)
    : bursts_(options.interference, options.seed),
      clock_(clock),
      sink_(sink),
      power_(flat(options.interference.power, low_hz, high_hz)),
      place_(ns3::CreateObject<ns3::ConstantPositionMobilityModel>()) {
    place_->SetPosition({options.interference.place.x.si, options.interference.place.y.si, 0.0});
}

void ForeignSender::start(ns3::Ptr<ns3::SpectrumChannel> channel) {
    channel_ = std::move(channel);
    next_burst();
}

void ForeignSender::stop() {
    clock_.cancel(next_);
    channel_ = nullptr;
}

void ForeignSender::DoDispose() {
    channel_ = nullptr;
    place_ = nullptr;
    SpectrumPhy::DoDispose();
}

void ForeignSender::next_burst() {
    if (const auto span = bursts_.next()) {
        next_ = clock_.call_at(std::max(span->start, clock_.now()), [this, end = span->end] {
            sink_.on(Interfered{clock_.now(), end});
            send_until(end);
        });
    }
}

void ForeignSender::send_until(SimTime end) {
    const SimTime slice = std::min(kSlice, end - clock_.now());
    if (slice > SimTime{0}) {
        const auto signal = ns3::Create<ns3::SpectrumSignalParameters>();
        signal->duration = to_ns3(slice);
        signal->psd = power_;
        signal->txPhy = this;
        channel_->StartTx(signal);
    }
    if (clock_.now() + slice >= end) {
        next_burst();
    } else {
        next_ = clock_.call_at(clock_.now() + slice, [this, end] { send_until(end); });
    }
}

ns3::Ptr<ForeignSender> start_foreign_sender(const AirOptions& options, ns3::Ptr<ns3::SpectrumChannel> channel,
                                             double low_hz, double high_hz, Clock& clock, Sink& sink) {
    if (options.interference.kind == Interference::Kind::kNone) {
        return nullptr;
    }
    const auto sender = ns3::CreateObject<ForeignSender>(options, low_hz, high_hz, clock, sink);
    sender->start(std::move(channel));
    return sender;
}

}  // namespace ogsim
