# docs/idle_power.svg: joules to the target of ordered-timer over those of gd and lag-wk against the power of idle listening, from
# the tables of tools/figures idle_power: runs at 1 W, and what their joules would be at 0 W: nothing else changes, so that joules lie on a line.
# Usage, from the root of the repository: gnuplot plots/idle_power.gnuplot
set terminal svg size 960,360 noenhanced font "DejaVu Sans,13" background "white"
set output "docs/idle_power.svg"
set datafile separator ","
set multiplot layout 1,2
set logscale xy
set grid lc rgb "#dddddd"
set key bottom right samplen 2
set xlabel "energy.idle_w, W"
set ytics (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)
load_line(data, method, j) = sprintf("stats 'runs/figures/idle_power/%s-%s.csv' using (column('%s')) nooutput", data, method, j)
do for [data in "digits near-identical"] {
    eval load_line(data, "gd", "joules_at_0_w"); g0 = STATS_mean
    eval load_line(data, "gd", "joules_to_target"); g1 = STATS_mean
    eval load_line(data, "lag-wk", "joules_at_0_w"); l0 = STATS_mean
    eval load_line(data, "lag-wk", "joules_to_target"); l1 = STATS_mean
    eval load_line(data, "ordered-timer", "joules_at_0_w"); o0 = STATS_mean
    eval load_line(data, "ordered-timer", "joules_to_target"); o1 = STATS_mean
    set title data eq "digits" ? "digits, 20 workers, to a gap of 0.05" : "near-identical data, 50 workers, to a gap of 1e-8"
    set ylabel data eq "digits" ? "joules of ordered-timer, of the other's" : ""
    plot [1e-3:1][0.01:2] (o0 + x * (o1 - o0)) / (g0 + x * (g1 - g0)) with lines lw 2 lc rgb "#888888" title "of gd", \
         (o0 + x * (o1 - o0)) / (l0 + x * (l1 - l0)) with lines lw 2 lc rgb "#fdae6b" title "of lag-wk", \
         1 with lines dt 2 lc rgb "#444444" notitle
}
unset multiplot
