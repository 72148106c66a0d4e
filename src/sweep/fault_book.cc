#include "src/sweep/fault_book.h"

#include <fmt/format.h>

namespace ogsim {

void FaultBook::add(const std::string& fault, const std::string& combination) {
    Found& found = found_[fault];
    if (++found.times == 1) {
        found.combination = combination;
        order_.push_back(fault);
    }
}

std::vector<std::string> FaultBook::texts() const {
    constexpr std::size_t kMost = 20;  // assumed: nobody mends more at once
    std::vector<std::string> texts;
    for (const std::string& fault : order_) {
        if (texts.size() == kMost) {
            texts.push_back(fmt::format("and {} more faults of combinations", order_.size() - kMost));
            break;
        }
        const Found& found = found_.at(fault);
        const std::size_t more = found.times - 1;
        std::string with = found.combination.empty() ? "" : "with " + found.combination;
        with += more == 0 ? "" : fmt::format(", and {} more combination{}", more, more == 1 ? "" : "s");
        texts.push_back(with.empty() ? fault : fmt::format("{} ({})", fault, with));
    }
    return texts;
}

}  // namespace ogsim
