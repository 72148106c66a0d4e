// Until figure.h's json_text() is there.
#include <nlohmann/json.hpp>

#include "src/report/figure.h"

namespace ogsim {
namespace {
using Json = nlohmann::ordered_json;
Json of(const Cell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) {
        return *number;
    }
    const auto* word = std::get_if<std::string>(&cell);
    return word ? Json(*word) : Json();
}
Json of(const std::vector<AxisChoice>& choices) {
    Json all = Json::array();
    for (const auto& choice : choices) {
        all.push_back({{"id", choice.id}, {"label", choice.label}, {"unit", choice.unit}, {"is_logarithmic", choice.is_logarithmic}});
    }
    return all;
}
Json of(const Figure& figure) {
    Json columns = Json::array(), rows = Json::array();
    for (const auto& column : figure.columns) {
        columns.push_back({{"name", column.name}, {"unit", column.unit}});
    }
    for (const auto& row : figure.rows) {
        Json cells = Json::array();
        for (const auto& cell : row) {
            cells.push_back(of(cell));
        }
        rows.push_back(cells);
    }
    return {{"id", figure.id}, {"title", figure.title}, {"caption", figure.caption}, {"columns", columns}, {"rows", rows},
            {"x_choices", of(figure.x_choices)}, {"y_choices", of(figure.y_choices)}};
}
}  // namespace

std::string json_text(const Report& report) {
    Json json{{"title", report.title}, {"name", report.name}};
    json["target"] = report.target ? Json{{"kind", report.target->kind}, {"value", report.target->value}, {"text", report.target->text}} : Json();
    json["baseline"] = report.baseline;
    json["answer"] = {{"sentence", report.answer.sentence}, {"notes", report.answer.notes}, {"head", report.answer.head}, {"rows", report.answer.rows}};
    json["series"] = report.series;
    json["series_key"] = report.series_key;
    json["settings"] = report.settings;
    json["figures"] = Json::array();
    for (const auto& figure : report.figures) {
        json["figures"].push_back(of(figure));
    }
    json["provenance"] = report.provenance;
    return json.dump();
}
}  // namespace ogsim
