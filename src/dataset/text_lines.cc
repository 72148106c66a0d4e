#include "src/dataset/text_lines.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <stdexcept>
#include <system_error>

namespace ogsim {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kLongestQuote = 40;  // of file content in a message

}  // namespace

void TextPlace::reject(const std::string& reason) const {
    throw std::invalid_argument(fmt::format("{}:{}: {}", name, line, reason));
}

std::string_view trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(kBlanks);
    return from == std::string_view::npos ? std::string_view{}
                                          : text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

std::string quotable(std::string_view text) {
    std::string shown(text.substr(0, kLongestQuote));
    for (char& letter : shown) {
        letter = letter >= ' ' && letter <= '~' ? letter : '?';
    }
    return shown + (text.size() > kLongestQuote ? "..." : "");
}

std::string_view without_margins(std::string_view text) {
    text.remove_prefix(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

std::optional<double> number(std::string_view field) {
    if (field.starts_with('+') && !field.starts_with("+-")) {
        field.remove_prefix(1);
    }
    double value = 0.0;
    const char* const end = field.data() + field.size();
    const auto [stop, error] = std::from_chars(field.data(), end, value);
    if (stop != end || error == std::errc::invalid_argument) {
        return std::nullopt;
    }
    return error == std::errc::result_out_of_range ? std::numeric_limits<double>::infinity() : value;
}

}  // namespace ogsim
