#include "src/sweep/constraint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "src/scenario/nearest.h"
#include "src/scenario/value_text.h"

namespace ogsim {
namespace {

constexpr std::string_view kSigns = "=!<>";
constexpr std::array<std::pair<std::string_view, Relation>, 7> kRelations{{{"=", Relation::kEqual},
                                                                           {"==", Relation::kEqual},
                                                                           {"!=", Relation::kUnequal},
                                                                           {"<", Relation::kLess},
                                                                           {"<=", Relation::kLessOrEqual},
                                                                           {">", Relation::kGreater},
                                                                           {">=", Relation::kGreaterOrEqual}}};

struct Word {
    std::string text;
    bool was_quoted = false;
};

Word quoted_word(std::string_view& text) {
    const std::size_t end = text.find(text.front(), 1);
    if (end == std::string_view::npos) {
        throw std::invalid_argument(fmt::format("a quote {} is not closed", text.front()));
    }
    Word word{.text = std::string(text.substr(1, end - 1)), .was_quoted = true};
    text.remove_prefix(end + 1);
    return word;
}

/// Signs apart from names and values, blanks or none between them.
std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\n"), text.size()));
        if (text.empty()) {
            return words;
        }
        if (text.front() == '"' || text.front() == '\'') {
            words.push_back(quoted_word(text));
            continue;
        }
        const bool is_sign = kSigns.find(text.front()) != std::string_view::npos;
        const std::size_t end = is_sign ? text.find_first_not_of(kSigns) : text.find_first_of(" \t\n\"'=!<>");
        words.push_back({.text = std::string(text.substr(0, end))});
        text.remove_prefix(std::min(end, text.size()));
    }
}

const Key& key_named(const std::string& name) {
    const Key* key = find_key(name);
    if (key == nullptr) {
        throw std::invalid_argument(fmt::format("{}: unknown key{}{}", name, did_you_mean(nearest_key(name)),
                                                name.find_first_of("()") == std::string::npos
                                                    ? ""
                                                    : "; brackets are not known here: \"and\" binds before \"or\""));
    }
    return *key;
}

Relation relation_named(const Word& word) {
    const auto* const found = std::find_if(kRelations.begin(), kRelations.end(),
                                           [&word](const auto& known) { return known.first == word.text; });
    if (word.was_quoted || found == kRelations.end()) {
        throw std::invalid_argument(fmt::format("{}: must be one of = != < <= > >=", word.text));
    }
    return found->second;
}

bool is_ordered(const Key& key) {
    return kind_of(key) == "number" || kind_of(key) == "whole number";
}

Operand number_operand(const Key& key, const std::string& text) {
    double number = 0.0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end || !std::isfinite(number)) {
        throw std::invalid_argument(
            fmt::format("{} is compared with {}: must be a number or a key", key.path, in_quotes(text)));
    }
    return number;
}

Operand value_operand(const Key& key, const std::string& text) {
    if (is_ordered(key)) {
        return number_operand(key, text);
    }
    if (kind_of(key) == "true or false") {
        if (text != "true" && text != "false") {
            throw std::invalid_argument(fmt::format("{} is compared with {}: must be true or false", key.path, text));
        }
        return text == "true";
    }
    if (key.allowed != nullptr) {
        const std::vector<std::string> words = key.allowed();
        if (std::find(words.begin(), words.end(), text) == words.end()) {
            throw std::invalid_argument(fmt::format("{} is compared with {}: must be {}{}", key.path, in_quotes(text),
                                                    allowed_text(key), did_you_mean(nearest_word(text, words))));
        }
    }
    return text;
}

/// Whether a word on the right can only be a key that is misspelt.
bool looks_like_key(const Key& left, const Word& word) {
    const std::size_t dot = word.text.rfind('.');
    return !word.was_quoted && is_ordered(left) && dot != std::string::npos && is_section(word.text.substr(0, dot));
}

