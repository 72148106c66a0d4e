#include "src/report/analysis/answer.h"

#include "src/report/analysis/answer_parts.h"
#include "src/report/analysis/answer_words.h"

namespace ogsim {

Answer answer_of(const StudyGroups& groups) {
    Answer answer{.sentence = groups.settings.size() == 1 ? one_setting_sentence(groups) : settings_sentence(groups),
                  .reading = answer_reading(groups),
                  .notes = answer_notes(groups),
                  .head = answer_head(groups),
                  .rows = {}};
    for (const Group& group : groups.groups) {
        answer.rows.push_back(answer_row(groups, group));
    }
    return answer;
}

}  // namespace ogsim
