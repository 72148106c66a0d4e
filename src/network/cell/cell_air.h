#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "src/network/bursts.h"
#include "src/network/cell/cell_channel.h"
#include "src/network/cell/cell_meter.h"
#include "src/network/cell/channel_access.h"
#include "src/protocol/freezing_clock.h"

namespace ogsim {

/// One frame from its beginning to its end.
struct CellFrame {
    enum class Kind { kData, kModel, kAck };
    Kind kind = Kind::kData;
    int node = 0;              ///< Who sends it.
    int to = kServer;          ///< Of kAck: the worker.
    std::uint64_t serial = 0;  ///< Of the message of which it carries, or acknowledges, a piece.
    std::uint16_t piece = 0;
    Bytes size{0};
    const RadioMode* mode = nullptr;
    std::optional<UpdateId> update = {};  ///< The last three as in FrameSent.
    bool is_retry = false;
    bool is_request = false;

    SimTime start{0}, end{0};
    Watts at_server{0};         ///< Received there, faded.
    Watts others{0};            ///< What other frames that overlap it add there.
    bool is_contested = false;  ///< Some frame overlaps it.
    bool meets_foreign = false;
};

/// What is on the air of one collision domain: starts frames when somebody's turn comes, ends them, and knows who
/// overlapped whom. One pending call of the Clock serves the whole cell.
///
/// A transmission costs O(log N + those that collide with it).
class CellAir {
 public:
    class User {
     public:
        virtual ~User() = default;
        /// The node's turn has come; nothing: it has nothing to send after all.
        virtual std::optional<CellFrame> frame_of(int node) = 0;
        /// The node found the channel busy too often, at `at` <= now.
        virtual void gave_up(int node, SimTime at) = 0;
        /// What comes of it is decided here.
        virtual void frame_over(const CellFrame& frame) = 0;
    };
    /// @param contention  how long a node with something to send leaves the channel idle at most; see ordering().
    CellAir(User& user, std::unique_ptr<ChannelAccess> access, CellChannel& channel, const AirOptions& options,
            SimTime contention, Clock& clock, Sink& sink);
    ~CellAir();
    CellAir(const CellAir&) = delete;
    CellAir& operator=(const CellAir&) = delete;

    void ask(int node, bool is_fresh);
    void retry(int node, SimTime from) { access_->retry(node, from); }
    void done(int node, Bytes size) { access_->done(node, clock_.now(), size); }
    void leave(int node) { access_->leave(node); }
    /// Sends it at `at` without contention: an acknowledgement, or the next frame of a burst. The exchange is not over
    /// before. Only from within frame_over.
    void respond(SimTime at, CellFrame frame);
    /// No acknowledgement comes, but all keep off the channel until then. Only from within frame_over.
    void keep_off_until(SimTime at);
    /// The node's radio is off: what it was about to answer is not sent, and returned.
    std::vector<CellFrame> silence(int node);

    /// The frames that overlap `frame`, which is over now, itself not among them.
    [[nodiscard]] std::vector<const CellFrame*> overlapping(const CellFrame& frame) const;
    /// Stands still while anything is on the air, and for the contention time after that: whoever has something to
    /// send takes the channel within it. (With 802.11 a backoff may be longer after
    /// a collision.) One for all nodes.
    [[nodiscard]] FreezingClock& ordering() { return ordering_; }
    [[nodiscard]] CellMeter& meter() { return meter_; }

 private:
    struct Response {
        SimTime at;
        CellFrame frame;
    };
    void step();
    void end_frames(SimTime now);
    void start_responses(SimTime now);
    void take_turns(SimTime now);
    void foreign_goes_on(SimTime now);
    void close_exchange(SimTime now);
    void launch(std::vector<CellFrame> frames);
    void arm();
    [[nodiscard]] std::optional<SimTime> next();
    [[nodiscard]] bool has_energy() const { return !active_.empty() || foreign_end_.has_value(); }

    User& user_;
    std::unique_ptr<ChannelAccess> access_;
    CellChannel& channel_;
    const SimTime contention_;
    Clock& clock_;
    Sink& sink_;
    CellMeter meter_;
    FreezingClock ordering_;
    std::vector<CellFrame> active_;
    std::optional<SimTime> first_end_;  // of those
    std::vector<CellFrame> past_;       // of the exchange that is going on
    std::vector<Response> responses_;
    std::vector<ChannelAccess::Turn> turns_;
    Bursts bursts_;
    std::optional<Bursts::Span> burst_;   // the next, or the one that is on
    std::optional<SimTime> foreign_end_;  // while it keeps the channel busy
    bool foreign_is_on_ = false;
    bool is_exchange_ = false;
    bool was_error_ = false;
    SimTime keep_off_{0};
    bool is_stepping_ = false;
    TimerId timer_ = 0;
    SimTime armed_for_{0};
};

}  // namespace ogsim
