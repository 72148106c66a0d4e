#include "src/sweep/each_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace ogsim {
namespace {

[[noreturn]] void refuse(const std::string& option, const std::string& fault) {
    throw std::invalid_argument(fmt::format("--each {}: {}", option, fault));
}

std::vector<std::string> split_values(std::string_view text) {
    std::vector<std::string> values{""};
    bool is_quoted = false;
    for (const char c : text) {
        is_quoted = is_quoted != (c == '"');
        if (c == ',' && !is_quoted) {
            values.emplace_back();
        } else {
            values.back() += c;
        }
    }
    return values;
}

}  // namespace

EachOption each_option(const std::string& option) {
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos || equals == 0) {
        refuse(option, "must be KEY=VALUE,VALUE...");
    }
    EachOption read{.key = option.substr(0, equals), .values = split_values(option.substr(equals + 1))};
    for (const std::string& value : read.values) {
        if (value.empty()) {
            refuse(option, "must be KEY=VALUE,VALUE..., and no value empty");
        }
        if (std::count(read.values.begin(), read.values.end(), value) > 1) {
            refuse(option, fmt::format("names {} twice", value));
        }
    }
    return read;
}

std::vector<EachOption> each_options(const std::vector<std::string>& options) {
    std::vector<EachOption> all;
    for (const std::string& option : options) {
        EachOption read = each_option(option);
        if (std::any_of(all.begin(), all.end(), [&read](const EachOption& other) { return other.key == read.key; })) {
            refuse(option, "its key is varied by an earlier --each already");
        }
        all.push_back(std::move(read));
    }
    return all;
}

}  // namespace ogsim
