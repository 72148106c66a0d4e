#include "src/scenario/text_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace ogsim {
namespace {

constexpr std::size_t kLongestText = 1U << 20U;
constexpr std::size_t kLongestLine = 4096;  // so at most 2048 nested tables: "a.a.a..."

std::uint32_t byte_at(std::string_view text, std::size_t i) {
    return static_cast<unsigned char>(text[i]);
}

bool is_control(std::uint32_t byte) {
    return byte < 0x20 || byte == 0x7f;
}

// What is wrong with the character at `start` of a line without its line end, if anything.
std::optional<std::string> character_fault(std::string_view line, std::size_t start) {
    const std::uint32_t byte = byte_at(line, start);
    if (utf8_length(line.substr(start)) == 0) {
        return fmt::format("byte 0x{:02X} is not valid UTF-8", byte);
    }
    if (is_control(byte) && byte != '\t') {
        return fmt::format("control character 0x{:02X} is not allowed", byte);
    }
    return std::nullopt;
}

// The first thing wrong with a line, with its column.
std::optional<std::string> line_fault(std::string_view line) {
    if (line.size() > kLongestLine) {
        return fmt::format("{}: line is longer than {} bytes", kLongestLine + 1, kLongestLine);
    }
    for (std::size_t i = 0; i < line.size(); i += std::max<std::size_t>(1, utf8_length(line.substr(i)))) {
        if (const auto fault = character_fault(line, i)) {
            return fmt::format("{}: {}", i + 1, *fault);
        }
    }
    return std::nullopt;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const std::uint32_t first = byte_at(text, 0);
    if (first < 0x80) {
        return 1;
    }
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) {
        return 0;
    }
    std::uint32_t code = first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte_at(text, i) & 0xc0U) != 0x80U) {
            return 0;
        }
        code = (code << 6U) | (byte_at(text, i) & 0x3fU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    return overlong || surrogate || code > 0x10ffff ? 0 : length;
}

bool has_control_characters(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return is_control(static_cast<unsigned char>(c)); });
}

std::vector<std::string> text_faults(std::string_view text, std::string_view file) {
    if (text.size() > kLongestText) {
        return {fmt::format("{}: is longer than {} bytes, which no scenario is", file, kLongestText)};
    }
    constexpr std::size_t kEnough = 10;
    std::vector<std::string> faults;
    for (std::size_t start = 0, number = 1; start < text.size() && faults.size() < kEnough; ++number) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        std::string_view line = text.substr(start, end - start);
        if (end < text.size() && line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (const auto fault = line_fault(line)) {
            faults.push_back(fmt::format("{}:{}:{}", file, number, *fault));
        }
        start = end + 1;
    }
    return faults;
}

}  // namespace ogsim
