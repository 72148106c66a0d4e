#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ogsim {

/// Faults of many combinations, each told once with the combination in which it came first.
class FaultBook {
 public:
    void add(const std::string& fault, const std::string& combination);
    [[nodiscard]] bool is_empty() const { return order_.empty(); }
    /// "FAULT (with method.name = gd, and 3 more combinations)", in the order in which they came; at most 20, and how
    /// many more there are.
    [[nodiscard]] std::vector<std::string> texts() const;

 private:
    struct Found {
        std::string combination;
        std::size_t times = 0;
    };
    std::map<std::string, Found> found_;
    std::vector<std::string> order_;
};

}  // namespace ogsim
