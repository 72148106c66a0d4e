#include "src/record/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ogsim {
namespace {

// Tracks are numbered from 1, in the order in which they are shown; a node has three.
constexpr int kRounds = 1;
constexpr int kInterference = 2;
constexpr int kFirstNode = 3;
enum Part { kRadio, kFrames, kProcessor, kParts };

constexpr std::array<const char*, kFates> kFateNames = {"delivered", "lost", "late", "withdrawn"};

int track(int node, Part part) {
    return kFirstNode + kParts * (node - kServer) + part;
}

std::string track_name(int track) {
    if (track < kFirstNode) {
        return track == kRounds ? "rounds" : "interference";
    }
    const int node = (track - kFirstNode) / kParts + kServer;
    constexpr std::array<const char*, kParts> kNames = {"", ", frames", ", processor"};
    return (node == kServer ? "server" : fmt::format("worker {}", node)) +
           kNames[static_cast<std::size_t>((track - kFirstNode) % kParts)];
}

/// Microseconds, exactly.
std::string microseconds(SimTime time) {
    return fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
}

std::string frame_name(const FrameSent& frame) {
    return frame.update ? "update" : frame.is_request ? "request" : frame.node == kServer ? "from server" : "control";
}

}  // namespace

Timeline::Timeline(std::int64_t first_round, std::int64_t rounds, std::function<void(std::string_view)> write)
    : first_round_(first_round), last_round_(first_round + rounds - 1), write_(std::move(write)) {
    write_("{\"displayTimeUnit\": \"ns\", \"traceEvents\": [");
    put(R"({"ph": "M", "pid": 1, "name": "process_name", "args": {"name": "ogsim"}})");
}

void Timeline::on(const Event& event) {
    std::visit(
        [this](const auto& happened) {
            if constexpr (requires { this->take(happened); }) {
                take(happened);
            }
        },
        event);
}

bool Timeline::is_recording() const {
    return round_ >= first_round_ && round_ <= last_round_;
}

bool Timeline::is_over() const {
    return round_ > last_round_ && undecided_.empty();
}

void Timeline::take(const RadioInterval& interval) {
    add(track(interval.node, kRadio), {std::string(name(interval.state)), interval.start, interval.end});
}

void Timeline::take(const ComputeBegan& began) {
    computing_since_[began.node] = began.at;
}

void Timeline::take(const ComputeInterval& interval) {
    computing_since_.erase(interval.node);
    add(track(interval.node, kProcessor), {"compute", interval.start, interval.end});
}

void Timeline::take(const FrameSent& frame) {
    std::string args = fmt::format("\"size_b\": {}", frame.size.count);
    args += frame.update ? fmt::format(", \"round\": {}", frame.update->round) : "";
    args += frame.is_retry ? ", \"retry\": true" : "";
    add(track(frame.node, kFrames), {frame_name(frame), frame.start, frame.end, std::move(args)});
}

void Timeline::take(const UpdateOffered& offered) {
    if (is_recording()) {
        undecided_.insert(offered.update);
        mark(track(offered.update.worker, kFrames), "offered", offered.at,
             fmt::format("\"round\": {}, \"size_b\": {}, \"norm\": {}", offered.update.round, offered.size.count,
                         offered.norm));
    }
}

void Timeline::take(const UpdateEnded& ended) {
    if (undecided_.erase(ended.update) > 0) {  // the first fate counts; it may come after the last recorded round
        mark(track(ended.update.worker, kFrames), kFateNames[static_cast<std::size_t>(ended.fate)], ended.at,
             fmt::format("\"round\": {}", ended.update.round));
        if (is_over()) {
            end_file();
        }
    }
}

void Timeline::take(const ModelSent& model) {
    if (is_recording()) {
        mark(track(kServer, kFrames), "model sent", model.end,
             fmt::format("\"round\": {}, \"size_b\": {}", model.round, model.size.count));
    }
}

void Timeline::take(const ModelReceived& model) {
    if (is_recording()) {
        mark(track(model.worker, kRadio), "got model", model.at, fmt::format("\"round\": {}", model.round));
    }
}

void Timeline::take(const NodeDied& death) {
    cut_off(death.node, "battery empty", death.at);
}

