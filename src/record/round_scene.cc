#include "src/record/round_scene.h"

#include <algorithm>

namespace ogsim {

RoundScene::RoundScene(std::int64_t round, int workers)
    : round_(round), nodes_(static_cast<std::size_t>(workers) + 1), has_begun_(round == 1) {}

void RoundScene::on(const Event& event) {
    std::visit(
        [this](const auto& happened) {
            if constexpr (requires { this->take(happened); }) {
                take(happened);
            }
        },
        event);
}

SimTime RoundScene::end() const {
    SimTime end = closed_.value_or(began_);
    for (const NodeScene& node : nodes_) {
        end = node.ended ? std::max(end, node.ended->at) : end;
    }
    return end;
}

void RoundScene::take(const RadioInterval& interval) {
    if (is_open()) {
        at(interval.node).radio.push_back(interval);
    }
}

void RoundScene::take(const ComputeBegan& began) {
    computing_since_[began.node] = began.at;
}

void RoundScene::take(const ComputeInterval& interval) {
    computing_since_.erase(interval.node);
    if (is_open()) {
        at(interval.node).computing.push_back({interval.start, interval.end});
    }
}

void RoundScene::take(const FrameSent& frame) {
    if (is_open()) {
        at(frame.node).frames.push_back(frame);
    }
}

void RoundScene::take(const UpdateOffered& offered) {
    if (offered.update.round == round_) {
        at(offered.update.worker).offered = offered;
    }
}

void RoundScene::take(const UpdateEnded& ended) {
    if (ended.update.round == round_ && !at(ended.update.worker).ended) {
        at(ended.update.worker).ended = ended;
    }
}

void RoundScene::take(const ModelSent& model) {
    if (is_open()) {
        models_.push_back({model.start, model.end});
    }
}

void RoundScene::take(const ModelReceived& model) {
    if (model.round == round_) {
        at(model.worker).got_model = true;
    }
}

void RoundScene::take(const RoundClosed& closed) {
    if (closed.round == round_ - 1) {
        has_begun_ = true;
        began_ = closed.at;
    } else if (closed.round == round_) {
        closed_ = closed.at;
    } else if (closed.round == round_ + 1) {
        for (const auto& [node, since] : computing_since_) {
            at(node).computing.push_back({since, closed.at});
        }
        is_complete_ = true;
    }
}

}  // namespace ogsim
