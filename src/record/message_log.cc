#include "src/record/message_log.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

#include "src/record/csv_line.h"

namespace ogsim {
namespace {

constexpr std::array<const char*, 3> kKinds = {"model", "update", "request"};
constexpr std::array<const char*, kFates> kFateNames = {"delivered", "lost", "late", "withdrawn"};

/// The double nearest to that many nanoseconds, which prints with no more than nine digits after the point.
std::optional<double> in_seconds(std::optional<SimTime> time) {
    return time ? std::optional(static_cast<double>(time->count()) / 1e9) : std::nullopt;
}

void add_frame(MessageRow& row, const FrameSent& frame) {
    row.on_air = row.on_air ? std::min(*row.on_air, frame.start) : frame.start;
    row.left = row.left ? std::max(*row.left, frame.end) : frame.end;
    ++row.frames;
    row.retries += frame.is_retry ? 1 : 0;
    row.on_air_size.count += frame.size.count;
    row.airtime += frame.end - frame.start;
}

SimTime beginning(const MessageRow& row) {
    return row.offered ? *row.offered : row.on_air.value_or(SimTime{0});
}

bool is_before(const MessageRow& a, const MessageRow& b) {
    return std::tuple(a.round, beginning(a), a.kind, a.node) < std::tuple(b.round, beginning(b), b.kind, b.node);
}

}  // namespace

std::string message_csv_header() {
    return "kind,round,worker,offered_s,size_b,norm,on_air_s,left_s,frames,retries,on_air_b,airtime_s,tx_j,received,"
           "fate,ended_s\n";
}

std::string csv_line(const MessageRow& row, Watts tx) {
    CsvLine line;
    line.add(kKinds[static_cast<std::size_t>(row.kind)]).add(row.round);
    line.add(row.node == kServer ? std::nullopt : std::optional(row.node)).add(in_seconds(row.offered));
    line.add(row.size ? std::optional(row.size->count) : std::nullopt).add(row.norm);
    line.add(in_seconds(row.on_air)).add(in_seconds(row.left)).add(row.frames).add(row.retries);
    line.add(row.on_air_size.count).add(in_seconds(row.airtime)).add((tx * seconds(row.airtime)).si).add(row.received);
    line.add(row.fate ? kFateNames[static_cast<std::size_t>(*row.fate)] : "").add(in_seconds(row.ended));
    return line.text();
}

MessageLog::MessageLog(Watts tx, std::function<void(std::string_view)> write) : tx_(tx), write_(std::move(write)) {
    write_(message_csv_header());
}

void MessageLog::on(const Event& event) {
    std::visit(
        [this](const auto& happened) {
            if constexpr (requires { this->take(happened); }) {
                take(happened);
            }
        },
        event);
}

void MessageLog::take(const UpdateOffered& offered) {
    updates_.try_emplace(offered.update, MessageRow{.kind = MessageRow::Kind::kUpdate,
                                                    .round = offered.update.round,
                                                    .node = offered.update.worker,
                                                    .offered = offered.at,
                                                    .size = offered.size,
                                                    .norm = offered.norm});
}

void MessageLog::take(const UpdateEnded& ended) {
    const auto found = updates_.find(ended.update);
    if (found != updates_.end() && !found->second.fate) {  // the first fate counts
        found->second.fate = ended.fate;
        found->second.ended = ended.at;
    }
}

void MessageLog::take(const FrameSent& frame) {
    if (frame.update) {
        if (const auto found = updates_.find(*frame.update); found != updates_.end()) {
            add_frame(found->second, frame);
        }
    } else if (frame.is_request) {
        add_frame(request_of(frame), frame);
    } else if (frame.node == kServer) {
        server_frames_.push_back(frame);
    }
}

/// A frame that is no retry begins a new request.
MessageRow& MessageLog::request_of(const FrameSent& frame) {
    if (frame.is_retry) {
        const auto found = std::find_if(others_.rbegin(), others_.rend(), [&frame](const MessageRow& row) {
            return row.kind == MessageRow::Kind::kRequest && row.node == frame.node;
        });
        if (found != others_.rend()) {
            return *found;
        }
    }
    return others_.emplace_back(MessageRow{.kind = MessageRow::Kind::kRequest, .round = round_, .node = frame.node});
}

void MessageLog::take(const ModelSent& model) {
    MessageRow row{.kind = MessageRow::Kind::kModel,
                   .round = model.round,
                   .on_air = model.start,
                   .left = model.end,
                   .size = model.size,
                   .received = 0};
    for (; !server_frames_.empty() && server_frames_.front().start < model.end; server_frames_.pop_front()) {
        if (server_frames_.front().start >= model.start) {
            add_frame(row, server_frames_.front());
        }
    }
    others_.push_back(row);
}

void MessageLog::take(const ModelReceived& model) {
    ++received_[model.round];
}

/// What a node was sending when its radio went off counts for what was sent of it.
void MessageLog::cut_off(int node, SimTime at) {
    const auto cut = [node, at](MessageRow& row) {
        if (row.node == node && row.left && *row.left > at) {
            row.airtime -= *row.left - at;
            row.left = at;
        }
    };
    constexpr auto kFirst = std::numeric_limits<std::int64_t>::min();
    for (auto own = updates_.lower_bound({node, kFirst}); own != updates_.end() && own->first.worker == node; ++own) {
        cut(own->second);
    }
    std::for_each(others_.begin(), others_.end(), cut);
}

void MessageLog::take(const RoundClosed& closed) {
    let_go(closed.round - 1, false);
    std::erase_if(server_frames_, [this](const FrameSent& frame) { return frame.start < round_began_; });
    round_ = closed.round + 1;
    round_began_ = closed.at;
}

void MessageLog::finish() {
    let_go(round_ + 1, true);
}

void MessageLog::let_go(std::int64_t up_to_round, bool is_over) {
    std::vector<MessageRow> rows;
    std::erase_if(updates_, [&](const auto& entry) {
        const MessageRow& row = entry.second;
        const bool goes = is_over || (row.round <= up_to_round && row.fate);
        if (goes) {
            rows.push_back(row);
        }
        return goes;
    });
    const auto stays = [&](const MessageRow& row) { return !is_over && row.round > up_to_round; };
    const auto first_that_goes = std::stable_partition(others_.begin(), others_.end(), stays);
    for (auto row = first_that_goes; row != others_.end(); ++row) {
        if (row->received) {  // a model; where it was sent twice, the first row counts
            row->received = std::exchange(received_[row->round], 0);
        }
        rows.push_back(*row);
    }
    others_.erase(first_that_goes, others_.end());
    received_.erase(received_.begin(), received_.upper_bound(up_to_round));
    std::sort(rows.begin(), rows.end(), is_before);
    for (const MessageRow& row : rows) {
        write_(csv_line(row, tx_));
    }
}

}  // namespace ogsim
