# docs/downlinks.svg: joules to 0.95 accuracy by downlink and sleep, from the tables of tools/figures downlinks.
# Usage, from the root of the repository: gnuplot plots/downlinks.gnuplot
set terminal svg size 960,420 noenhanced font "DejaVu Sans,12" background "white"
set output "docs/downlinks.svg"
set datafile separator ","
set multiplot layout 1,2
set style data histograms
set style histogram clustered gap 1
set style fill solid
set boxwidth 0.9
set grid ytics lc rgb "#dddddd"
set key top right samplen 1
set logscale y
ways = "model-always-on change-always-on overheard-always-on model-between-duties change-between-duties overheard-between-duties model-wake-on-schedule change-wake-on-schedule"
colour(i) = word("#c6dbef #6baed6 #08519c #c7e9c0 #74c476 #006d2c #fdae6b #d94801", i)
file(i) = "runs/figures/downlinks/" . word(ways, i) . ".csv"
set xrange [-0.6:2.6]
set ylabel "joules of the workers to 0.95"
set yrange [1:1000]
plot for [i=1:8] file(i) using (column("joules_to_target")):xtic(strcol("method.name")) lc rgb colour(i) title word(ways, i)
set ylabel "of them above resting"
set yrange [0.01:100]
plot for [i=1:8] file(i) using (column("marginal_joules_to_target")):xtic(strcol("method.name")) lc rgb colour(i) notitle
unset multiplot
