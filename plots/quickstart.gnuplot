# docs/quickstart.svg: test accuracy against uplinks and against marginal joules, from the runs of tools/quickstart.
# Usage, from the root of the repository: gnuplot plots/quickstart.gnuplot
set terminal svg size 960,360 font "DejaVu Sans,13" background "white"
set output "docs/quickstart.svg"
set datafile separator ","
set multiplot layout 1,2
set logscale x
set format x "10^{%T}"
set yrange [0.75:1]
set grid lc rgb "#dddddd"
set key bottom right
runs = "gd lag-wk ordered-timer"
width(i) = i == 2 ? 5 : 2
colour(i) = word("#888888 #fdae6b #1b7837", i)
file(i) = "runs/quickstart/" . word(runs, i) . "/rounds.csv"
set ylabel "test accuracy"
set xlabel "updates delivered"
plot for [i=1:3] file(i) using (column("cumulative_delivered")):(column("accuracy")) with lines lw width(i) lc rgb colour(i) title word(runs, i)
set xlabel "joules of the workers above resting"
plot for [i=1:3] file(i) using (column("cumulative_marginal_j")):(column("accuracy")) with lines lw width(i) lc rgb colour(i) title word(runs, i)
unset multiplot
