#include "src/protocol/iterate.h"

#include <cmath>
#include <deque>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/compression/little_endian.h"

namespace ogsim {
namespace {

constexpr std::size_t kHeader = 4 + 8 + 1 + 4;

Eigen::VectorXd vector_at(Payload bytes, std::size_t offset, Eigen::Index size) {
    Eigen::VectorXd vector(size);
    for (Eigen::Index i = 0; i < size; ++i) {
        vector[i] = double_at(bytes, offset + sizeof(double) * static_cast<std::size_t>(i));
    }
    return vector;
}

void append_all(std::vector<std::byte>& bytes, const Eigen::VectorXd& vector) {
    for (const double entry : vector) {
        append(bytes, entry);
    }
}

}  // namespace

Iterate::Iterate(const Settings& settings)
    : theta_(settings.start),
      sum_(Eigen::VectorXd::Zero(theta_.size())),
      optimizer_(settings.optimizer->copy()),
      movements_(settings.memory_depth, settings.memory_weight) {}

Iterate::Step Iterate::step(Eigen::VectorXd sum, std::int64_t round, const StepSizes& steps) {
    sum_ = std::move(sum);
    const Eigen::VectorXd next = optimizer_->step(theta_, sum_, steps.at(round));
    const Eigen::VectorXd movement = next - theta_;
    if (movement.allFinite()) {
        movements_.remember(movement);
        budget_ = movements_.budget(steps.first);
    }
    if (!next.allFinite() || !movement.allFinite() || !std::isfinite(budget_)) {
        budget_ = 0;
        return Step::kNotFinite;
    }
    theta_ = next;
    return Step::kTaken;
}

void Iterate::append_to(std::vector<std::byte>& bytes) const {
    append(bytes, static_cast<std::uint32_t>(theta_.size()));
    append(bytes, budget_);
    bytes.push_back(optimizer_->kept() ? std::byte{1} : std::byte{0});
    append(bytes, static_cast<std::uint32_t>(movements_.squares().size()));
    append_all(bytes, theta_);
    append_all(bytes, sum_);
    for (const double square : movements_.squares()) {
        append(bytes, square);
    }
    if (optimizer_->kept()) {
        append_all(bytes, *optimizer_->kept());
    }
}

std::size_t Iterate::resume(Payload bytes) {
    const auto dimension = static_cast<std::size_t>(theta_.size());
    if (bytes.size() < kHeader || word_at<std::uint32_t>(bytes, 0) != dimension) {
        throw std::invalid_argument("a state must be of " + std::to_string(dimension) + " entries");
    }
    const bool has_kept = bytes[12] != std::byte{0};
    const std::size_t squares = word_at<std::uint32_t>(bytes, 13);
    const std::size_t numbers = (has_kept ? 3 : 2) * dimension + squares;
    if (bytes.size() < kHeader + sizeof(double) * numbers) {
        throw std::invalid_argument("a state must have " + std::to_string(kHeader + sizeof(double) * numbers) +
                                    " bytes, got " + std::to_string(bytes.size()));
    }
    const auto place = [&](std::size_t number) { return kHeader + sizeof(double) * number; };
    std::deque<double> newest_first;
    for (std::size_t d = 0; d < squares; ++d) {
        newest_first.push_back(double_at(bytes, place(2 * dimension + d)));
    }
    Eigen::VectorXd theta = vector_at(bytes, place(0), theta_.size());
    Eigen::VectorXd sum = vector_at(bytes, place(dimension), theta_.size());
    if (!theta.allFinite() || !sum.allFinite()) {
        throw std::invalid_argument("a state's entries must be finite");
    }
    movements_.resume(std::move(newest_first));
    optimizer_->keep(has_kept ? std::optional(vector_at(bytes, place(2 * dimension + squares), theta_.size()))
                              : std::nullopt);
    theta_ = std::move(theta);
    sum_ = std::move(sum);
    budget_ = double_at(bytes, 4);
    return place(numbers);
}

}  // namespace ogsim