void Timeline::take(const NodeCrashed& crash) {
    cut_off(crash.node, "crashed", crash.at);
}

void Timeline::take(const NodeReturned& back) {
    if (is_recording()) {
        mark(track(back.node, kRadio), "returned", back.at);
    }
}

void Timeline::take(const Interfered& interference) {
    add(kInterference, {"interference", interference.start, interference.end});
}

void Timeline::take(const RoundClosed& closed) {
    if (is_recording()) {
        for (const auto& [node, since] : computing_since_) {
            add(track(node, kProcessor), {"compute", since, closed.at});
        }
        let_go_all(closed.at);
        let_go(kRounds, {fmt::format("round {}", closed.round), round_began_, closed.at});
    }
    round_ = closed.round + 1;
    round_began_ = closed.at;
    if (!is_recording()) {
        open_.clear();
    }
    if (is_over()) {
        end_file();
    }
}

/// What begins where the last slice of its track ended, and is the same, makes it longer; else what came before is
/// let go, cut where the new one starts.
void Timeline::add(int track, Slice slice) {
    slice.start = std::max(slice.start, round_began_);
    if (!is_recording() || slice.end <= slice.start) {
        return;
    }
    const auto [last, is_first] = open_.try_emplace(track, slice);
    if (is_first) {
        return;
    }
    if (last->second.end == slice.start && last->second.name == slice.name && slice.args.empty()) {
        last->second.end = slice.end;
        return;
    }
    last->second.end = std::min(last->second.end, slice.start);
    let_go(track, std::exchange(last->second, std::move(slice)));
}

void Timeline::mark(int track, std::string_view name, SimTime at, const std::string& args) {
    name_track(track);
    put(fmt::format(R"({{"ph": "i", "s": "t", "pid": 1, "tid": {}, "ts": {}, "name": "{}", "args": {{{}}}}})", track,
                    microseconds(at), name, args));
}

/// A frame on the air ends with its node.
void Timeline::cut_off(int node, std::string_view why, SimTime at) {
    if (!is_recording()) {
        return;
    }
    if (const auto frame = open_.find(track(node, kFrames)); frame != open_.end()) {
        frame->second.end = std::min(frame->second.end, at);
    }
    mark(track(node, kRadio), why, at);
}

void Timeline::let_go(int track, const Slice& slice) {
    if (slice.end <= slice.start) {
        return;
    }
    name_track(track);
    put(fmt::format(R"({{"ph": "X", "pid": 1, "tid": {}, "ts": {}, "dur": {}, "name": "{}", "args": {{{}}}}})", track,
                    microseconds(slice.start), microseconds(slice.end - slice.start), slice.name, slice.args));
}

/// What reaches beyond `until` goes on in the next round.
void Timeline::let_go_all(SimTime until) {
    std::map<int, Slice> going_on;
    for (auto& [track, slice] : open_) {
        if (slice.end > until) {
            going_on.emplace(track, Slice{slice.name, std::max(slice.start, until), slice.end, slice.args});
        }
        slice.end = std::min(slice.end, until);
        let_go(track, slice);
    }
    open_ = std::move(going_on);
}

void Timeline::name_track(int track) {
    if (named_.insert(track).second) {
        put(fmt::format(R"({{"ph": "M", "pid": 1, "tid": {}, "name": "thread_name", "args": {{"name": "{}"}}}})", track,
                        track_name(track)));
        put(fmt::format(
            R"({{"ph": "M", "pid": 1, "tid": {0}, "name": "thread_sort_index", "args": {{"sort_index": {0}}}}})",
            track));
    }
}

void Timeline::put(const std::string& event) {
    if (!has_ended_) {
        write_((has_events_ ? ",\n" : "\n") + event);
        has_events_ = true;
    }
}

void Timeline::finish() {
    SimTime now = round_began_;
    for (const auto& [track, slice] : open_) {
        const bool is_metered = track >= kFirstNode && (track - kFirstNode) % kParts == kRadio;
        now = is_metered ? std::max(now, slice.end) : now;
    }
    let_go_all(now);
    end_file();
}

void Timeline::end_file() {
    if (!std::exchange(has_ended_, true)) {
        write_("\n]}\n");
    }
}

}  // namespace ogsim