Comparison comparison_of(std::span<const Word> words, const std::string& text) {
    if (words.size() < 3) {
        throw std::invalid_argument(
            fmt::format("{}: must be KEY = VALUE, with one of = != < <= > >= and a value or a key on the right",
                        text.empty() ? "nothing" : text));
    }
    if (words.size() > 3) {
        throw std::invalid_argument(fmt::format("{}: {} is too much; comparisons are joined by \"and\" or \"or\"", text,
                                                in_quotes(words[3].text)));
    }
    const Key& left = key_named(words[0].text);
    Comparison comparison{.left = &left, .relation = relation_named(words[1])};
    const bool is_order = comparison.relation != Relation::kEqual && comparison.relation != Relation::kUnequal;
    if (is_order && !is_ordered(left)) {
        throw std::invalid_argument(fmt::format("{} is {}: only = and != compare it", left.path,
                                                kind_of(left) == "text" ? "a text" : "a flag"));
    }
    comparison.right = words[2].was_quoted ? nullptr : find_key(words[2].text);
    if (comparison.right == nullptr) {
        if (looks_like_key(left, words[2])) {
            static_cast<void>(key_named(words[2].text));  // which tells that there is none
        }
        comparison.value = value_operand(left, words[2].text);
    } else if (is_ordered(left) != is_ordered(*comparison.right) ||
               (!is_ordered(left) && kind_of(left) != kind_of(*comparison.right))) {
        throw std::invalid_argument(fmt::format("{} is {} and {} is {}: they cannot be compared", left.path,
                                                kind_of(left), comparison.right->path, kind_of(*comparison.right)));
    }
    return comparison;
}

Operand operand(const Key& key, Scenario& scenario) {
    struct Read {
        Operand operator()(const std::string* text) const { return *text; }
        Operand operator()(const double* number) const { return *number; }
        Operand operator()(const int* number) const { return static_cast<double>(*number); }
        Operand operator()(const std::int64_t* number) const { return static_cast<double>(*number); }
        Operand operator()(const bool* flag) const { return *flag; }
        Operand operator()(const std::optional<std::string>* text) const {
            return *text ? (*this)(&**text) : Operand{};
        }
        Operand operator()(const std::optional<double>* number) const {
            return *number ? (*this)(&**number) : Operand{};
        }
        Operand operator()(const std::optional<int>* number) const { return *number ? (*this)(&**number) : Operand{}; }
        Operand operator()(const std::optional<std::int64_t>* number) const {
            return *number ? (*this)(&**number) : Operand{};
        }
    };
    return std::visit([](auto* field) { return Read{}(field); }, key.field(scenario));
}

bool is_met(Relation relation, const Operand& left, const Operand& right) {
    const bool is_known = left.index() != 0 && left.index() == right.index();
    switch (relation) {
        case Relation::kEqual:
            return is_known && left == right;
        case Relation::kUnequal:
            return left != right;
        case Relation::kLess:
            return is_known && left < right;
        case Relation::kLessOrEqual:
            return is_known && left <= right;
        case Relation::kGreater:
            return is_known && left > right;
        case Relation::kGreaterOrEqual:
            return is_known && left >= right;
    }
    return false;
}

}  // namespace

Constraint parse_constraint(std::string_view text) {
    const std::vector<Word> words = words_of(text);
    Constraint constraint{.any_of = {{}}};
    std::vector<Word> part;
    std::string part_text;
    const auto finish = [&] {
        constraint.any_of.back().push_back(comparison_of(part, part_text));
        part.clear();
        part_text.clear();
    };
    for (const Word& word : words) {
        const bool is_or = !word.was_quoted && word.text == "or";
        if (is_or || (!word.was_quoted && word.text == "and")) {
            finish();
            if (is_or) {
                constraint.any_of.emplace_back();
            }
        } else {
            part.push_back(word);
            part_text += (part_text.empty() ? "" : " ") + word.text;
        }
    }
    finish();
    return constraint;
}

bool holds(const Constraint& constraint, const Scenario& scenario) {
    Scenario read = scenario;
    const auto is_true = [&read](const Comparison& one) {
        const Operand right = one.right != nullptr ? operand(*one.right, read) : one.value;
        return is_met(one.relation, operand(*one.left, read), right);
    };
    return std::any_of(constraint.any_of.begin(), constraint.any_of.end(),
                       [&is_true](const auto& group) { return std::all_of(group.begin(), group.end(), is_true); });
}

}  // namespace ogsim
