#include "src/sweep/shard.h"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>
#include <string_view>

namespace ogsim {
namespace {

constexpr std::size_t kMostShards = 1'000'000;

/// 0 where the text is no number.
std::size_t number_of(std::string_view text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

}  // namespace

StudyShard parse_shard(const std::string& text) {
    if (text.empty()) {
        return {};
    }
    const std::size_t slash = text.find('/');
    if (slash != std::string::npos) {
        const StudyShard shard{.number = number_of(std::string_view(text).substr(0, slash)),
                               .of = number_of(std::string_view(text).substr(slash + 1))};
        if (shard.number >= 1 && shard.number <= shard.of && shard.of <= kMostShards) {
            return shard;
        }
    }
    throw std::invalid_argument(
        fmt::format("--shard {}: must be K/N with 1 <= K <= N, such as 3/8 for the third of eight parts", text));
}

}  // namespace ogsim
