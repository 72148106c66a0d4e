#include "model/compression/memory.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <utility>

namespace ogsim {
namespace {

MemoryRule checked(Eigen::Index dimension, MemoryRule rule) {
    if (dimension < 1) {
        throw std::invalid_argument("dimension must be >= 1, got " + std::to_string(dimension));
    }
    if (!(rule.retention >= 0 && rule.retention <= 1)) {
        throw std::invalid_argument("retention must be 0 to 1, got " + std::to_string(rule.retention));
    }
    return rule;
}

}  // namespace

void retain(Eigen::Ref<Eigen::VectorXd> held, const MemoryRule& rule,
            const Eigen::Ref<const Eigen::VectorXd>& decoded) {
    held += rule.retention * decoded;
    if (rule.is_single) {
        held = held.cast<float>().cast<double>().eval();
    }
}

HeldOfAll::HeldOfAll(Eigen::Index dimension, int workers, const MemoryRule& rule) : rule_(rule), dimension_(dimension) {
    if (rule.retention > 0 && rule.is_single) {
        narrow_ = Eigen::MatrixXf::Zero(dimension, workers);
    } else if (rule.retention > 0) {
        wide_ = Eigen::MatrixXd::Zero(dimension, workers);
    }
}

Eigen::VectorXd HeldOfAll::of(int worker) const {
    Eigen::VectorXd held = Eigen::VectorXd::Zero(dimension_);
    if (!is_empty()) {
        with(worker, [&held](const auto& its) { held = its; });
    }
    return held;
}

void HeldOfAll::retain(int worker, const Eigen::Ref<const Eigen::VectorXd>& decoded) {
    if (is_empty()) {
        return;
    }
    if (!rule_.is_single) {
        ogsim::retain(wide_.col(worker), rule_, decoded);
        return;
    }
    Eigen::VectorXd held = of(worker);
    ogsim::retain(held, rule_, decoded);
    narrow_.col(worker) = held.cast<float>();
}

void HeldOfAll::forget(int worker) {
    if (wide_.cols() > 0) {
        wide_.col(worker).setZero();
    }
    if (narrow_.cols() > 0) {
        narrow_.col(worker).setZero();
    }
}

WorkerMemory::WorkerMemory(Eigen::Index dimension, MemoryRule rule)
    : rule_(checked(dimension, rule)),
      held_(Eigen::VectorXd::Zero(dimension)),
      owed_(Eigen::VectorXd::Zero(dimension)) {}

const Eigen::VectorXd& WorkerMemory::wish(const Eigen::Ref<const Eigen::VectorXd>& gradient) {
    if (gradient.size() != held_.size()) {
        throw std::invalid_argument("gradient must have " + std::to_string(held_.size()) + " entries, got " +
                                    std::to_string(gradient.size()));
    }
    if (is_in_doubt()) {
        throw std::logic_error("what was said must be settled before the next wish");
    }
    settle(false);
    wish_ = gradient - held_;
    if (rule_.error_feedback) {
        wish_ += owed_;
    }
    is_open_ = true;
    return wish_;
}

void WorkerMemory::say(Eigen::VectorXd decoded) {
    if (!is_open_ || said_) {
        throw std::logic_error("a wish is said once, and only an open one");
    }
    if (decoded.size() != held_.size()) {
        throw std::invalid_argument("decoded must have " + std::to_string(held_.size()) + " entries, got " +
                                    std::to_string(decoded.size()));
    }
    said_ = std::move(decoded);
}

void WorkerMemory::settle(bool accepted) {
    if (!is_open_) {
        return;
    }
    const bool has_arrived = accepted && said_;
    if (has_arrived) {
        retain(held_, rule_, *said_);
    }
    if (rule_.error_feedback) {
        owed_.swap(wish_);
        if (has_arrived) {
            owed_ -= *said_;
        }
    }
    is_open_ = false;
    said_.reset();
}

namespace {
constexpr std::array<std::string_view, 2> kSummations{"anew", "running"};

int at_least_one(int workers) {
    if (workers < 1) {
        throw std::invalid_argument("workers must be >= 1, got " + std::to_string(workers));
    }
    return workers;
}
}  // namespace

std::span<const std::string_view> summation_names() {
    return kSummations;
}

Summation summation_named(std::string_view name) {
    const auto* found = std::find(kSummations.begin(), kSummations.end(), name);
    if (found == kSummations.end()) {
        throw std::invalid_argument("summation must be one of anew, running, got " + std::string(name));
    }
    return static_cast<Summation>(found - kSummations.begin());
}

RunningSum::RunningSum(Eigen::Index dimension, MemoryRule rule)
    : rule_(checked(dimension, rule)), held_(Eigen::VectorXd::Zero(dimension)) {}

void RunningSum::accept(int worker, const Eigen::VectorXd& decoded) {
    if (decoded.size() != held_.size() || !arrived_.emplace(worker, decoded).second) {
        throw std::invalid_argument("worker " + std::to_string(worker) + " must be heard once a round, with " +
                                    std::to_string(held_.size()) + " entries, got " + std::to_string(decoded.size()));
    }
}

Eigen::VectorXd RunningSum::close_round() {
    Eigen::VectorXd sum = held_;
    for (const auto& [worker, decoded] : std::exchange(arrived_, {})) {
        sum += decoded;
        retain(held_, rule_, decoded);
    }
    return sum;
}

void RunningSum::resume(Eigen::VectorXd held) {
    if (held.size() != held_.size()) {
        throw std::invalid_argument("what is held must have " + std::to_string(held_.size()) + " entries, got " +
                                    std::to_string(held.size()));
    }
    held_ = std::move(held);
    arrived_.clear();
}

ServerMemory::ServerMemory(Eigen::Index dimension, int workers, MemoryRule rule, Summation summation)
    : rule_(checked(dimension, rule)),
      summation_(summation),
      dimension_(dimension),
      workers_(workers),
      held_(dimension, at_least_one(workers), rule),
      running_(dimension, rule) {
    if (rule.is_single && summation == Summation::kRunning) {
        throw std::invalid_argument("a running sum cannot follow what is rounded worker by worker");
    }
    held_sum_ = Eigen::VectorXd::Zero(dimension);
    has_arrived_.resize(static_cast<std::size_t>(workers));
}

void ServerMemory::accept(int worker, const Eigen::VectorXd& decoded) {
    require_worker(worker);
    if (decoded.size() != dimension_) {
        throw std::invalid_argument("decoded must have " + std::to_string(dimension_) + " entries, got " +
                                    std::to_string(decoded.size()));
    }
    if (has_arrived_[static_cast<std::size_t>(worker)]) {
        throw std::invalid_argument("worker " + std::to_string(worker) + " was heard twice in a round");
    }
    has_arrived_[static_cast<std::size_t>(worker)] = true;
    const auto place = static_cast<Eigen::Index>(senders_.size());
    if (place == said_.cols()) {
        said_.conservativeResize(dimension_, std::min<Eigen::Index>(workers_, 2 * place + 8));
    }
    said_.col(place) = decoded;
    senders_.push_back(worker);
}

ServerMemory::Arrived ServerMemory::take_arrived() {
    Arrived arrived;
    arrived.reserve(senders_.size());
    for (const int worker : senders_) {
        has_arrived_[static_cast<std::size_t>(worker)] = false;
        arrived.emplace_back(worker, static_cast<Eigen::Index>(arrived.size()));
    }
    senders_.clear();
    std::sort(arrived.begin(), arrived.end());
    return arrived;
}

Eigen::VectorXd ServerMemory::close_round() {
    const Arrived arrived = take_arrived();
    if (summation_ == Summation::kRunning) {
        return add_to_running(arrived);
    }
    if (rule_.retention == 0) {
        Eigen::VectorXd sum = Eigen::VectorXd::Zero(dimension_);
        for (const auto& [worker, place] : arrived) {
            sum += said_.col(place);
        }
        return sum;
    }
    return arrived.empty() ? held_sum() : add_and_retain(arrived);
}

Eigen::VectorXd ServerMemory::add_to_running(const Arrived& arrived) {
    for (const auto& [worker, place] : arrived) {
        running_.accept(worker, said_.col(place));
        held_.retain(worker, said_.col(place));
    }
    return running_.close_round();
}

void ServerMemory::forget(int worker) {
    require_worker(worker);
    if (rule_.retention == 0) {
        return;
    }
    if (summation_ == Summation::kRunning) {
        running_.drop(held_.of(worker));
    }
    held_.forget(worker);
    held_sum_.reset();
}

Eigen::VectorXd ServerMemory::add_and_retain(const Arrived& arrived) {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(dimension_);
    auto next = arrived.begin();
    for (int worker = 0; worker < workers_; ++worker) {
        if (next != arrived.end() && next->first == worker) {
            const auto said = said_.col(next->second);
            held_.with(worker, [&](const auto& held) { sum += held + said; });
            held_.retain(worker, said);
            ++next;
        } else {
            held_.with(worker, [&](const auto& held) { sum += held; });
        }
    }
    // Where all of q is retained, h + q is the new h, and the sum need not be taken again while nobody is heard.
    held_sum_ = rule_.retention == 1 && !rule_.is_single ? std::optional(sum) : std::nullopt;
    return sum;
}

const Eigen::VectorXd& ServerMemory::held_sum() {
    if (!held_sum_) {
        held_sum_ = Eigen::VectorXd::Zero(dimension_);
        for (int worker = 0; worker < workers_ && !held_.is_empty(); ++worker) {
            held_.with(worker, [this](const auto& held) { *held_sum_ += held; });
        }
    }
    return *held_sum_;
}

Eigen::VectorXd ServerMemory::held(int worker) const {
    require_worker(worker);
    return held_.of(worker);
}

void ServerMemory::require_worker(int worker) const {
    if (worker < 0 || worker >= workers_) {
        throw std::invalid_argument("worker must be 0 to " + std::to_string(workers_ - 1) + ", got " +
                                    std::to_string(worker));
    }
}

}  // namespace ogsim
