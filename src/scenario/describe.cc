#include "src/scenario/describe.h"

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <vector>

#include "src/scenario/describe_tables.h"
#include "src/scenario/keys.h"
#include "src/scenario/method_parts.h"
#include "src/scenario/nearest.h"
#include "src/scenario/text_layout.h"
#include "src/scenario/value_text.h"
#include "src/scenario/word_tables.h"

namespace ogsim {
namespace {

std::string default_text(const Key& key) {
    const std::string value = value_text(key, Scenario{});
    if (value.empty()) {
        Scenario plain;
        plain.method.name = "gd";
        fill_in(plain.method);
        return key.when_absent.empty()
                   ? "not set"
                   : fmt::format("{}; {} where it names none", key.when_absent, value_text(key, plain));
    }
    return key.unit.empty() ? value : fmt::format("{} {}", value, key.unit);
}

Item key_item(const Key& key) {
    const std::string kind(kind_of(key));
    const std::string allowed = allowed_text(key);
    return {
        .heading = key.path,
        .lines = {{"about", std::string(key.description)},
                  {"default", default_text(key)},
                  {"allowed", allowed == kind || allowed == "a " + kind ? kind : fmt::format("{}, {}", kind, allowed)},
                  {"source", std::string(key.source)}}};
}

// The keys that are wanted, under the headings of their sections.
template <class Wanted>
std::string page_of_keys(const Wanted& is_wanted) {
    std::vector<Item> items;
    for (const Key& key : keys()) {
        if (is_wanted(key)) {
            items.push_back(key_item(key));
            items.back().section = fmt::format("[{}]", section_of(key));
        }
    }
    return page_of(items);
}

// All keys whose path begins with `start`.
std::string keys_page(std::string_view start) {
    return page_of_keys([start](const Key& key) { return key.path.starts_with(start); });
}

// Those of which `part` is one part, "radius_m" or "channel"; empty where there are none.
std::string keys_with_part(std::string_view part) {
    const std::string between = fmt::format(".{}.", part);
    return page_of_keys(
        [&between](const Key& key) { return fmt::format(".{}.", key.path).find(between) != std::string::npos; });
}

std::string all_keys_page() {
    return keys_page("");
}

std::string topics_page() {
    constexpr std::size_t kColumn = 22;
    std::string page = "ogsim describe TOPIC, with TOPIC one of\n\n";
    for (const Topic& topic : topics()) {
        page += labelled(topic.name, topic.about, 4, kColumn);
    }
    page += labelled("network", "The keys of one section of the scenario file: any section.", 4, kColumn);
    page += labelled("network.radius_m", "One key: any key.", 4, kColumn);
    return page + labelled("ordered-timer", "One row: any name in one of the tables.", 4, kColumn);
}

std::vector<Item> items_of(const Topic& topic) {
    return topic.items != nullptr ? topic.items() : std::vector<Item>{};
}

std::string topic_page(const Topic& topic) {
    const std::string text = topic.text != nullptr ? topic.text() : "";
    const std::string rows = page_of(items_of(topic));
    return text + (text.empty() || rows.empty() ? "" : "\n") + rows;
}

// The items with this heading in all tables, under the names of their topics; empty where there is none.
std::string rows_named(std::string_view name) {
    std::string found;
    for (const Topic& topic : topics()) {
        std::vector<Item> items = items_of(topic);
        std::erase_if(items, [name](const Item& item) { return item.heading != name; });
        if (!items.empty()) {
            found += fmt::format("{}[{}]\n\n{}", found.empty() ? "" : "\n", topic.name, page_of(items));
        }
    }
    return found;
}

// The names of all topics, and the headings that rows_named() finds.
std::vector<std::string> known_names() {
    std::vector<std::string> known = names(topics());
    for (const Topic& topic : topics()) {
        for (const Item& item : items_of(topic)) {
            known.emplace_back(item.heading);
        }
    }
    return known;
}

std::string unknown_topic(std::string_view name) {
    auto suggestion = nearest_word(name, known_names());
    if (!suggestion) {
        suggestion = nearest_key(name);
    }
    return fmt::format("no topic {}{}; `ogsim describe` lists all topics", in_quotes(shortened(name)),
                       did_you_mean(suggestion));
}

}  // namespace

std::span<const Topic> topics() {
    static constexpr Topic kTopics[] = {
        {"keys", "Every key of a scenario file: meaning, unit, default, what is allowed, source.", nullptr,
         all_keys_page},
        {"methods", "Values of method.name.", method_items, methods_at_a_glance},
        {"selections", "Who speaks: values of method.selection.", selection_items},
        {"loudness", "The norm that the selection sees: values of method.loudness.", loudness_items},
        {"compressions", "What is said: values of method.compression.", compression_items},
        {"memories", "What both ends remember of it: values of method.memory.", memory_items},
        {"aggregations", "How the server puts it together: values of method.aggregation.", aggregation_items},
        {"optimizers", "How the server steps: values of method.optimizer.", optimizer_items},
        {"schedules", "How the step size changes: values of method.schedule.", schedule_items},
        {"problems", "Values of problem.kind.", problem_items},
        {"data", "Values of problem.data.", data_items},
        {"splits", "Values of problem.split.", split_items},
        {"media", "Values of network.medium.", medium_items},
        {"radios", "Values of network.cell.radio, and of network.cell.data_mode with each.", radio_items},
        {"devices", "Values of energy.device.", device_items},
        {"words", "Values of the other keys that take one of a few words.", word_items},
        {"sweep", "What makes a scenario a study of many runs: the section [sweep].", sweep_items, sweep_text},
        {"exit-codes", "What the program's exit code says.", nullptr, exit_codes},
    };
    return kTopics;
}

std::string describe(std::string_view topic) {
    if (topic.empty()) {
        return topics_page();
    }
    for (const Topic& known : topics()) {
        if (known.name == topic) {
            return topic_page(known);
        }
    }
    if (const Key* key = find_key(topic)) {
        return page_of(std::array{key_item(*key)});
    }
    if (is_section(topic)) {
        return keys_page(std::string(topic) + ".");
    }
    if (std::string rows = rows_named(topic); !rows.empty()) {
        return rows;
    }
    if (std::string page = keys_with_part(topic); !page.empty()) {
        return page;
    }
    throw std::invalid_argument(unknown_topic(topic));
}

}  // namespace ogsim
