#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "src/trace/events.h"

namespace ogsim {

/// Makes timeline.json of what happens: trace events in the JSON object format that Chrome defined and Perfetto opens
/// (see docs/results.md). Tracks of one process: the rounds, interference, and for each node its radio's states, its
/// frames and its computing. Slices of a track never overlap, and those of a radio follow one another without a gap
/// over the rounds that are recorded. Times in microseconds, exact to the nanosecond.
///
/// Keeps one slice a track; the rest is written as it happens.
class Timeline final : public Sink {
 public:
    /// Records `rounds` rounds from round `first_round` on, both >= 1.
    /// @param write  is given the file piece by piece.
    Timeline(std::int64_t first_round, std::int64_t rounds, std::function<void(std::string_view)> write);
    void on(const Event& event) override;
    /// Completes the file: the run is over.
    void finish();

 private:
    struct Slice {
        std::string name;
        SimTime start, end;
        std::string args = {};  // JSON members
    };
    void take(const RadioInterval& interval);
    void take(const ComputeBegan& began);
    void take(const ComputeInterval& interval);
    void take(const FrameSent& frame);
    void take(const UpdateOffered& offered);
    void take(const UpdateEnded& ended);
    void take(const ModelSent& model);
    void take(const ModelReceived& model);
    void take(const NodeDied& death);
    void take(const NodeCrashed& crash);
    void take(const NodeReturned& back);
    void take(const Interfered& interference);
    void take(const RoundClosed& closed);

    [[nodiscard]] bool is_recording() const;
    [[nodiscard]] bool is_over() const;
    void add(int track, Slice slice);
    void mark(int track, std::string_view name, SimTime at, const std::string& args = "");
    void cut_off(int node, std::string_view why, SimTime at);
    void let_go(int track, const Slice& slice);
    void let_go_all(SimTime until);
    void name_track(int track);
    void put(const std::string& event);
    void end_file();

    std::int64_t first_round_, last_round_;
    std::function<void(std::string_view)> write_;
    std::map<int, Slice> open_;               // by track, the last one
    std::map<int, SimTime> computing_since_;  // by node
    std::set<UpdateId> undecided_;            // updates offered in these rounds
    std::set<int> named_;                     // tracks
    std::int64_t round_ = 1;                  // that is open
    SimTime round_began_{0};
    bool has_events_ = false;
    bool has_ended_ = false;  // the file is complete
};

}  // namespace ogsim
