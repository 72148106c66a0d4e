#include "src/app/variants.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "src/sweep/each_option.h"

namespace ogsim {
namespace {

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
    for (const EachOption& option : each_options(each)) {
        keys.push_back(option.key);
    }
    return keys;
}

std::vector<Variant> variants(const std::vector<std::string>& each) {
    std::vector<Variant> all{{}};
    for (const EachOption& option : each_options(each)) {
        std::vector<Variant> longer;
        for (const Variant& variant : all) {
            for (const std::string& value : option.values) {
                Variant next = variant;
                next.settings.push_back(fmt::format("{}={}", option.key, value));
                next.label += (next.label.empty() ? "" : "-") + as_name(value);
                longer.push_back(std::move(next));
            }
        }
        all = std::move(longer);
    }
    return all;
}

}  // namespace ogsim
