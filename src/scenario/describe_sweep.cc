#include <string>
#include <vector>

#include "src/scenario/describe_tables.h"

namespace ogsim {

std::string sweep_text() {
    return "[sweep] makes a scenario a study: `ogsim sweep FILE` runs every combination of what varies.\n"
           "\n"
           "    [sweep]\n"
           "    \"method.name\" = [\"gd\", \"lag-wk\", \"ordered-timer\"]\n"
           "    \"network.workers\" = { from = 10, to = 100, step = 10 }\n"
           "    \"network.radius_m\" = { from = 1.0, to = 100.0, count = 5, scale = \"log\" }\n"
           "    together = [ { \"problem.data\" = [\"digits\", \"breast-cancer\"], \"run.rounds\" = [300, 50] } ]\n"
           "    where = [\"network.workers <= 50 or method.name = gd\"]\n"
           "    replicas = 10\n"
           "    time_limit_s = 3600\n"
           "    memory_limit_mb = 4000\n"
           "\n"
           "`ogsim check FILE` says how many runs that makes, and all that is wrong with any of them.\n";
}

std::vector<Item> sweep_items() {
    return {
        {.heading = "sweep.\"KEY\"",
         .lines = {{"about",
                    "Any key of a scenario, in quotes, with its values. Several keys: every combination of "
                    "them, the last one changing fastest. [sweep.network] workers = [...] means the same."},
                   {"list", "\"method.name\" = [\"gd\", \"hb\"]: these values."},
                   {"range",
                    "{ from = A, to = B, step = C }: A, A + C, ... B. { from = A, to = B, count = N }: N evenly "
                    "spaced values. With scale = \"log\" each is the same multiple of the one before. Both ends "
                    "are values; for a key of whole numbers, logarithmic ones are rounded."},
                   {"allowed", "no value twice; at most 1000000 combinations and 100000 runs"}}},
        {.heading = "sweep.together",
         .lines = {{"about",
                    "Lists of equal length, or ranges, whose values go together: the first of each, then the "
                    "second of each. One table of them for each group."},
                   {"allowed", "[ { \"KEY\" = [...], \"KEY\" = [...] }, ... ]"}}},
        {.heading = "sweep.where",
         .lines = {{"about",
                    "Conditions that a combination must meet, all of them; others are left out and need not be "
                    "sound. A key that is not set meets no comparison but !=."},
                   {"allowed",
                    "texts: KEY = VALUE, KEY < KEY, with = != < <= > >=, joined by \"and\" and \"or\", of "
                    "which \"and\" binds stronger"}}},
        {.heading = "sweep.replicas",
         .lines = {{"about",
                    "How often each combination runs. Replica r has the seed run.seed + r - 1, under every "
                    "combination the same: data, split, places, shadowing and fading are then the same too."},
                   {"default", "1"},
                   {"allowed", "whole number, from 1 to 1000000; 1 where run.seed is varied"}}},
        {.heading = "sweep.time_limit_s",
         .lines = {{"about", "Wall time after which a run is given up and recorded as failed."},
                   {"default", "not set"},
                   {"allowed", "number, > 0 and <= 1000000000 s"}}},
        {.heading = "sweep.memory_limit_mb",
         .lines = {{"about", "Memory at which a run is given up and recorded as failed."},
                   {"default", "not set"},
                   {"allowed", "whole number, from 1 to 1000000000 MB"}}},
    };
}

}  // namespace ogsim
