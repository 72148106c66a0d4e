#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>

#include "model/units/sim_time.h"
#include "src/trace/events.h"

/// What the learning protocol needs from the world. No type of a network simulator crosses this border.
namespace ogsim {

using TimerId = std::uint64_t;

/// Simulated time.
class Clock {
 public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual SimTime now() const = 0;
    /// Calls once at `at` >= now(); equal times in the order of these calls. Ids are never 0 and never used again.
    virtual TimerId call_at(SimTime at, std::function<void()> action) = 0;
    /// Takes the call back; no effect where it has been made or taken back already.
    virtual void cancel(TimerId id) = 0;
};

/// A clock that stands still while the node's channel is busy, so that silence certifies something.
class OrderingClock {
 public:
    virtual ~OrderingClock() = default;
    /// Idle time counted so far; only differences mean anything.
    [[nodiscard]] virtual SimTime idle_time() const = 0;
    /// Calls once when idle_time() reaches `idle` (>= idle_time()); equal times in the order of these calls.
    virtual TimerId call_at_idle(SimTime idle, std::function<void()> action) = 0;
    /// The same, but before all those of equal times that call_at_idle() was asked for.
    virtual TimerId call_first_at_idle(SimTime idle, std::function<void()> action) {
        return call_at_idle(idle, std::move(action));
    }
    virtual void cancel(TimerId id) = 0;
};

/// Bytes of a message; whoever is handed one copies what it needs after the call.
using Payload = std::span<const std::byte>;

/// How the radio got on with an update.
enum class SendOutcome {
    kAcknowledged,  ///< Every piece was acknowledged by the receiver's radio: on_update was called at the server.
    kFailed,        ///< Some piece was given up after its last retry. The server may have got it all the same.
    kWithdrawn,     ///< Taken back; nothing of it is in flight any more, and it had not arrived whole.
};

/// What a worker's radio tells the worker.
class WorkerRadioListener {
 public:
    virtual ~WorkerRadioListener() = default;
    /// The first piece of a new broadcast is in: whatever round was open is over.
    virtual void on_broadcast_begins() = 0;
    /// A broadcast is in, whole. Not called where a piece was missed.
    virtual void on_broadcast(Payload message) = 0;
    /// The update given to send() ended. Called exactly once for each send(), never from inside send() or withdraw().
    virtual void on_outcome(UpdateId update, SendOutcome outcome) = 0;
    /// The update of another worker came by, whole; once each. Only where the medium was made to overhear.
    virtual void on_overheard(UpdateId /*update*/, Payload /*message*/) {}
};

/// What the workers' radios tell all workers at once. Each of them hears its own outcomes; what is broadcast is told
/// here.
class CrowdListener : public WorkerRadioListener {
 public:
    /// As WorkerRadioListener::on_broadcast_begins(), at all of these workers in their order.
    virtual void on_crowd_broadcast_begins(const Workers& workers) = 0;
    virtual void on_crowd_broadcast(Payload message, const Workers& workers) = 0;
    void on_broadcast_begins() final {}
    void on_broadcast(Payload /*message*/) final {}
};

/// A worker's way to the server.
class WorkerRadio {
 public:
    virtual ~WorkerRadio() = default;
    virtual void listen(WorkerRadioListener& listener) = 0;
    /// Sends a message to the server: fragments, acknowledgements, retries. Any earlier update must have been withdrawn
    /// (its outcome may still be pending).
    virtual void send(UpdateId update, Payload message) = 0;
    /// Takes back whatever of the current update has not left; on_outcome follows.
    virtual void withdraw() = 0;
    /// Asks the server for something outside any update: a short message, acknowledged and retried as an update is. Its
    /// end is told to nobody; a second one while the first has not left takes its place.
    virtual void request(Payload message) = 0;
    /// The radio hears and sends nothing until wake(). Only while nothing is being sent; no effect on a dead node.
    virtual void sleep() = 0;
    /// The radio is kSwitch for the device's wake time, and idle then; what is given to send() meanwhile waits. No
    /// effect where it is awake or waking; sleep() breaks it off.
    virtual void wake() = 0;
    [[nodiscard]] virtual OrderingClock& ordering_clock() = 0;
};

/// What the server's radio tells the server.
class ServerRadioListener {
 public:
    virtual ~ServerRadioListener() = default;
    /// The last piece of the broadcast has left; the workers in range have it now.
    virtual void on_broadcast_sent() = 0;
    /// An update arrived whole, once each (duplicates are removed).
    virtual void on_update(UpdateId update, Payload message) = 0;
    /// A worker's request arrived whole; perhaps repeatedly.
    virtual void on_request(int /*worker*/, Payload /*message*/) {}
};

/// The server's way to all workers.
class ServerRadio {
 public:
    virtual ~ServerRadio() = default;
    virtual void listen(ServerRadioListener& listener) = 0;
    /// Sends a message to all workers at the highest priority. One at a time: not before on_broadcast_sent().
    virtual void broadcast(std::int64_t round, Payload message) = 0;
    [[nodiscard]] virtual OrderingClock& ordering_clock() = 0;
};

/// One scenario's air: the radios of all nodes, and their meter. Emits RadioInterval, FrameSent, ModelSent to a Sink
/// given when it is built.
class Medium {
 public:
    virtual ~Medium() = default;
    [[nodiscard]] virtual WorkerRadio& worker(int worker) = 0;
    [[nodiscard]] virtual ServerRadio& server() = 0;
    /// Emits what is still owed, so that every node's RadioIntervals reach up to now exactly.
    virtual void meter_up_to_now() = 0;
    /// The node's radio goes off: it sends, hears and costs nothing any more. A pending update ends kFailed; the
    /// server's broadcast is broken off, and on_broadcast_sent not called for it.
    virtual void switch_off(int node) = 0;
    /// Brings back a node that was switched off: its radio is awake and has nothing to send. No effect on others.
    virtual void switch_on(int node) = 0;
    /// Tells one listener of all workers, and of radio states by CrowdRadioTimes, where the medium can; to be called
    /// before anything happens. Returns whether it can. No worker's radio may sleep then.
    virtual bool tell_crowd(CrowdListener& /*listener*/) { return false; }
};

}  // namespace ogsim
