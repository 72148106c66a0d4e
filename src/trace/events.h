#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "model/radio/device.h"
#include "model/units/quantity.h"
#include "model/units/sim_time.h"

/// What happened, as values. The network and the protocol emit them; ledger, record and reports listen.
namespace ogsim {

/// The server's place in every per-node table; workers are 0 .. M-1.
inline constexpr int kServer = -1;

/// Some of the workers: those that are listed, ascending, or all but those. The list is borrowed.
struct Workers {
    std::span<const int> listed = {};
    bool is_all_but = false;

    /// How many of `all` workers.
    [[nodiscard]] std::int64_t count(std::int64_t all) const {
        const auto some = static_cast<std::int64_t>(listed.size());
        return is_all_but ? all - some : some;
    }
    /// Calls act(worker) for each of them among `all`, ascending.
    template <class Act>
    void each(int all, Act act) const {
        if (!is_all_but) {
            for (const int worker : listed) {
                act(worker);
            }
            return;
        }
        int next = 0;
        for (const int left_out : listed) {
            for (; next < left_out; ++next) {
                act(next);
            }
            ++next;
        }
        for (; next < all; ++next) {
            act(next);
        }
    }
};

/// What an update is called: who offered it, in which round. A worker offers at most one a round.
struct UpdateId {
    int worker = 0;
    std::int64_t round = 0;                             ///< k, counted from 1.
    auto operator<=>(const UpdateId&) const = default;  // NOLINT(modernize-use-nullptr): misread by version 14
};

/// How an offered update ended. Exactly one each.
enum class Fate {
    kDelivered,  ///< The server added it to its sum.
    kLost,       ///< It never arrived whole: retries exhausted, or the worker died.
    kLate,       ///< It arrived whole after its round was closed.
    kWithdrawn,  ///< The worker took it back, before it had arrived, when it heard that the round was over.
};
inline constexpr int kFates = 4;

/// A node's radio was in `state` from `start` to `end`. Per node contiguous from time 0, in order, end <= now.
struct RadioInterval {
    int node;
    RadioState state;
    SimTime start, end;
};

/// The same of a stretch of time whose intervals nobody needs one by one: how long the radio was in each state between
/// `start` and `end`, in an order that is not told. Follows on the interval before, as another interval would. Only of
/// nodes without a battery, and where no timeline is drawn: both need the order.
struct RadioTimes {
    int node;
    SimTime start, end;
    std::array<SimTime, kRadioStates> times;  ///< By RadioState; they add up to end - start. kOff: all of it, or 0.
};

/// The same of many workers that all spent that stretch alike.
struct CrowdRadioTimes {
    Workers workers;  ///< All but those that are told of one by one, before this.
    SimTime start, end;
    std::array<SimTime, kRadioStates> times;
};

/// A node's processor began to compute; a ComputeInterval with the same start follows. Lets the ledger charge up to
/// now.
struct ComputeBegan {
    int node;
    SimTime at;
};

/// A node's processor computed from `start` to `end`; emitted at the end, or when it was broken off.
struct ComputeInterval {
    int node;
    SimTime start, end;
};

/// The same two of many workers at once. None of them is told of one by one meanwhile.
struct CrowdComputeBegan {
    Workers workers;
    SimTime at;
};
struct CrowdComputeInterval {
    Workers workers;
    SimTime start, end;
};

/// A frame that carries a piece of an update, or a model or control frame, was put on the air. Emitted as it starts.
struct FrameSent {
    int node;
    std::optional<UpdateId> update;  ///< A piece of which it carries; nothing: of a model, an acknowledgement, other.
    SimTime start, end;              ///< Time on air, preamble included.
    Bytes size;                      ///< Of the frame as the MAC hands it down.
    bool is_retry = false;
    bool is_request = false;  ///< Of a worker, outside any update: see WorkerRadio::request.
};

/// A worker handed an update to its radio.
struct UpdateOffered {
    UpdateId update;
    SimTime at;
    Bytes size;   ///< Message as the protocol made it, its header included, below-transport headers not.
    double norm;  ///< ||delta||.
};

/// An update's fate became known. Several may name one update: the first counts (see FateBook).
struct UpdateEnded {
    UpdateId update;
    Fate fate;
    SimTime at;
};

/// A model broadcast left the server: first byte to last piece.
struct ModelSent {
    std::int64_t round;
    SimTime start, end;
    Bytes size;
};
/// A worker got the model of `round` whole. One that missed a piece tells nothing.
struct ModelReceived {
    int worker;
    std::int64_t round;
    SimTime at;
};

/// A worker that got the model of `round` stopped taking part in that round: a new broadcast has begun, or it died. It
/// offers nothing for that round any more. Exactly one for each ModelReceived but the last model's.
struct RoundLeft {
    int worker;
    std::int64_t round;
    SimTime at;
};

/// The same two of many workers at once.
struct CrowdModelReceived {
    Workers workers;
    std::int64_t round;
    SimTime at;
};
struct CrowdRoundLeft {
    std::int64_t workers;  ///< How many.
    std::int64_t round;
    SimTime at;
};

/// A node's battery is empty; its radio is off from now on.
struct NodeDied {
    int node;
    SimTime at;
};

/// A node crashed: its radio is off and its timers are gone until NodeReturned.
struct NodeCrashed {
    int node;
    SimTime at;
};
struct NodeReturned {
    int node;
    SimTime at;
};

/// Something foreign kept the channel busy. Emitted as it starts.
struct Interfered {
    SimTime start, end;
};

/// The books of a round are closed: what happened since the round before was closed is its cost. Every node's
/// RadioIntervals reach up to `at`. The last one comes at the end of the run.
struct RoundClosed {
    std::int64_t round;
    SimTime at;
};

using Event =
    std::variant<RadioInterval, RadioTimes, ComputeBegan, ComputeInterval, FrameSent, UpdateOffered, UpdateEnded,
                 ModelSent, ModelReceived, RoundLeft, NodeDied, NodeCrashed, NodeReturned, Interfered, RoundClosed,
                 CrowdRadioTimes, CrowdComputeBegan, CrowdComputeInterval, CrowdModelReceived, CrowdRoundLeft>;

/// Listens to events.
class Sink {
 public:
    virtual ~Sink() = default;
    virtual void on(const Event& event) = 0;
};

}  // namespace ogsim
