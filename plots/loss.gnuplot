# docs/loss.svg: what arrives and what is learned where frames are lost, from the tables of tools/figures loss.
# Usage, from the root of the repository: gnuplot plots/loss.gnuplot
set terminal svg size 960,360 noenhanced font "DejaVu Sans,13" background "white"
set output "docs/loss.svg"
set datafile separator ","
set multiplot layout 1,3
set grid lc rgb "#dddddd"
set key bottom left samplen 1 width -4
set xlabel "network.channel.extra_loss"
methods = "gd lag-wk ordered-timer"
repairs = "none ask"
width(i) = i == 2 ? 5 : 2
colour(i) = word("#888888 #fdae6b #1b7837", i)
file(i, r) = "runs/figures/loss/" . word(methods, i) . "-" . word(repairs, r) . ".csv"
lost = "network.channel.extra_loss"
set yrange [0:1.05]
set ylabel "share that arrives"
plot for [i=1:3] file(i, 1) using (column(lost)):(column("delivered_share")) with lines lw width(i) lc rgb colour(i) title "updates, " . word(methods, i), \
     for [r=1:2] file(3, r) using (column(lost)):(column("heard_share")) with lines lw 2 dt 3-r lc rgb "#2166ac" title "models, repair " . word(repairs, r)
set key top left
set autoscale y
set logscale y
set format y "1e%T"
set ylabel "gap after 300 rounds"
set yrange [3e-5:3e-1]
plot for [i=1:3] for [r=1:2] file(i, r) using (column(lost)):(column("gap_at_300")) with lines lw width(i) dt 3-r lc rgb colour(i) title word(methods, i) . ", " . word(repairs, r)
unset logscale y
set format y "%g"
set ylabel "rounds to a gap of 1e-5"
set yrange [0:1200]
plot for [i=1:3] for [r=1:2] file(i, r) using (column(lost)):(column("rounds_to_target")) with lines lw width(i) dt 3-r lc rgb colour(i) title word(methods, i) . ", " . word(repairs, r)
unset multiplot
