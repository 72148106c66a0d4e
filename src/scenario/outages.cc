#include "src/scenario/outages.h"

#include <fmt/format.h>

#include <cmath>
#include <regex>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

Outage outage(const std::string& entry) {
    static const std::regex kForm(R"(\s*(server|\d{1,7})@(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)(!?)\s*)");
    std::smatch parts;
    if (entry.size() > 100 || !std::regex_match(entry, parts, kForm)) {
        throw std::invalid_argument(fmt::format("must be WHO@FROM-UNTIL, as in 3@1.5-2.5, got \"{}\"", entry));
    }
    Outage result{
        .node = {}, .from_s = std::stod(parts[2]), .until_s = std::stod(parts[3]), .forgets = parts[4] == "!"};
    if (parts[1] != "server") {
        result.node = std::stoi(parts[1]);
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
        all.push_back(outage(std::string(text.substr(0, comma))));
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return all;
}

}  // namespace ogsim
