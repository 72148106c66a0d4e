#include "src/dataset/libsvm.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "src/dataset/text_lines.h"

namespace ogsim {
namespace {

constexpr std::string_view kBlanks = " \t";

struct Entry {
    std::size_t index;  ///< From 1.
    double value;
};

/// The next word, which is taken off `line`; empty after the last one.
std::string_view take_word(std::string_view& line) {
    line = trimmed(line);
    const std::string_view word = line.substr(0, line.find_first_of(kBlanks));
    line.remove_prefix(word.size());
    return word;
}

/// The next line that holds a sample, without comment and blanks; empty after the last one.
std::string_view take_sample(std::string_view& text, TextPlace& place) {
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        ++place.line;
        const std::string_view sample = trimmed(line.substr(0, line.find('#')));
        if (!sample.empty()) {
            return sample;
        }
    }
    return {};
}

std::size_t index_of(std::string_view text, std::size_t previous, const TextPlace& place) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (text.empty() || end != text.data() + text.size() || error == std::errc::invalid_argument) {
        place.reject(fmt::format("index \"{}\": must be a whole number from 1", quotable(text)));
    }
    if (error != std::errc{} || index > kMostFeatures) {
        place.reject(fmt::format("index {}: at most {} features are taken", quotable(text), kMostFeatures));
    }
    if (index == 0) {
        place.reject("index 0: they count from 1");
    }
    if (index <= previous) {
        place.reject(fmt::format("index {} after {}: they must rise within a line", index, previous));
    }
    return index;
}

Entry entry_of(std::string_view word, std::size_t previous, const TextPlace& place) {
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos) {
        place.reject(fmt::format("\"{}\": must be index:value", quotable(word)));
    }
    const std::size_t index = index_of(word.substr(0, colon), previous, place);
    const std::string_view text = word.substr(colon + 1);
    const std::optional<double> value = number(text);
    if (!value) {
        place.reject(fmt::format("index {}: \"{}\" is no number", index, quotable(text)));
    }
    if (!std::isfinite(*value)) {
        place.reject(fmt::format("index {}: \"{}\" is not a finite double", index, quotable(text)));
    }
    return {.index = index, .value = *value};
}

std::string_view label_of(std::string_view& sample, const TextPlace& place) {
    const std::string_view label = take_word(sample);
    if (label.find(':') != std::string_view::npos) {
        place.reject(fmt::format("\"{}\" where the label must stand", quotable(label)));
    }
    if (!std::isfinite(number(label).value_or(0.0))) {
        place.reject(fmt::format("label \"{}\" is not a finite double", quotable(label)));
    }
    return label;
}

/// What the first pass over a file finds out.
struct Survey {
    std::vector<std::string_view> labels;
    std::size_t largest = 0;  ///< Index.
    std::size_t its_line = 1;
};

Survey surveyed(std::string_view text, TextPlace place) {
    Survey survey;
    while (true) {
        std::string_view sample = take_sample(text, place);
        if (sample.empty()) {
            return survey;
        }
        survey.labels.push_back(label_of(sample, place));
        std::size_t index = 0;
        for (std::string_view word = take_word(sample); !word.empty(); word = take_word(sample)) {
            index = entry_of(word, index, place).index;
        }
        survey.its_line = index > survey.largest ? place.line : survey.its_line;
        survey.largest = std::max(survey.largest, index);
    }
}

Eigen::MatrixXd filled(std::string_view text, TextPlace place, Eigen::Index features, std::size_t samples) {
    Eigen::MatrixXd table = Eigen::MatrixXd::Zero(features, static_cast<Eigen::Index>(samples));
    for (auto column : table.colwise()) {
        std::string_view sample = take_sample(text, place);
        static_cast<void>(take_word(sample));
        for (std::string_view word = take_word(sample); !word.empty(); word = take_word(sample)) {
            const Entry entry = entry_of(word, 0, place);
            if (static_cast<Eigen::Index>(entry.index) > features) {
                break;
            }
            column[static_cast<Eigen::Index>(entry.index) - 1] = entry.value;
        }
    }
    return table;
}

}  // namespace

Table parse_libsvm(std::string_view text, const std::string& name, const LibsvmOptions& options) {
    text = without_margins(text);
    const Survey survey = surveyed(text, {.name = name});
    const TextPlace place{.name = name, .line = survey.its_line};
    if (survey.labels.empty()) {
        place.reject("the file is empty: lines of `label index:value ...` are needed");
    }
    if (survey.largest == 0) {
        place.reject("no sample has a feature: lines of `label index:value ...` are needed");
    }
    const std::size_t features = options.features ? static_cast<std::size_t>(*options.features) : survey.largest;
    if (survey.labels.size() > options.most_numbers / features) {
        place.reject(
            fmt::format("{} features of {} samples: at most {} numbers are taken; problem.first_features keeps "
                        "fewer",
                        features, survey.labels.size(), options.most_numbers));
    }
    return with_labels(filled(text, {.name = name}, static_cast<Eigen::Index>(features), survey.labels.size()),
                       survey.labels);
}

}  // namespace ogsim
