#include "src/dataset/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace ogsim {
namespace {

constexpr std::size_t kMostClasses = 1000;  // assumed: above, a column of measurements was taken for labels

std::vector<double> distinct(const Eigen::Ref<const Eigen::VectorXd>& labels) {
    std::vector<double> values(labels.begin(), labels.end());
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

Labels classes_of(const Eigen::Ref<const Eigen::VectorXd>& labels) {
    const std::vector<double> values = distinct(labels);
    for (const double value : values) {
        if (value != std::floor(value)) {
            throw std::invalid_argument(
                fmt::format("problem.kind = softmax needs class labels, whole numbers, got a target of {}", value));
        }
    }
    if (values.size() < 2 || values.size() > kMostClasses) {
        throw std::invalid_argument(fmt::format("problem.kind = softmax needs 2 to {} different class labels, got {}",
                                                kMostClasses, values.size()));
    }
    Labels result{.targets = labels, .classes = static_cast<int>(values.size())};
    for (double& target : result.targets) {
        const auto place = std::lower_bound(values.begin(), values.end(), target);
        target = static_cast<double>(place - values.begin());
    }
    return result;
}

}  // namespace

Labels labels_for(Targets wanted, const Eigen::Ref<const Eigen::VectorXd>& labels) {
    if (wanted == Targets::kReal) {
        return {.targets = labels};
    }
    if (wanted == Targets::kClasses) {
        return classes_of(labels);
    }
    const std::vector<double> values = distinct(labels);
    if (values.size() != 2) {
        throw std::invalid_argument(
            fmt::format("problem.kind = logistic needs two different labels, got {}", values.size()));
    }
    return {.targets = (labels.array() == values[1]).select(Eigen::VectorXd::Ones(labels.size()), -1.0)};
}

Eigen::VectorXd signs_of(const Eigen::Ref<const Eigen::VectorXd>& targets) {
    return (targets.array() >= 0.0).select(Eigen::VectorXd::Ones(targets.size()), -1.0);
}

}  // namespace ogsim
