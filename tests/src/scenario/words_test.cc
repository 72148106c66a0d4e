#include <gmock/gmock.h>

#include <filesystem>

#include "model/data/split.h"
#include "src/dataset/source.h"
#include "src/scenario/data_table.h"
#include "src/scenario/word_tables.h"

/// The words a scenario may use are those that the readers of data and the splits know.
namespace ogsim {
namespace {

TEST(DataTable, NamesWhatTheReadersKnowAndWhereItStands) {
    EXPECT_THAT(names(data_table()), testing::ElementsAreArray(bundled_data_names()));
    for (const DataName& row : data_table()) {
        const DataSource source = data_source(std::string(row.name), ".", data_folder());
        EXPECT_EQ(is_synthetic(source.origin), row.origin == Origin::kSynthetic) << row.name;
        EXPECT_EQ(source.file.filename().string(), row.file);
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
