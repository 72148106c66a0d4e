#include "src/scenario/value_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace ogsim {
namespace {

std::string shortest(double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string text_of(const std::string& value) {
    return in_quotes(value);
}
std::string text_of(double value) {
    return float_text(value);
}
std::string text_of(std::int64_t value) {
    return std::to_string(value);
}
std::string text_of(int value) {
    return std::to_string(value);
}
std::string text_of(bool value) {
    return value ? "true" : "false";
}
template <class T>
std::string text_of(const std::optional<T>& value) {
    return value ? text_of(*value) : std::string();
}

}  // namespace

std::string float_text(double value) {
    const std::string text = shortest(value);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

std::string number_text(double value) {
    constexpr double kExact = 1e15;  // whole numbers below 2^53 print as they are
    return value == std::trunc(value) && std::abs(value) < kExact ? fmt::format("{:.0f}", value) : shortest(value);
}

std::string in_quotes(std::string_view text) {
    std::string result = "\"";
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            result += '\\';
            result += letter;
        } else if (code < 0x20 || code == 0x7f) {
            result += fmt::format("\\u{:04X}", code);
        } else {
            result += letter;
        }
    }
    return result + '"';
}

std::string shortened(std::string_view text) {
    constexpr std::size_t kLongest = 60;
    if (text.size() <= kLongest) {
        return std::string(text);
    }
    std::size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
        --end;  // not inside a letter of several bytes
    }
    return std::string(text.substr(0, end)) + "...";
}

std::string value_text(const Key& key, const Scenario& scenario) {
    Scenario copy = scenario;
    return std::visit([](const auto* field) { return text_of(*field); }, key.field(copy));
}

}  // namespace ogsim
