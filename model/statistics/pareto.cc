#include "model/statistics/pareto.h"

#include <algorithm>

namespace ogsim {

std::vector<bool> pareto_front(std::span<const Choice> choices) {
    std::vector<bool> front;
    for (const Choice& mine : choices) {
        const auto beats_it = [&mine](const Choice& other) {
            return other.joules <= mine.joules && other.accuracy >= mine.accuracy &&
                   (other.joules < mine.joules || other.accuracy > mine.accuracy);
        };
        front.push_back(std::none_of(choices.begin(), choices.end(), beats_it));
    }
    return front;
}

}  // namespace ogsim
