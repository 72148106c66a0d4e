# Workers whose battery is not empty, over time: the mean over replicas.
load "style.gnuplot"
file = "../data/lifetime.csv"
pick(s, name) = is_row(s) ? column(name) : NaN
set xlabel "Time (s)"
set ylabel "Workers alive"
set yrange [0:*]
set offsets 0, 0, graph 0.06, 0
plot for [s=1:series_n] file using (pick(s, "seconds")):(pick(s, "alive")) with steps lw 1.8 dt dash(s) lc rgb colour(s) title series[s]
