# docs/window.svg: joules and needless updates a round against the ordering window, from the tables of tools/figures window.
# Usage, from the root of the repository: gnuplot plots/window.gnuplot
set terminal svg size 960,620 noenhanced font "DejaVu Sans,12" background "white"
set output "docs/window.svg"
set datafile separator ","
set multiplot layout 2,3
set logscale x
set format x "1e%T"
set grid lc rgb "#dddddd"
set key bottom right samplen 1
set xlabel "network.window_ms"
workers = "10 50 200 500"
features = "125 1250 10000"
sizes = "1 10 80"
colour(i) = word("#a6cee3 #1f78b4 #33a02c #e31a1c", i)
file(n, d) = "runs/figures/window/" . word(workers, n) . "-" . word(features, d) . ".csv"
w = "network.window_ms"
# The automatic window of N workers with a clock that freezes: N times 25 times 20 us.
automatic(n) = word(workers, n) * 0.5
swept = "total_j_a_round"
do for [d=1:3] {
    set title "updates of " . word(sizes, d) . " kB"
    set ylabel d == 1 ? "joules a round and worker" : ""
    set logscale y
    set yrange [1e-4:1]
    plot for [n=1:4] file(n, d) using (strcol(w) eq "auto" ? NaN : column(w)):(column(swept) / word(workers, n)) with lines lw 2 lc rgb colour(n) title word(workers, n) . " workers", \
         for [n=1:4] file(n, d) using (strcol(w) eq "auto" ? automatic(n) : NaN):(column(swept) / word(workers, n)) with points pt 7 ps 0.8 lc rgb colour(n) notitle
}
unset logscale y
set yrange [0:*]
do for [d=1:3] {
    set title ""
    set ylabel d == 1 ? "bytes on the air an update heard, of its size" : ""
    plot for [n=1:4] file(n, d) using (strcol(w) eq "auto" ? NaN : column(w)):(column("bytes_an_update") / (8.0 * word(features, d))) with lines lw 2 lc rgb colour(n) notitle
}
unset multiplot
