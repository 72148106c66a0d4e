#include "src/protocol/replica.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/compression/little_endian.h"
#include "src/protocol/sum_change.h"

namespace ogsim {
namespace {

Eigen::VectorXd vector_of(Payload bytes, Eigen::Index size) {
    if (bytes.size() != sizeof(double) * static_cast<std::size_t>(size)) {
        throw std::invalid_argument("a state's sum must have " + std::to_string(size) + " entries");
    }
    Eigen::VectorXd vector(size);
    for (Eigen::Index i = 0; i < size; ++i) {
        vector[i] = double_at(bytes, sizeof(double) * static_cast<std::size_t>(i));
    }
    return vector;
}

}  // namespace

Turnout turnout(int workers, const std::vector<int>& heard, const std::vector<double>& shares) {
    double share = 0.0;
    for (const int worker : heard) {
        share += shares.empty() ? 1.0 / workers : shares[static_cast<std::size_t>(worker)];
    }
    return {.workers = workers, .heard = static_cast<int>(heard.size()), .share = share};
}

Replica::Replica(const Iterate::Settings& settings, const ProtocolRules& rules, int workers)
    : rules_(rules), iterate_(settings), arrived_(settings.start.size(), rules.memory) {
    header_.accepted.resize(static_cast<std::size_t>(workers));
}

void Replica::become(const StateMessage& message) {
    if (message.header.accepted.size() != header_.accepted.size()) {
        throw std::invalid_argument("a state must be for " + std::to_string(header_.accepted.size()) + " workers");
    }
    const std::size_t used = iterate_.resume(message.iterate);
    const Payload rest = Payload(message.iterate).subspan(used);
    const Eigen::Index dimension = iterate_.theta().size();
    arrived_.resume(rest.empty() ? Eigen::VectorXd::Zero(dimension).eval() : vector_of(rest, dimension));
    header_ = message.header;
    heard_workers_.clear();
    heard_ = {};
}

bool Replica::apply(const ChangeMessage& message) {
    if (message.base != header_.version || message.header.round <= header_.round ||
        message.header.accepted.size() != header_.accepted.size() || message.header.epoch != header_.epoch) {
        return false;
    }
    const Eigen::VectorXd sum = changed_sum(iterate_.sum(), message.change);
    while (header_.round < message.header.round - 1) {
        close();
    }
    step(sum);
    header_ = message.header;
    return true;
}

void Replica::accept(int worker, const Eigen::VectorXd& decoded) {
    arrived_.accept(worker, decoded);
    const auto place = static_cast<std::size_t>(worker);
    header_.accepted[place] = !header_.accepted[place];
    const double norm = decoded.norm();
    heard_.quietest_norm = heard_.count == 0 ? norm : std::min(heard_.quietest_norm, norm);
    ++heard_.count;
    heard_workers_.push_back(worker);
}

void Replica::close() {
    if (rules_.downlink == Downlink::kOverheard) {
        const auto workers = static_cast<int>(header_.accepted.size());
        const auto count = static_cast<std::uint32_t>(heard_workers_.size());
        step(aggregate(rules_.aggregation, arrived_.close_round(), turnout(workers, heard_workers_, rules_.shares)));
        header_.version += count;
    } else {
        step(Eigen::VectorXd(iterate_.sum()));
    }
    ++header_.round;
    header_.asked.reset();
}

void Replica::step(const Eigen::VectorXd& sum) {
    static_cast<void>(iterate_.step(sum, header_.round, rules_.steps));
    heard_workers_.clear();
    heard_ = {};
}

ModelMessage Replica::model() const {
    return {.round = header_.round,
            .is_last = header_.is_last,
            .epoch = header_.epoch,
            .budget = iterate_.budget(),
            .accepted = header_.accepted,
            .asked = header_.asked,
            .theta = iterate_.theta()};
}

bool Replica::has_heard(int worker) const {
    return std::find(heard_workers_.begin(), heard_workers_.end(), worker) != heard_workers_.end();
}

}  // namespace ogsim
