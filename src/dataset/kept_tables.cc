#include "src/dataset/kept_tables.h"

#include <map>

namespace ogsim {
namespace {

struct Shelf {
    int owners = 0;
    std::size_t bytes = 0;
    std::map<std::string, Table> tables;
};

Shelf& shelf() {
    static Shelf the_one;
    return the_one;
}

}  // namespace

KeptTables::KeptTables() {
    ++shelf().owners;
}

KeptTables::~KeptTables() {
    if (--shelf().owners == 0) {
        shelf() = {};
    }
}

bool keeps_tables() {
    return shelf().owners > 0;
}

Table table_once(const std::string& name, const std::function<Table()>& read) {
    Shelf& kept = shelf();
    if (kept.owners == 0) {
        return read();
    }
    const auto known = kept.tables.find(name);
    if (known != kept.tables.end()) {
        return known->second;
    }
    Table table = read();
    const std::size_t bytes = static_cast<std::size_t>(table.data.features.size()) * sizeof(double);
    if (kept.bytes + bytes <= kMostKept) {
        kept.bytes += bytes;
        kept.tables.emplace(name, table);
    }
    return table;
}

}  // namespace ogsim
