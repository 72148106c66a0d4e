#pragma once

#include <memory>
#include <vector>

#include "ns3/ptr.h"
#include "src/network/foreign_sender.h"
#include "src/network/media.h"
#include "src/network/wifi/radio_gate.h"
#include "src/network/wifi/wifi_server.h"
#include "src/network/wifi/wifi_worker.h"

namespace ogsim {

/// ns-3's 802.11, ad hoc, 20 MHz: a server and its workers in a disc, the loss of channel.h, raw frames.
///
/// The channel is a spectrum channel, not the cheaper Yans one: it is the one from which idle radios can be taken off
/// (see RadioGate), and both give the same result while nothing collides. Whether a frame comes through is drawn by
/// HashedErrors, whether radios are taken off or not.
/// Not modelled: association, beacons, power saving.
class WifiMedium final : public Medium {
 public:
    WifiMedium(WifiOptions options, Clock& clock, Sink& sink);
    ~WifiMedium() override;
    WifiMedium(const WifiMedium&) = delete;
    WifiMedium& operator=(const WifiMedium&) = delete;

    [[nodiscard]] WorkerRadio& worker(int worker) override;
    [[nodiscard]] ServerRadio& server() override;
    void meter_up_to_now() override;
    void switch_off(int node) override;
    void switch_on(int node) override;

 private:
    const WifiOptions options_;
    ns3::Ptr<WifiServer> server_;
    std::vector<ns3::Ptr<WifiWorker>> workers_;
    ns3::Ptr<ForeignSender> foreign_;
    std::unique_ptr<RadioGate> gate_;  // none: all are on the channel all the time
};

}  // namespace ogsim
