#include "tests/src/record/study_sample.h"

/// sample_study FILE [POSITION | failed:POSITION]...: writes a study with these of its 8 runs done, or failed.
int main(int argc, char** argv) {
    ogsim::StudyStore store(argv[1]);
    store.plan(ogsim::sample_facts(), ogsim::sample_plan());
    const std::string failed = "failed:";
    for (const std::string& word : std::vector<std::string>(argv + 2, argv + argc)) {
        if (word.starts_with(failed)) {
            store.put(std::stoul(word.substr(failed.size())),
                      ogsim::Failure{.kind = "crashed", .detail = "signal 11, twice"}, ogsim::kEffort);
        } else {
            store.put(std::stoul(word), ogsim::sample_record(std::stoul(word)), ogsim::kEffort);
        }
    }
    store.close();
}
