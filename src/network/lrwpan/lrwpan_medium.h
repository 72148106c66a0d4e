#pragma once

#include <vector>

#include "ns3/ptr.h"
#include "src/network/foreign_sender.h"
#include "src/network/lrwpan/lrwpan_server.h"
#include "src/network/lrwpan/lrwpan_worker.h"
#include "src/network/media.h"

namespace ogsim {

/// ns-3's 802.15.4 without beacons, channel 11 at 2.405 GHz, 250 kbit/s: a server and its workers, unslotted CSMA/CA.
class LrwpanMedium final : public Medium {
 public:
    LrwpanMedium(LrwpanOptions options, Clock& clock, Sink& sink);
    ~LrwpanMedium() override;
    LrwpanMedium(const LrwpanMedium&) = delete;
    LrwpanMedium& operator=(const LrwpanMedium&) = delete;

    [[nodiscard]] WorkerRadio& worker(int worker) override;
    [[nodiscard]] ServerRadio& server() override;
    void meter_up_to_now() override;
    void switch_off(int node) override;
    void switch_on(int node) override;

 private:
    [[nodiscard]] lrwpan::Station& station(int node);

    const LrwpanOptions options_;
    ns3::Ptr<lrwpan::LrwpanServer> server_;
    std::vector<ns3::Ptr<lrwpan::LrwpanWorker>> workers_;
    ns3::Ptr<ForeignSender> foreign_;  // null: none
};

}  // namespace ogsim
