#include "src/scenario/word_tables.h"

namespace ogsim {

std::span<const Word> delimiter_table() {
    static constexpr Word kTable[] = {
        {"auto", "The first of semicolon, tab, comma, blank that stands in the first line outside quotes.", ""},
        {"comma", "a,b", ""},
        {"semicolon", "a;b", ""},
        {"tab", "One tab.", ""},
        {"space", "Any run of blanks.", ""},
    };
    return kTable;
}

std::span<const Word> header_table() {
    static constexpr Word kTable[] = {
        {"auto",
         "The first line is one where problem.label_column is a name, where a field other than the label is no number, "
         "or where its label is none while that of the second line is one.",
         ""},
        {"yes", "The first line holds names.", ""},
        {"no", "The first line is a sample.", ""},
    };
    return kTable;
}

std::span<const Word> split_table() {
    static constexpr Word kTable[] = {
        {"even", "Samples in random order, dealt in turn: as many for each worker, contents alike.", ""},
        {"blocks",
         "Samples in the order of the file, one block of equal length a worker. Of several files: each has an equal "
         "share of the workers and is cut for these alone.",
         "several files: as in the experiments of Chen, Giannakis, Sun, Yin, LAG, NeurIPS 2018"},
        {"by-label", "Samples sorted by target, then one block of equal length a worker: few classes each.", ""},
        {"dirichlet",
         "The shares of each class over the workers are drawn from a Dirichlet distribution with all parameters equal "
         "to problem.dirichlet_alpha: the smaller, the less alike the workers.",
         "Hsu, Qi, Brown, arXiv 1909.06335"},
        {"near-identical",
         "Every worker holds the same problem.samples_per_worker samples, drawn from the data, each feature with "
         "normal noise of standard deviation problem.sigma that is the worker's own.",
         "after the setting named in Chen, Sadler, Blum, SPAWC 2020; noise model assumed"},
        {"files", "Worker i holds file i of problem.data, which must name as many files as there are workers.", ""},
    };
    return kTable;
}

std::span<const Word> loss_scale_table() {
    static constexpr Word kTable[] = {
        {"mean", "The loss is the mean over all samples of all workers.", ""},
        {"sum", "The loss is the sum over all samples of all workers.", ""},
    };
    return kTable;
}

std::span<const Word> scaling_table() {
    static constexpr Word kTable[] = {
        {"auto",
         "Divided by the largest value that can occur where that is known: digits by 16, fashion-mnist and IDX files "
         "of "
         "unsigned bytes by 255. Other data from files as standard; synthetic data as none.",
         ""},
        {"none", "Features as they stand in the file.", ""},
        {"standard", "Each feature to mean 0 and variance 1 over the training part.", ""},
        {"min-max", "Each feature to the range 0 to 1 over the training part.", ""},
    };
    return kTable;
}

std::span<const Word> optimum_table() {
    static constexpr Word kTable[] = {
        {"auto", "Where run.target_gap asks for it, or where it takes seconds by the sizes of the problem.", ""},
        {"always", "Whatever it takes: minutes for tens of thousands of samples of hundreds of features.", ""},
        {"never", "Only where run.target_gap asks for it.", ""},
    };
    return kTable;
}

std::span<const Word> ordering_table() {
    static constexpr Word kTable[] = {
        {"reciprocal", "phi(norm) = T_c (tau/M) / norm.", "after Blum and Sadler, IEEE TSP 2008"},
        {"logarithmic",
         "phi(norm) = T_c max(0, 1 - ln(norm M/tau) / ln R), R = method.ordering_range: spreads large norms apart.",
         "derived here"},
    };
    return kTable;
}

std::span<const Word> battery_table() {
    static constexpr Word kTable[] = {
        {"ideal", "All its charge, at any load.", ""},
        {"kinetic",
         "The kinetic battery model: of two wells only the first can be drawn, and the second flows there in its own "
         "time. Less for a heavier load, and some of it back in a pause.",
         "Manwell, McGowan, Solar Energy 50(5), 1993"},
    };
    return kTable;
}

}  // namespace ogsim
