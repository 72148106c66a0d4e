#pragma once

#include <map>
#include <vector>

#include "ns3/multi-model-spectrum-channel.h"
#include "ns3/spectrum-converter.h"

namespace ogsim {

/// ns-3's spectrum channel, from which single radios can be taken off and put back.
///
/// A signal reaches the radios that are on the channel in the order of their nodes, whenever they came.
class GatedChannel final : public ns3::MultiModelSpectrumChannel {
 public:
    /// Told of every signal of a radio of ours.
    class Watch {
     public:
        virtual ~Watch() = default;
        /// The signal is about to go out: who is put on the channel now hears it.
        virtual void before(const ns3::SpectrumSignalParameters& signal) = 0;
        /// It is out.
        virtual void after(const ns3::SpectrumSignalParameters& signal) = 0;
    };

    void set_watch(Watch* watch) { watch_ = watch; }
    void put_on(std::uint32_t node);
    void take_off(std::uint32_t node);
    /// The power sent, in the bands in which that node's radio receives; null where it cannot receive it.
    [[nodiscard]] ns3::Ptr<ns3::SpectrumValue> power_within(const ns3::SpectrumSignalParameters& signal,
                                                            std::uint32_t node) {
        return power_within(signal, all_.at(node));
    }

    void AddRx(ns3::Ptr<ns3::SpectrumPhy> radio) override;
    void RemoveRx(ns3::Ptr<ns3::SpectrumPhy> radio) override;
    void StartTx(ns3::Ptr<ns3::SpectrumSignalParameters> signal) override;
    [[nodiscard]] std::size_t GetNDevices() const override { return all_.size(); }
    [[nodiscard]] ns3::Ptr<ns3::NetDevice> GetDevice(std::size_t i) const override;

 private:
    void DoDispose() override;
    void send(const ns3::SpectrumSignalParameters& signal, std::uint32_t node, const ns3::Ptr<ns3::SpectrumPhy>& to);
    [[nodiscard]] ns3::Ptr<ns3::SpectrumValue> power_within(const ns3::SpectrumSignalParameters& signal,
                                                            const ns3::Ptr<ns3::SpectrumPhy>& to);
    void arrive(ns3::Ptr<ns3::SpectrumSignalParameters> signal, ns3::Ptr<ns3::SpectrumPhy> to) { to->StartRx(signal); }

    Watch* watch_ = nullptr;
    std::map<std::uint32_t, ns3::Ptr<ns3::SpectrumPhy>> all_;  // by node
    std::map<std::uint32_t, ns3::Ptr<ns3::SpectrumPhy>> on_;
    std::map<std::pair<ns3::SpectrumModelUid_t, ns3::SpectrumModelUid_t>, ns3::SpectrumConverter> converters_;
};

}  // namespace ogsim
