# docs/media.svg: accuracy against seconds and joules on three media, from the runs of tools/figures media.
# Usage, from the root of the repository: gnuplot plots/media.gnuplot
set terminal svg size 960,360 noenhanced font "DejaVu Sans,13" background "white"
set output "docs/media.svg"
set datafile separator ","
set multiplot layout 1,2
set logscale x
set format x "1e%T"
set yrange [0.75:1]
set grid lc rgb "#dddddd"
set key top left samplen 2
methods = "gd lag-wk ordered-timer"
media = "ideal cell wifi"
colour(i) = word("#888888 #fdae6b #1b7837", i)
file(m, i) = "runs/figures/media/" . word(media, m) . "-" . word(methods, i) . "-11/rounds.csv"
set ylabel "test accuracy"
set xlabel "seconds"
plot for [i=1:3] for [m=1:3] file(m, i) using (column("sim_time_s")):(column("accuracy")) with lines lw 4-m dt m lc rgb colour(i) title word(methods, i) . ", " . word(media, m)
set xlabel "joules of the workers above resting"
plot for [i=1:3] for [m=1:3] file(m, i) using (column("cumulative_marginal_j")):(column("accuracy")) with lines lw 4-m dt m lc rgb colour(i) notitle
unset multiplot
