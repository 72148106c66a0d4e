#include "src/scenario/outages.h"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>
#include <system_error>

namespace ogsim {
namespace {

[[noreturn]] void refuse(std::string_view entry) {
    throw std::invalid_argument(fmt::format("must be WHO@FROM-UNTIL, as in 3@1.5-2.5, got \"{}\"", entry));
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The number that `text` is, all of it: digits, and a fraction where the type has one.
template <class Number>
Number number(std::string_view text, std::string_view entry) {
    const bool is_plain = text.find_first_not_of("0123456789.") == std::string_view::npos && !text.starts_with('.') &&
                          !text.ends_with('.');
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || !is_plain || error != std::errc{} || end != text.data() + text.size()) {
        refuse(entry);
    }
    return value;
}

Outage outage(std::string_view entry) {
    std::string_view text = trimmed(entry);
    const bool forgets = text.ends_with('!');
    text.remove_suffix(forgets ? 1 : 0);
    const std::size_t at = text.find('@');
    const std::size_t dash = text.find('-');
    constexpr std::size_t kLongest = 100;  // of an entry; a worker has seven digits at the most
    if (entry.size() > kLongest || at == std::string_view::npos || dash == std::string_view::npos || dash < at ||
        at > 7) {
        refuse(entry);
    }
    Outage result{.node = {},
                  .from_s = number<double>(text.substr(at + 1, dash - at - 1), entry),
                  .until_s = number<double>(text.substr(dash + 1), entry),
                  .forgets = forgets};
    if (text.substr(0, at) != "server") {
        result.node = number<int>(text.substr(0, at), entry);
    }
    if (!(result.until_s > result.from_s) || result.until_s > 1e9) {
        throw std::invalid_argument(fmt::format("must end after it begins, and by 1e9 s, in \"{}\"", entry));
    }
    return result;
}

}  // namespace

std::vector<Outage> outages(std::string_view text) {
    std::vector<Outage> all;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        all.push_back(outage(text.substr(0, comma)));
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return all;
}

}  // namespace ogsim
