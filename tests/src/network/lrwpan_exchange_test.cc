#include <gtest/gtest.h>

#include <stdexcept>

#include "ns3/constant-position-mobility-model.h"
#include "ns3/lr-wpan-csmaca.h"
#include "ns3/lr-wpan-helper.h"
#include "ns3/lr-wpan-mac.h"
#include "ns3/lr-wpan-net-device.h"
#include "ns3/multi-model-spectrum-channel.h"
#include "ns3/node-container.h"
#include "ns3/packet.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/propagation-loss-model.h"
#include "src/network/lrwpan/timing.h"
#include "src/network/ns3_time.h"
#include "tests/src/network/lrwpan_cell.h"

namespace ogsim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// One worker 3 m away: light takes 10 ns.
constexpr SimTime kPropagation{10};
const std::vector<Place> kNear = {{Metres{3}, Metres{0}}};

// No random backoff: CCA 8 symbols of 16 us, turnaround 12. Message 100 bytes + 8 (our header) + 11 (MAC) = 119 bytes,
// after 6 of synchronisation, at 32 us each: 4000 us. ACK: turnaround and 11 * 32 us.
TEST(LrwpanExchange, TakesWhatTheStandardSaysToTheNanosecond) {
    LrwpanCell cell({.air = {.workers = 1, .places = kNear}, .min_be = 0});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 100); });
    cell.run_until(milliseconds(10));
    ASSERT_EQ(cell.recorder.frames.size(), 2U);
    const FrameSent& data = cell.recorder.frames[0];
    const FrameSent& ack = cell.recorder.frames[1];
    EXPECT_EQ(data.size, Bytes{119});
    EXPECT_EQ(data.update, (UpdateId{0, 1}));
    EXPECT_EQ(data.start, milliseconds(1) + microseconds(128 + 192));
    EXPECT_EQ(data.end, data.start + microseconds(4000));
    EXPECT_EQ(ack.node, kServer);
    EXPECT_EQ(ack.size, Bytes{5});
    EXPECT_EQ(ack.update, std::nullopt);
    EXPECT_EQ(ack.start, data.end + kPropagation + microseconds(192));
    EXPECT_EQ(ack.end, ack.start + microseconds(352));
    ASSERT_EQ(cell.server.updates.size(), 1U);
    EXPECT_EQ(cell.server.updates[0].at, data.end + kPropagation);
    EXPECT_EQ(cell.server.updates[0].bytes, some_bytes(100, 0));
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    EXPECT_EQ(cell.ear(0).outcomes[0].outcome, SendOutcome::kAcknowledged);
    EXPECT_EQ(cell.ear(0).outcomes[0].at, ack.end + kPropagation);
}

// 1000 bytes are 9 pieces of 108 (127-byte frames: 4256 us) and one of 28 (47 bytes: 1696 us). Each is preceded by CCA
// and turnaround (320 us), followed by turnaround and ACK (544 us), and all but the first wait 640 us (LIFS).
TEST(LrwpanExchange, AWholeMessageTakesTheSumOfItsFrames) {
    LrwpanCell cell({.air = {.workers = 1, .places = kNear}, .min_be = 0});
    cell.at(milliseconds(1), [&] { cell.send(0, 1, 1000); });
    cell.run_until(milliseconds(100));
    EXPECT_EQ(cell.recorder.frames.size(), 20U);
    ASSERT_EQ(cell.ear(0).outcomes.size(), 1U);
    const SimTime sum = microseconds(10 * 320 + 9 * 4256 + 1696 + 10 * 544 + 9 * 640);
    EXPECT_EQ(cell.ear(0).outcomes[0].at, milliseconds(1) + sum + 20 * kPropagation);
}

// Three pieces of 127, 127 and 95 bytes: each 320 us of CCA and turnaround, 640 us between a frame's end and the next
// CCA. The worker sends nothing.
TEST(LrwpanExchange, ABroadcastIsFramesWithoutAcknowledgementOneAfterAnother) {
    LrwpanCell cell({.air = {.workers = 1, .places = kNear}});
    cell.at(milliseconds(1), [&] { cell.broadcast(7, 108 + 108 + 76); });
    cell.run_until(milliseconds(100));
    const SimTime sum = microseconds(3 * 320 + 2 * 4256 + (6 + 95) * 32 + 2 * 640);
    ASSERT_EQ(cell.recorder.models.size(), 1U);
    EXPECT_EQ(cell.recorder.models[0].round, 7);
    EXPECT_EQ(cell.recorder.models[0].size, Bytes{292});
    EXPECT_EQ(cell.recorder.models[0].start, milliseconds(1) + microseconds(320));
    EXPECT_EQ(cell.recorder.models[0].end, milliseconds(1) + sum);
    EXPECT_EQ(cell.recorder.frames.size(), 3U);
    EXPECT_EQ(cell.ear(0).begins, std::vector<SimTime>{milliseconds(1) + microseconds(320 + 4256) + kPropagation});
    ASSERT_EQ(cell.ear(0).messages.size(), 1U);
    EXPECT_EQ(cell.ear(0).messages[0], some_bytes(292, 7));
    ASSERT_EQ(cell.server.sent.size(), 1U);
    EXPECT_GE(cell.server.sent[0], milliseconds(1) + sum + kPropagation);
}

