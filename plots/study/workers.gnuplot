# What each worker spent: the mean over replicas.
load "style.gnuplot"
file = "../data/workers.csv"
pick(s, name) = is_row(s) ? column(name) : NaN
set xlabel "Worker"
set ylabel "Energy of the worker (J)"
set yrange [0:*]
set format y "%g"
set xrange [*:*] noextend
set offsets 0.5, 0.5, graph 0.06, 0
plot for [s=1:series_n] file using (pick(s, "worker")):(pick(s, "joules")) with linespoints pt point(s) ps 0.35 lw 1 dt dash(s) lc rgb colour(s) title series[s]
