#pragma once

#include "ns3/net-device.h"
#include "ns3/spectrum-channel.h"
#include "ns3/spectrum-phy.h"
#include "src/network/bursts.h"
#include "src/protocol/ports.h"

namespace ogsim {

/// A sender of another network, as our radios notice it: flat power over a band during the spans that Bursts draws.
///
/// It works on any of ns-3's spectrum channels that takes several spectrum models. A long span is sent in slices of
/// 10 ms at most, so that it follows who moves and fades. Emits an Interfered for each span.
class ForeignSender final : public ns3::SpectrumPhy {
 public:
    /// @param low_hz, high_hz  The band.
    ForeignSender(const AirOptions& options, double low_hz, double high_hz, Clock& clock, Sink& sink);

    /// Begins; nothing is called or emitted after stop().
    void start(ns3::Ptr<ns3::SpectrumChannel> channel);
    void stop();

    void SetDevice(ns3::Ptr<ns3::NetDevice>) override {}
    [[nodiscard]] ns3::Ptr<ns3::NetDevice> GetDevice() const override { return nullptr; }
    void SetMobility(ns3::Ptr<ns3::MobilityModel> place) override { place_ = place; }
    [[nodiscard]] ns3::Ptr<ns3::MobilityModel> GetMobility() const override { return place_; }
    void SetChannel(ns3::Ptr<ns3::SpectrumChannel> channel) override { channel_ = channel; }
    [[nodiscard]] ns3::Ptr<const ns3::SpectrumModel> GetRxSpectrumModel() const override { return nullptr; }
    [[nodiscard]] ns3::Ptr<ns3::Object> GetAntenna() const override { return nullptr; }
    void StartRx(ns3::Ptr<ns3::SpectrumSignalParameters>) override {}

 private:
    void DoDispose() override;
    void next_burst();
    void send_until(SimTime end);

    Bursts bursts_;
    Clock& clock_;
    Sink& sink_;
    ns3::Ptr<ns3::SpectrumValue> power_;
    ns3::Ptr<ns3::MobilityModel> place_;
    ns3::Ptr<ns3::SpectrumChannel> channel_;
    TimerId next_ = 0;
};

/// The foreign sender of these options, started; none where they name none.
[[nodiscard]] ns3::Ptr<ForeignSender> start_foreign_sender(const AirOptions& options,
                                                           ns3::Ptr<ns3::SpectrumChannel> channel, double low_hz,
                                                           double high_hz, Clock& clock, Sink& sink);

}  // namespace ogsim