// What ns-3 does when nobody of us is in between: two devices, one hands over the next frame when the last is
// confirmed.
class BarePair {
 public:
    explicit BarePair(std::vector<std::uint32_t> sizes) : sizes_(std::move(sizes)) {
        const auto loss = ns3::CreateObject<ns3::LogDistancePropagationLossModel>();
        loss->SetReference(1.0, 40.2);
        const auto channel = ns3::CreateObject<ns3::MultiModelSpectrumChannel>();
        channel->AddPropagationLossModel(loss);
        channel->SetPropagationDelayModel(ns3::CreateObject<ns3::ConstantSpeedPropagationDelayModel>());
        nodes_.Create(2);
        for (std::uint32_t i = 0; i < 2; ++i) {
            const auto place = ns3::CreateObject<ns3::ConstantPositionMobilityModel>();
            place->SetPosition({3.0 * i, 0.0, 0.0});
            nodes_.Get(i)->AggregateObject(place);
        }
        helper_.SetChannel(channel);
        ns3::NetDeviceContainer devices = helper_.Install(nodes_);
        helper_.AssociateToPan(devices, 1);
        for (std::uint32_t i = 0; i < 2; ++i) {
            const auto device = ns3::DynamicCast<ns3::LrWpanNetDevice>(devices.Get(i));
            device->GetCsmaCa()->AssignStreams(2 * i);
            device->GetPhy()->AssignStreams(2 * i + 1);
            device->GetPhy()->TraceConnectWithoutContext("PhyTxBegin", ns3::MakeCallback(&BarePair::begins, this));
            device->GetMac()->SetMcpsDataConfirmCallback(ns3::MakeCallback(&BarePair::confirmed, this));
            nodes_.Get(i)->Initialize();
        }
        worker_ = ns3::DynamicCast<ns3::LrWpanNetDevice>(devices.Get(1));
        const auto server = ns3::DynamicCast<ns3::LrWpanNetDevice>(devices.Get(0));
        server->GetMac()->SetMcpsDataIndicationCallback(ns3::MakeCallback(&BarePair::arrived, this));
    }
    void send() {
        if (next_ == sizes_.size()) {
            return;
        }
        ns3::McpsDataRequestParams request;
        request.m_dstPanId = 1;
        request.m_dstAddr = ns3::Mac16Address("00:01");
        request.m_txOptions = ns3::TX_OPTION_ACK;
        worker_->GetMac()->McpsDataRequest(request, ns3::Create<ns3::Packet>(sizes_[next_++]));
    }

    std::vector<SimTime> begins_;

 private:
    void arrived(ns3::McpsDataIndicationParams, ns3::Ptr<ns3::Packet>) {}
    void begins(ns3::Ptr<const ns3::Packet>) { begins_.push_back(from_ns3(ns3::Simulator::Now())); }
    void confirmed(ns3::McpsDataConfirmParams confirm) {
        EXPECT_EQ(confirm.m_status, ns3::IEEE_802_15_4_SUCCESS);
        ns3::Simulator::ScheduleNow(&BarePair::send, this);
    }

    std::vector<std::uint32_t> sizes_;
    std::size_t next_ = 0;
    ns3::LrWpanHelper helper_;  // disposes of its channel when it goes
    ns3::NodeContainer nodes_;
    ns3::Ptr<ns3::LrWpanNetDevice> worker_;
};

// With random backoffs (BE 3) from the same streams: ns-3's seed, once set, holds for the whole process.
TEST(LrwpanExchange, SendsTheFramesOfABareProgramAtTheSameNanoseconds) {
    std::vector<SimTime> ours;
    {
        LrwpanCell cell({.air = {.workers = 1, .seed = 5, .places = kNear}});
        cell.at(milliseconds(1), [&] { cell.send(0, 1, 1000); });
        cell.run_until(milliseconds(300));
        for (const FrameSent& frame : cell.recorder.frames) {
            ours.push_back(frame.start);
        }
    }
    Simulation simulation;
    BarePair bare({116, 116, 116, 116, 116, 116, 116, 116, 116, 36});
    simulation.clock().call_at(milliseconds(1), [&] { bare.send(); });
    simulation.run_until(milliseconds(300));
    EXPECT_EQ(ours.size(), 20U);
    EXPECT_EQ(ours, bare.begins_);
}

void expect_rejected(const LrwpanOptions& options, const std::string& message) {
    Simulation simulation;
    Recorder recorder(simulation.clock());
    try {
        (void)make_lrwpan(options, simulation.clock(), recorder);
        FAIL() << "accepted; expected: " << message;
    } catch (const std::invalid_argument& error) {
        EXPECT_EQ(error.what(), message);
    }
}

TEST(LrwpanExchange, RejectsOptionsThatNs3WouldChokeOn) {
    expect_rejected({.air = {.workers = 0}}, "workers must be >= 1, got 0");
    expect_rejected({.air = {.workers = 40000}}, "workers must be 1 to 32000, got 40000");
    expect_rejected({.min_be = 6}, "min BE must be 0 to 5, got 6");
    expect_rejected({.max_be = 9}, "max BE must be 3 to 8, got 9");
    expect_rejected({.max_backoffs = 6}, "max backoffs must be 0 to 5, got 6");
    expect_rejected({.piece = Bytes{109}}, "piece must be 8 to 108, got 109");
    expect_rejected({.air = {.channel = {.extra_loss = 1.5}}}, "extra loss must be in [0, 1], got 1.500000");
}

}  // namespace
}  // namespace ogsim
