#include "src/record/activity.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "src/record/csv_line.h"

namespace ogsim {
namespace {

constexpr std::int64_t kRounds[] = {1, 10, 100};
constexpr int kMostWorkers = 200;
constexpr std::size_t kMostRows = 2000;
constexpr std::array<const char*, kFates> kFateKinds = {"delivered", "lost", "late", "withdrawn"};

/// The kind of row that a state of the radio is; null: none. What is sent is told by its frames.
const char* kind_of(RadioState state) {
    switch (state) {
        case RadioState::kRx:
            return "rx";
        case RadioState::kBusy:
            return "busy";
        case RadioState::kSleep:
            return "sleep";
        case RadioState::kOff:
            return "off";
        default:
            return nullptr;
    }
}

struct Row {
    SimTime begin, end;
    std::string kind, label;
};

/// What one node did in a round: its rows in order of time, none of them outside the round.
class NodeRows {
 public:
    NodeRows(const RoundScene& scene, int node) : scene_(scene), node_(scene.node(node)), is_server_(node == kServer) {
        for (const TimeSpan& span : node_.computing) {
            add("computing", span);
        }
        for (const FrameSent& frame : node_.frames) {
            add(kind_of_frame(frame), {frame.start, sent_until(frame)}, label_of(frame));
        }
        for (const RadioInterval& interval : node_.radio) {
            if (const char* const kind = kind_of(interval.state)) {
                add(kind, {interval.start, interval.end});
            }
        }
        add_instants();
        std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.begin < b.begin; });
    }

    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    [[nodiscard]] bool has_offered() const { return node_.offered.has_value(); }
    /// Whether it did something other than listen.
    [[nodiscard]] bool is_active() const {
        return std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.kind != "rx"; });
    }

 private:
    void add(const char* kind, TimeSpan span, const std::string& label = "") {
        span = {std::max(span.start, scene_.begin()), std::min(span.end, scene_.end())};
        if (span.start >= span.end) {
            return;
        }
        const bool goes_on = !rows_.empty() && rows_.back().kind == kind && rows_.back().label == label &&
                             rows_.back().end == span.start;
        if (goes_on) {
            rows_.back().end = span.end;
        } else {
            rows_.push_back({span.start, span.end, kind, label});
        }
    }

    void add_instant(const char* kind, SimTime at, const std::string& label = "") {
        rows_.push_back({at, at, kind, label});
    }

    void add_instants() {
        if (node_.offered) {
            add_instant("offered", node_.offered->at,
                        fmt::format("{} B norm {:.4g}", node_.offered->size.count, node_.offered->norm));
        }
        if (node_.ended) {
            add_instant(kFateKinds[static_cast<std::size_t>(node_.ended->fate)], node_.ended->at);
        }
        if (is_server_ && scene_.closed()) {
            add_instant("closed", *scene_.closed());
        }
    }

    [[nodiscard]] const char* kind_of_frame(const FrameSent& frame) const {
        if (frame.update) {
            return "tx update";
        }
        const bool is_model =
            is_server_ && std::any_of(scene_.models().begin(), scene_.models().end(), [&](const TimeSpan& model) {
                return model.start <= frame.start && frame.start < model.end;
            });
        return is_model ? "tx model" : "tx control";
    }

    [[nodiscard]] std::string label_of(const FrameSent& frame) const {
        const std::string round = frame.update && frame.update->round != scene_.round()
                                      ? fmt::format("of round {}", frame.update->round)
                                      : "";
        return round + (frame.is_retry ? (round.empty() ? "again" : " again") : "");
    }

    /// The end of the frame, or when the radio went off before that.
    [[nodiscard]] SimTime sent_until(const FrameSent& frame) const {
        for (const RadioInterval& interval : node_.radio) {
            if (interval.state == RadioState::kOff && interval.start >= frame.start) {
                return std::min(frame.end, interval.start);
            }
        }
        return frame.end;
    }

    const RoundScene& scene_;
    const NodeScene& node_;
    bool is_server_;
    std::vector<Row> rows_;
};

/// Whole nodes as long as there is room, those that offered an update first; in the order of the nodes.
std::vector<bool> chosen(const std::vector<NodeRows>& nodes) {
    std::vector<bool> is_chosen(nodes.size(), false);
    std::size_t rows = 0;
    for (const bool has_offered : {true, false}) {
        for (std::size_t node = 0; node < nodes.size(); ++node) {
            const bool is_turn = node == 0 ? has_offered : nodes[node].has_offered() == has_offered;  // 0: the server
            if (is_turn && nodes[node].is_active() && rows + nodes[node].rows().size() <= kMostRows) {
                is_chosen[node] = true;
                rows += nodes[node].rows().size();
            }
        }
    }
    return is_chosen;
}

double in_seconds(SimTime time) {
    return static_cast<double>(time.count()) / 1e9;
}

std::string csv_of(const RoundScene& scene) {
    std::vector<NodeRows> nodes;
    for (int node = kServer; node < scene.workers(); ++node) {
        nodes.emplace_back(scene, node);
    }
    const std::vector<bool> is_chosen = chosen(nodes);
    std::string text;
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        for (const Row& row : is_chosen[node] ? nodes[node].rows() : std::vector<Row>{}) {
            CsvLine line;
            line.add(scene.round()).add(node == 0 ? std::nullopt : std::optional(node - 1)).add(row.kind);
            line.add(in_seconds(row.begin - scene.begin())).add(in_seconds(row.end - scene.begin())).add(row.label);
            text += line.text();
        }
    }
    return text;
}

/// The worker that an event is about; the server, or nothing in particular, counts as one that is followed.
int node_of(const Event& event) {
    return std::visit(
        [](const auto& happened) {
            if constexpr (requires { happened.update.worker; }) {
                return happened.update.worker;
            } else if constexpr (requires { happened.worker; }) {
                return happened.worker;
            } else if constexpr (requires { happened.node; }) {
                return happened.node;
            } else {
                return kServer;
            }
        },
        event);
}

}  // namespace

std::string activity_csv_header() {
    return "round,node,kind,begin_s,end_s,label\n";
}

Activity::Activity(int workers) : workers_(std::min(workers, kMostWorkers)) {
    for (const std::int64_t round : kRounds) {
        scenes_.emplace_back(round, workers_);
    }
}

void Activity::on(const Event& event) {
    if (node_of(event) >= workers_) {
        return;
    }
    for (RoundScene& scene : scenes_) {
        if (!scene.is_complete()) {
            scene.on(event);
        }
    }
}

std::string Activity::csv() const {
    std::string text;
    for (const RoundScene& scene : scenes_) {
        text += scene.closed() ? csv_of(scene) : "";
    }
    return text.empty() ? "" : activity_csv_header() + text;
}

}  // namespace ogsim
