#include "src/report/page.h"

#include <fmt/format.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>

#include "src/report/page_parts.h"

namespace ogsim {
namespace {

/// As text in HTML, also within an attribute in double quotes.
std::string html_text(std::string_view text) {
    static const std::map<char, std::string_view> kEscapes{
        {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    std::string escaped;
    for (const char letter : text) {
        const auto found = kEscapes.find(letter);
        found == kEscapes.end() ? escaped += letter : escaped += found->second;
    }
    return escaped;
}

/// JSON that no element of HTML can be ended or begun in: "<" stands only within its strings, where it may be escaped.
std::string inline_json(std::string_view json) {
    std::string escaped;
    for (const char letter : json) {
        letter == '<' ? escaped += "\\u003c" : escaped += letter;
    }
    return escaped;
}

unsigned hex_digit(char digit) {
    return static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/// The source expression of a content-security policy: 32 bytes given in hexadecimal, as 'sha256-BASE64'. The base-64
/// digits are 6 bits each: 256 bits are 43 digits (the last one filled up with two zero bits) and one "=".
std::string source_of(std::string_view sha256) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string base64;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char digit : sha256) {
        bits = (bits << 4U) | hex_digit(digit);
        for (held += 4; held >= 6; held -= 6) {
            base64 += kDigits[(bits >> static_cast<unsigned>(held - 6)) & 63U];
        }
    }
    base64 += kDigits[(bits << static_cast<unsigned>(6 - held)) & 63U];
    return "'sha256-" + base64 + "='";
}

/// Nothing may be loaded, sent or run but what is in the page. data: is for its empty icon.
std::string policy() {
    return fmt::format(
        "default-src 'none'; script-src {} {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        source_of(kPageLibrary.sha256), source_of(kPageScript.sha256), source_of(kPageStyle.sha256));
}

/// The frame with its {{names}} replaced, in one pass: what is put in is not looked at again.
std::string filled(std::string_view frame, const std::map<std::string_view, std::string>& values) {
    std::string page;
    for (;;) {
        const std::size_t begin = frame.find("{{");
        page += frame.substr(0, begin);
        if (begin == std::string_view::npos) {
            return page;
        }
        const std::size_t end = frame.find("}}", begin);
        page += values.at(frame.substr(begin + 2, end - begin - 2));
        frame.remove_prefix(end + 2);
    }
}

}  // namespace

std::string html_page(const Report& report) {
    return filled(kPageFrame.text, {{"policy", policy()},
                                    {"title", html_text(report.title)},
                                    {"name", html_text(report.name)},
                                    {"sentence", html_text(report.answer.sentence)},
                                    {"style", std::string(kPageStyle.text)},
                                    {"library", std::string(kPageLibrary.text)},
                                    {"script", std::string(kPageScript.text)},
                                    {"report", inline_json(json_text(report))}});
}

}  // namespace ogsim
