#include "src/dataset/read_table.h"

#include <array>
#include <utility>

#include "model/catalogue/row_named.h"
#include "src/dataset/csv.h"
#include "src/dataset/file_bytes.h"
#include "src/dataset/idx.h"
#include "src/dataset/kept_tables.h"
#include "src/dataset/libsvm.h"

namespace ogsim {
namespace {

constexpr std::array<std::pair<std::string_view, FileFormat>, 6> kEndings = {{{".csv", FileFormat::kCsv},
                                                                              {".tsv", FileFormat::kCsv},
                                                                              {".libsvm", FileFormat::kLibsvm},
                                                                              {".svm", FileFormat::kLibsvm},
                                                                              {".idx", FileFormat::kIdx},
                                                                              {"-ubyte", FileFormat::kIdx}}};

std::optional<char> delimiter_called(const std::string& word) {
    struct Row {
        std::string_view name;
        std::optional<char> delimiter;
    };
    static constexpr Row kRows[] = {
        {"auto", std::nullopt}, {"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"space", ' '}};
    return row_named<Row>(kRows, "problem.delimiter", word).delimiter;
}

std::optional<bool> header_called(const std::string& word) {
    struct Row {
        std::string_view name;
        std::optional<bool> header;
    };
    static constexpr Row kRows[] = {{"auto", std::nullopt}, {"yes", true}, {"no", false}};
    return row_named<Row>(kRows, "problem.header", word).header;
}

Table read_idx(const DataFile& file) {
    const std::string name = file.file.string();
    const std::string labels_name = file.labels.string();
    IdxArray samples = parse_idx(file_bytes(file.file), name);
    const IdxArray labels = parse_idx(file_bytes(file.labels), labels_name);
    return with_idx_labels(std::move(samples), name, labels, labels_name);
}

}  // namespace

std::optional<FileFormat> format_of(const std::filesystem::path& file) {
    std::string name = file.filename().string();
    if (name.ends_with(".gz")) {
        name.resize(name.size() - std::string_view(".gz").size());
    }
    for (const auto& [ending, format] : kEndings) {
        if (name.ends_with(ending)) {
            return format;
        }
    }
    return std::nullopt;
}

namespace {

Table read_anew(const DataFile& file, const ProblemKeys& keys) {
    const std::string name = file.file.string();
    switch (format_of(file.file).value_or(FileFormat::kCsv)) {
        case FileFormat::kCsv:
            return parse_csv(file_bytes(file.file), name,
                             {.delimiter = delimiter_called(keys.delimiter),
                              .header = header_called(keys.header),
                              .label_column = keys.label_column});
        case FileFormat::kLibsvm:
            return parse_libsvm(file_bytes(file.file), name, {.features = keys.first_features});
        case FileFormat::kIdx:
            return read_idx(file);
    }
    return {};
}

}  // namespace

Table read_table(const DataFile& file, const ProblemKeys& keys) {
    std::string name;  // all that decides what is read
    for (const std::string& part : {file.file.string(), file.labels.string(), keys.delimiter, keys.header,
                                    keys.label_column, std::to_string(keys.first_features.value_or(0))}) {
        name += part + '\n';
    }
    return table_once(name, [&] { return read_anew(file, keys); });
}

}  // namespace ogsim
