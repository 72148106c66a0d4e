#include "src/scenario/nearest.h"

#include <algorithm>
#include <vector>

#include "src/scenario/keys.h"

namespace ogsim {
namespace {

constexpr std::size_t kLongestCompared = 200;  // assumed; bounds the work on words that nobody typed

std::string_view last_name(std::string_view path) {
    return path.substr(path.rfind('.') + 1);  // npos + 1 is 0
}

std::size_t letters_forgiven(std::string_view known) {
    return std::max<std::size_t>(1, known.size() / 3);
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> older(b.size() + 1), old(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        old[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = old[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({old[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], older[j - 2] + 1);
            }
        }
        older.swap(old);
        old.swap(row);
    }
    return old[b.size()];
}

std::optional<std::string> nearest_word(std::string_view word, std::span<const std::string> known) {
    std::optional<std::string> nearest;
    std::size_t least = word.size() > kLongestCompared ? 0 : kLongestCompared;
    for (const std::string& candidate : known) {
        if (least == 0) {
            break;
        }
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < least && distance <= letters_forgiven(candidate)) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::optional<std::string> nearest_key(std::string_view path) {
    std::optional<std::string> nearest;
    std::size_t least = path.size() > kLongestCompared ? 0 : kLongestCompared;
    for (const Key& key : keys()) {
        const std::size_t whole = edit_distance(path, key.path);
        const std::string_view name = last_name(key.path);
        const std::size_t in_other_section = edit_distance(last_name(path), name) + 1;
        const std::size_t distance = std::min(whole, in_other_section);
        if (distance < least && distance <= letters_forgiven(name) + 1) {
            least = distance;
            nearest = std::string(key.path);
        }
    }
    return nearest;
}

std::string did_you_mean(const std::optional<std::string>& suggestion) {
    return suggestion ? "; did you mean " + *suggestion + "?" : "";
}

}  // namespace ogsim
