#include "src/app/variants.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

namespace ogsim {
namespace {

[[noreturn]] void refuse(const std::string& option, const std::string& fault) {
    throw std::invalid_argument(fmt::format("--each {}: {}", option, fault));
}

std::string key_of(const std::string& option) {
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos || equals == 0) {
        refuse(option, "must be KEY=VALUE,VALUE...");
    }
    return option.substr(0, equals);
}

std::vector<std::string> values_of(const std::string& option) {
    std::vector<std::string> values{""};
    bool is_quoted = false;
    for (const char c : option.substr(option.find('=') + 1)) {
        is_quoted = is_quoted != (c == '"');
        if (c == ',' && !is_quoted) {
            values.emplace_back();
        } else {
            values.back() += c;
        }
    }
    for (const std::string& value : values) {
        if (value.empty()) {
            refuse(option, "must be KEY=VALUE,VALUE..., and no value empty");
        }
        if (std::count(values.begin(), values.end(), value) > 1) {
            refuse(option, fmt::format("names {} twice", value));
        }
    }
    return values;
}

/// What a file name may not hold, or a shell would mind, becomes "_".
std::string as_name(std::string value) {
    std::erase(value, '"');
    std::replace_if(
        value.begin(), value.end(),
        [](unsigned char c) { return std::isalnum(c) == 0 && c != '.' && c != '-' && c != '+'; }, '_');
    return value;
}

}  // namespace

std::vector<std::string> varied_keys(const std::vector<std::string>& each) {
    std::vector<std::string> keys;
    for (const std::string& option : each) {
        keys.push_back(key_of(option));
        if (std::count(keys.begin(), keys.end(), keys.back()) > 1) {
            refuse(option, "its key is varied by an earlier --each already");
        }
    }
    return keys;
}

std::vector<Variant> variants(const std::vector<std::string>& each) {
    const std::vector<std::string> keys = varied_keys(each);
    std::vector<Variant> all{{}};
    for (std::size_t option = 0; option < each.size(); ++option) {
        std::vector<Variant> longer;
        for (const Variant& variant : all) {
            for (const std::string& value : values_of(each[option])) {
                Variant next = variant;
                next.settings.push_back(fmt::format("{}={}", keys[option], value));
                next.label += (next.label.empty() ? "" : "-") + as_name(value);
                longer.push_back(std::move(next));
            }
        }
        all = std::move(longer);
    }
    return all;
}

}  // namespace ogsim
