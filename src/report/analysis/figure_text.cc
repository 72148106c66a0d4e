#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "src/report/analysis/figure.h"

namespace ogsim {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Cell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) {
        return *number;
    }
    const auto* word = std::get_if<std::string>(&cell);
    return word != nullptr ? Json(*word) : Json(nullptr);
}

Json json_of(const std::vector<AxisChoice>& choices) {
    Json json = Json::array();
    for (const AxisChoice& choice : choices) {
        json.push_back({{"id", choice.id},
                        {"label", choice.label},
                        {"unit", choice.unit},
                        {"is_logarithmic", choice.is_logarithmic}});
    }
    return json;
}

Json json_of(const Figure& figure) {
    Json json{{"id", figure.id}, {"title", figure.title}, {"caption", figure.caption}};
    json["columns"] = Json::array();
    for (const FigureColumn& column : figure.columns) {
        json["columns"].push_back({{"name", column.name}, {"unit", column.unit}});
    }
    json["rows"] = Json::array();
    for (const auto& row : figure.rows) {
        Json cells = Json::array();
        for (const Cell& cell : row) {
            cells.push_back(json_of(cell));
        }
        json["rows"].push_back(std::move(cells));
    }
    json["x_choices"] = json_of(figure.x_choices);
    json["y_choices"] = json_of(figure.y_choices);
    return json;
}

Json json_of(const Answer& answer) {
    return {{"sentence", answer.sentence},
            {"reading", answer.reading},
            {"notes", answer.notes},
            {"head", answer.head},
            {"rows", answer.rows}};
}

/// In double quotes where it holds what would end a cell (RFC 4180).
std::string csv_cell(const std::string& word) {
    if (word.find_first_of(",\"\r\n") == std::string::npos) {
        return word;
    }
    std::string quoted = "\"";
    for (const char letter : word) {
        quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    }
    return quoted + "\"";
}

std::string csv_cell(const Cell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) {
        return fmt::format("{}", *number);
    }
    const auto* word = std::get_if<std::string>(&cell);
    return word != nullptr ? csv_cell(*word) : "";
}

}  // namespace

std::string json_text(const Report& report) {
    Json json{{"title", report.title}, {"name", report.name}};
    json["target"] =
        report.target
            ? Json{{"kind", report.target->kind}, {"value", report.target->value}, {"text", report.target->text}}
            : Json(nullptr);
    json["baseline"] = report.baseline;
    json["answer"] = json_of(report.answer);
    json["series"] = report.series;
    json["series_key"] = report.series_key;
    json["settings"] = report.settings;
    json["figures"] = Json::array();
    for (const Figure& figure : report.figures) {
        json["figures"].push_back(json_of(figure));
    }
    json["provenance"] = Json::array();
    for (const auto& [name, value] : report.provenance) {
        json["provenance"].push_back(Json::array({name, value}));
    }
    // Bytes that are no UTF-8, of a file's name, are replaced rather than refused.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string csv_text(const Figure& figure) {
    std::string text;
    for (const FigureColumn& column : figure.columns) {
        text += (text.empty() ? "" : ",") + csv_cell(column.name);
    }
    text += "\n";
    for (const auto& row : figure.rows) {
        for (std::size_t place = 0; place < row.size(); ++place) {
            text += (place == 0 ? "" : ",") + csv_cell(row[place]);
        }
        text += "\n";
    }
    return text;
}

}  // namespace ogsim
