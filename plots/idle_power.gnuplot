# docs/idle_power.svg: joules to the target of ordered-timer over those of gd and lag-wk against the power of idle listening, from
# the tables of tools/figures idle_power: runs at 0 and 1 W, between which joules lie on a straight line.
# Usage, from the root of the repository: gnuplot plots/idle_power.gnuplot
set terminal svg size 960,360 font "DejaVu Sans,13" background "white"
set output "docs/idle_power.svg"
set datafile separator ","
set multiplot layout 1,2
set logscale xy
set grid lc rgb "#dddddd"
set key bottom right
set xlabel "energy.idle_w, W"
set xrange [1e-3:1]
set yrange [0.01:2]
set ytics (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)
j = "joules_to_target"
load_line(data, method) = sprintf("stats 'runs/figures/idle_power/%s-%s.csv' using (column(j)) every ::1 nooutput", data, method)
do for [data in "digits near-identical"] {
    eval load_line(data, "gd"); g0 = STATS_min; g1 = STATS_max
    eval load_line(data, "lag-wk"); l0 = STATS_min; l1 = STATS_max
    eval load_line(data, "ordered-timer"); o0 = STATS_min; o1 = STATS_max
    set title data eq "digits" ? "digits, 20 workers, to a gap of 0.05" : "near-identical data, 50 workers, to a gap of 1e-8"
    set ylabel data eq "digits" ? "joules of ordered-timer, of the other's" : ""
    plot (o0 + x * (o1 - o0)) / (g0 + x * (g1 - g0)) with lines lw 2 lc rgb "#888888" title "of gd", \
         (o0 + x * (o1 - o0)) / (l0 + x * (l1 - l0)) with lines lw 2 lc rgb "#fdae6b" title "of lag-wk", \
         1 with lines dt 2 lc rgb "#444444" notitle
}
unset multiplot
