#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "src/network/ideal/ideal_meter.h"
#include "src/network/media.h"
#include "src/protocol/freezing_clock.h"

namespace ogsim {

/// A perfect channel: 8 bytes / rate on the air and nothing else, one transmission at a time, no loss, no headers, no
/// acknowledgements, no propagation time, everybody in range.
///
/// Updates go out in the order in which they were handed over; a broadcast goes before all that wait. A broadcast is
/// one piece: on_broadcast_begins, on_broadcast and on_broadcast_sent come together at its end, and a worker hears it
/// only if it was awake throughout, as it does another worker's update where that is overheard. One ordering clock
/// serves all nodes.
class IdealMedium final : public Medium {
 public:
    IdealMedium(const IdealOptions& options, Clock& clock, Sink& sink);
    ~IdealMedium() override;

    [[nodiscard]] WorkerRadio& worker(int worker) override;
    [[nodiscard]] ServerRadio& server() override;
    void meter_up_to_now() override;
    void switch_off(int node) override;
    void switch_on(int node) override;

 private:
    class WorkerEnd;
    class ServerEnd;
    struct Message {
        UpdateId update;  // worker kServer: a broadcast of that round
        std::vector<std::byte> bytes;
        bool is_request = false;  // of update.worker; the round means nothing
        bool is_broken = false;   // its sender went off while it was on the air
        SimTime start{0};
    };

    [[nodiscard]] bool is_busy() const { return on_air_.has_value() || is_delivering_; }
    void request(Message message);
    /// Whether it was still waiting, and so has not been sent.
    bool take_back(UpdateId update);
    void start_next();
    void end_transmission();
    void deliver(const Message& message);
    void deliver_broadcast(const Message& message);

    Clock& clock_;
    Sink& sink_;
    BitsPerSecond rate_;
    SimTime wake_time_;
    Overhearing overhearing_;
    IdealMeter meter_;
    FreezingClock ordering_;
    std::vector<std::unique_ptr<WorkerEnd>> workers_;
    std::unique_ptr<ServerEnd> server_;
    std::deque<Message> waiting_;
    std::optional<Message> on_air_;
    bool is_delivering_ = false;
};

}  // namespace ogsim
