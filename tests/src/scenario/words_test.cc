#include <gmock/gmock.h>

#include <filesystem>

#include "model/data/catalogue.h"
#include "model/data/split.h"
#include "src/dataset/source.h"
#include "src/scenario/word_tables.h"

/// The words a scenario may use are those that the readers of data and the splits know.
namespace ogsim {
namespace {

TEST(DataCatalogue, NamesFilesThatAreThere) {
    for (const DataEntry& row : data_catalogue()) {
        const DataSource source = data_source(std::string(row.name), ".", data_folder());
        EXPECT_EQ(source.origin, row.origin) << row.name;
        EXPECT_EQ(source.file.filename().string(), row.file);
        EXPECT_EQ(row.file.empty(), is_synthetic(row.origin)) << row.name;
        EXPECT_TRUE(row.file.empty() || std::filesystem::exists(data_folder() / row.file)) << row.name;
    }
}

TEST(SplitTable, NamesWhatTheSplitsKnow) {
    for (const Word& word : split_table()) {
        EXPECT_NO_THROW(static_cast<void>(split_named(word.name))) << word.name;
    }
}

}  // namespace
}  // namespace ogsim
