#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "src/record/export_folder.h"
#include "src/record/study/file.h"
#include "src/record/study/plan.h"
#include "src/record/study/rows.h"
#include "src/record/study/schema.h"
#include "src/record/study/store.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string cell_of(const Json& value) {
    if (value.is_null()) {
        return "";
    }
    return value.is_string()         ? csv_cell(value.get<std::string>())
           : value.is_number_float() ? fmt::format("{}", value.get<double>())
                                     : value.dump();
}

/// The part of runs.csv that a summary fills; empty cells where there is none.
std::string summary_cells(const std::string& summary, const std::vector<std::string>& keys) {
    const Json json = Json::parse(summary, nullptr, false);
    std::string text;
    for (const std::string& key : keys) {
        text += "," + (json.is_object() && json.contains(key) ? cell_of(json.at(key)) : "");
    }
    return text;
}

/// Writes the files of one study from one snapshot.
class Export {
 public:
    Export(const SQLite::Database& study, const ExportFolder& folder, const std::function<bool()>& is_stopped)
        : study_(study),
          folder_(folder),
          is_stopped_(is_stopped),
          varied_(varied_keys_of(study)),
          keys_(summary_keys()) {
        std::erase(keys_, "seed");
    }

    void write() {
        write_runs();
        for (const RowTable& table : row_tables()) {
            write_rows(table);
        }
        write_facts();
    }

 private:
    /// "3,gd,20,1,7" for run 3, the values of the varied keys, replica and seed.
    std::string lead_of(const SQLite::Statement& run, SQLite::Statement& setting) const {
        std::string text = csv_cell(run.getColumn(1));
        for (const std::string& key : varied_) {
            setting.bind(1, run.getColumn(0).getInt64());
            setting.bind(2, key);
            text += "," + (setting.executeStep() ? csv_cell(setting.getColumn(0)) : "");
            setting.reset();
        }
        return text + "," + csv_cell(run.getColumn(2)) + "," + csv_cell(run.getColumn(3));
    }

    std::string lead_head() const {
        std::string text = "run";
        for (const std::string& key : varied_) {
            text += "," + csv_cell(std::string_view(key));
        }
        return text + ",replica,seed";
    }

    void write_runs() {
        PieceFile runs(folder_.at("runs.csv"));
        PieceFile failures(folder_.at("failures.csv"));
        std::string head = lead_head() + ",state";
        for (const std::string& key : keys_) {
            head += "," + key;
        }
        runs.write(head + "\n");
        failures.write(lead_head() + ",kind,detail,repeat\n");
        SQLite::Statement setting(study_, "SELECT value FROM setting WHERE run = ? AND key = ?");
        SQLite::Statement run(
            study_,
            "SELECT id, position, replica, seed, state, summary, failure_kind, failure_detail, repeat "
            "FROM run WHERE position IS NOT NULL ORDER BY position");
        while (run.executeStep()) {
            const std::string lead = lead_of(run, setting);
            const std::string state = run.getColumn(4).getString();
            runs.write(fmt::format("{},{}{}\n", lead, state, summary_cells(run.getColumn(5).getString(), keys_)));
            if (state == "failed") {
                failures.write(fmt::format("{},{},{},{}\n", lead, csv_cell(run.getColumn(6)),
                                           csv_cell(run.getColumn(7)), csv_cell(run.getColumn(8))));
            }
        }
        runs.close();
        failures.close();
    }

    void write_rows(const RowTable& table) {
        PieceFile file(folder_.at(table.file));
        file.write("run," + table.header);
        SQLite::Statement run(
            study_, "SELECT id, position FROM run WHERE position IS NOT NULL AND state = 'done' ORDER BY position");
        SQLite::Statement rows(study_, table.select());
        while (run.executeStep()) {
            if (is_stopped_ && is_stopped_()) {
                throw std::runtime_error("stopped; nothing is exported");
            }
            file.write(rows_text(rows, run.getColumn(0).getInt64(), csv_cell(run.getColumn(1)) + ","));
        }
        file.close();
    }

    void write_facts() const {
        Json json;
        json["ogsim"] = kStudyExport;
        json["format"] = kStudyFormat;
        for (const char* const key : {"name", "title", "definition"}) {
            json[key] = fact(study_, key);
        }
        json["varied_keys"] = varied_;
        json["replicas"] = whole_number_of(fact(study_, "replicas")).value_or(0);
        for (const char* const state : {"done", "failed", "waiting"}) {
            SQLite::Statement count(study_, "SELECT count(*) FROM run WHERE position IS NOT NULL AND state = ?");
            count.bind(1, state);
            count.executeStep();
            json[state] = count.getColumn(0).getInt64();
        }
        json["provenance"] = Json::parse(fact(study_, "provenance"), nullptr, false);
        PieceFile file(folder_.at("study.json"));
        file.write(json.dump(2) + "\n");
        file.close();
    }

    const SQLite::Database& study_;
    const ExportFolder& folder_;
    const std::function<bool()>& is_stopped_;
    std::vector<std::string> varied_, keys_;
};

}  // namespace

void export_study(const fs::path& path, const fs::path& folder, const std::function<bool()>& is_stopped) {
    SQLite::Database study = study_to_read(path);
    const ExportFolder to(folder);
    with_meaning(path, Access::kRead, [&] {
        const SQLite::Transaction snapshot(study);  // so that all of it is of the same instant
        Export(study, to, is_stopped).write();
    });
    to.complete();
}

}  // namespace ogsim
