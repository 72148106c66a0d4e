#pragma once

#include <vector>

#include "src/network/lrwpan/lrwpan_server.h"
#include "src/network/lrwpan/lrwpan_station.h"

namespace ogsim::lrwpan {

/// A worker's radio: sends updates and requests as acknowledged frames, takes back what has not left, hears broadcasts
/// and, where it is made to, the updates of others.
///
/// With DownlinkRepair::kAsk a worker that has some pieces of a broadcast and not all asks for the others, a random
/// time after the last piece, or after the channel was the server's to use and nothing came; as often in a row without
/// any news as a frame is sent again, and then no more.
class LrwpanWorker final : public Station, public WorkerRadio {
 public:
    LrwpanWorker(int worker, const LrwpanOptions& options, const LrwpanServer& server, Clock& clock, Sink& sink);

    void attach(ns3::Ptr<ns3::LrWpanNetDevice> device, ns3::Ptr<EarPhy> phy) override;

    void listen(WorkerRadioListener& listener) override { listener_ = &listener; }
    void send(UpdateId update, Payload message) override;
    void withdraw() override;
    void request(Payload message) override;
    void sleep() override;
    void wake() override { wake_up(); }
    [[nodiscard]] OrderingClock& ordering_clock() override { return idle_clock(); }

 private:
    void heard(int from, const PieceHeader& header, Payload frame) override;
    [[nodiscard]] bool is_received(const Job& job) const override;
    void ended(const Job& job, bool is_through) override;
    void dies() override;

    void overhear(ns3::Ptr<const ns3::Packet> psdu);
    void tell(UpdateId update, SendOutcome outcome);
    void await_missing(const PieceHeader& last_heard);
    void ask();
    void stop_asking();
    [[nodiscard]] SimTime random_wait();

    const LrwpanServer& server_;
    WorkerRadioListener* listener_ = nullptr;
    Assembly model_;
    std::vector<Assembly> others_;  // one a worker, where it overhears
    std::int64_t requests_ = 0;
    std::int64_t asks_ = 0;
    int asked_in_vain_ = 0;
    TimerId ask_ = 0;
};

}  // namespace ogsim::lrwpan
